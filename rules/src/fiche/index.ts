export * from './clean-text.ts';
export * from './g8.ts';
export * from './narrative.ts';
