export * from './compare.ts';
export * from './counts.ts';
export * from './facts.ts';
export * from './identities.ts';
