export { compareFiches, type PartDifference } from './fiches.ts';
export { compareWords, type Run } from './words.ts';
