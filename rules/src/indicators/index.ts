export * from './anomalies.ts';
export * from './assemble.ts';
export * from './axis-pages.ts';
export * from './current.ts';
export * from './definition.ts';
export * from './dictionary.ts';
export * from './directory.ts';
export * from './engine.ts';
export * from './extensions.ts';
export * from './external.ts';
export * from './fa-pmsi.ts';
export * from './fiche.ts';
export * from './gather.ts';
export * from './keys.ts';
export * from './markdown.ts';
export { type Kept, monthsToRead } from './months.ts';
export * from './offer-table.ts';
export {
  daysOfMonth,
  inParis,
  isMonth,
  monthsBefore,
  monthsBetween,
  nextMonth,
  parisMinute,
  parisMonth,
  startOfParisDay,
} from './paris-time.ts';
export * from './patients.ts';
export * from './place-report.ts';
export * from './plan.ts';
export * from './report.ts';
export type { GroupResult, IndicatorResult, StratifierResult, Stratum } from './result.ts';
export * from './rows.ts';
export * from './session-table.ts';
export * from './topics.ts';
export * from './trace.ts';
export * from './trace-report.ts';
export * from './unit.ts';
