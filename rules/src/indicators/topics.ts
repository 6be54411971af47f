import { DCC_CODES } from '@dcc/fhir-profiles';
import type { Measure } from '@medplum/fhirtypes';

/**
 * What a Measure is for: the export to ONCORIF (annex 2, and what INCa may add), or the dashboards alone. Both
 * are counted and stored as MeasureReports; the CSV pack takes the first only.
 */
export function isExported(measure: Measure): boolean {
  return hasTopic(measure, DCC_CODES.ONCORIF_INDICATOR);
}

export function isSteering(measure: Measure): boolean {
  return hasTopic(measure, DCC_CODES.STEERING_INDICATOR);
}

/** Finds both, as the value of the search parameter `topic`. */
export const COUNTED_TOPICS = [DCC_CODES.ONCORIF_INDICATOR, DCC_CODES.STEERING_INDICATOR]
  .map(({ system, code }) => `${system}|${code}`)
  .join(',');

function hasTopic({ topic }: Measure, { system, code }: { system: string; code: string }): boolean {
  const codings = (topic ?? []).flatMap(({ coding }) => coding ?? []);
  return codings.some((one) => one.system === system && one.code === code);
}
