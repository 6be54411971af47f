export { directory } from './region/directory.ts';
export { documentBundle, type PlayedCase, playCase, playStory } from './story/document.ts';
export { DEFECTS, type Defect } from './story/states.ts';
export {
  careTeamOf,
  patientOf,
  type Story,
  type StoryOptions,
  type StorySession,
  story,
} from './story/story.ts';
