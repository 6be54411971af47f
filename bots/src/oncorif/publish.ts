import { TAGS } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { fingerprintOf, stamped } from './fingerprint.ts';
import { hasTag } from './secrecy-reports.ts';
import { identifierOf, leftBehind, reportsOfDay, staleOfDay, unsafeReports } from './stale.ts';
import { storeReports, withdraw } from './store.ts';

/** The reports of one run, and what they stand for. */
export interface Run {
  /** Every report: of the region, of places, companions. */
  readonly reports: readonly MeasureReport[];
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
  const written = run.reports.map(stamped);
  const stored = await reportsOfDay(medplum, written, run.extraction);
  const known = new Map(stored.map((one) => [identifierOf(one), one]));
  const differs = (one: MeasureReport): boolean => {
    const before = known.get(identifierOf(one));
    return before === undefined || fingerprintOf(before) !== fingerprintOf(one);
  };
  if (run.threshold !== undefined) {
    const replaced = written.filter((one) => hasTag(one, TAGS.AGGREGATE) && differs(one));
    await withdraw(
      medplum,
      replaced.flatMap((one) => known.get(identifierOf(one)) ?? []),
    );
  }
  await storeReports(medplum, run.recount ? written : written.filter(differs));
  await withdraw(medplum, [
    ...staleOfDay(stored, written),
    ...(await leftBehind(medplum, written, run)),
    ...(await unsafeReports(medplum, written, run)),
  ]);
}
