export { type Counts, type DeployReport, deploy, reportText, total } from './deploy/index.ts';
export type { OnProgress, Step } from './progress.ts';
