export * from './canonical.ts';
export * from './codes.ts';
export * from './document-id.ts';
export * from './extensions.ts';
export * from './identifiers.ts';
export * from './sections.ts';
export * from './systems.ts';
export * from './terminology.ts';
export type { TerminologyFile } from './terminology-file.ts';
