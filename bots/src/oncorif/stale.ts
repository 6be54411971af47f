import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { searchPages } from './search.ts';

/**
 * Deletes what an earlier run of the same day wrote and this one does not: a page more, a place that has nothing any
 * longer. It has the day of this run, so a screen would take it for a part of it. Other days are left as they are.
 *
 * @param written every report of this run, stored already.
 */
export async function forgetStale(
  medplum: MedplumClient,
  written: readonly MeasureReport[],
  extraction: string,
): Promise<void> {
  const ids = new Set(written.map(idOf));
  const runs = new Set(written.map(runOf));
  const starts = written.map(({ period }) => period.start ?? '').sort();
  const ends = written.map(({ period }) => period.end ?? '').sort();
  const stale: string[] = [];
  for await (const page of searchPages<MeasureReport>(medplum, 'MeasureReport', [
    ['date', extraction],
    ['period', `ge${starts[0]}`],
    ['period', `le${ends.at(-1)}`],
    ['_elements', 'identifier,measure,period,date'],
  ])) {
    const own = page.filter((one) => runs.has(runOf(one)) && one.date?.slice(0, 10) === extraction);
    stale.push(...own.filter((one) => !ids.has(idOf(one))).map(({ id }) => id!));
  }
  for (const id of stale) await medplum.deleteResource('MeasureReport', id);
}

// Figures that were loaded from outside have another Measure, and are not of any run.
function runOf({ measure, period }: MeasureReport): string {
  return `${measure} ${period.start} ${period.end}`;
}

function idOf({ identifier }: MeasureReport): string {
  return identifier?.[0]?.value ?? '';
}
