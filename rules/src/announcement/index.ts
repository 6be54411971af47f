export * from './guard.ts';
export * from './label.ts';
