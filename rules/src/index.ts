export * from './identity/index.ts';
export * from './ins/index.ts';
export * from './quorum/index.ts';
