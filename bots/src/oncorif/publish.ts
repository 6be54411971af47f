import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { fingerprintOf, stamped } from './fingerprint.ts';
import { identifierOf, leftBehind, reportsOfDay, staleOfDay, unsafeReports } from './stale.ts';
import { storeReports, withdraw } from './store.ts';

/** The reports of one run, and what they stand for. */
export interface Run {
  /** Reports of the region. */
  readonly region: readonly MeasureReport[];
  /** Those of places, and companions: many, so each is made when the ones before it are written. */
  readonly others: Iterable<MeasureReport>;
  /** First and last month, `YYYY-MM`. */
  readonly months: readonly string[];
  /** Day of the extraction, `YYYY-MM-DD`. */
  readonly extraction: string;
  /** Below it small cells are masked in the region's reports; undefined: nothing is. */
  readonly threshold: number | undefined;
  /** `Organization/id`: every place that may have had a report. */
  readonly organizations: readonly string[];
  /** Writes everything, whatever the fingerprints say. */
  readonly recount?: boolean;
}

/**
 * Makes what is stored of the periods of a run what the run found: writes what differs, and takes away what would be
 * read beside it for the truth. Each step is safe to do again: what a killed run left is finished by the next.
 *
 * With a threshold a report of the region is never written over, but deleted and written anew: who reads it also reads
 * its earlier versions, and two of them beside each other give back cells that each hides.
 */
export async function publishReports(medplum: MedplumClient, run: Run): Promise<void> {
  const stored = await reportsOfDay(medplum, run);
  const known = new Map(stored.map((one) => [identifierOf(one), one]));
  const differs = (one: MeasureReport): boolean => {
    const before = known.get(identifierOf(one));
    return before === undefined || fingerprintOf(before) !== fingerprintOf(one);
  };
  /** Without their figures. */
  const written: MeasureReport[] = [];
  function* toWrite(reports: Iterable<MeasureReport>): Generator<MeasureReport> {
    for (const report of reports) {
      const one = stamped(report);
      const { group: _, evaluatedResource: __, ...head } = one;
      written.push(head);
      if (run.recount || differs(one)) yield one;
    }
  }
  const region = [...toWrite(run.region)];
  if (run.threshold !== undefined) {
    await withdraw(
      medplum,
      region.filter(differs).flatMap((one) => known.get(identifierOf(one)) ?? []),
    );
  }
  await storeReports(medplum, region);
  await storeReports(medplum, toWrite(run.others));
  await withdraw(medplum, [
    ...staleOfDay(stored, written),
    ...(await leftBehind(medplum, written, run)),
    ...(await unsafeReports(medplum, written, run)),
  ]);
}
