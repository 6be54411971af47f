export * from './access/index.ts';
export * from './identity/index.ts';
export * from './indicators/index.ts';
export * from './ins/index.ts';
export * from './lifecycle/index.ts';
export * from './quorum/index.ts';
export * from './signing/index.ts';
