export type { Opening, SharedState, Snapshot } from './document.ts';
export { Choices, KeptNotice, SaveStatus } from './SaveStatus.tsx';
export { SharedText } from './SharedText.tsx';
export { statusLine, together } from './status.ts';
export { cleanText } from './text-input.ts';
export { type Shared, useKept, useShared } from './useShared.ts';
export { useWatch } from './useWatch.ts';
