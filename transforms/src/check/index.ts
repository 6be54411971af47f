export { type CheckOptions, checkCda, isRefused } from './check.ts';
export type { Addressee, Defect } from './defect.ts';
