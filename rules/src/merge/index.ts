export { type Mark, mark, marksIn, resolveMarks } from './marks.ts';
export { type Choice, type MergedResource, mergeResource } from './resource.ts';
export {
  type Arrival,
  arrived,
  opened,
  type Shared,
  sameContent,
  saved,
  settled,
  unsaved,
  versionOf,
} from './shared.ts';
export { type MergedText, mergeText, type Writers } from './text.ts';
export { words } from './tokens.ts';
