export * from './capabilities.ts';
export * from './error-text.ts';
export * from './me.ts';
export * from './query.ts';
export * from './save.ts';
export * from './transact.ts';
export * from './who.ts';
