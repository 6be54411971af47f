export * from './clean-text.ts';
export * from './completeness.ts';
export * from './g8.ts';
export * from './narrative.ts';
export * from './questionnaire.ts';
