import { createHash } from 'node:crypto';
import { DCC } from '@dcc/fhir-profiles';
import type { MeasureReport } from '@medplum/fhirtypes';

/** Second identifier of a report that this bot writes: SHA-256 of all the rest of it, base64url. */
export const FINGERPRINT_SYSTEM = `${DCC}/identifier/measure-report-fingerprint`;

/**
 * The report with the fingerprint of what it says. A later run then knows by a few bytes that what is stored is what it
 * would write: sending a month of companions only to hear that nothing changed costs more than counting it.
 */
export function stamped(report: MeasureReport): MeasureReport {
  const value = createHash('sha256').update(JSON.stringify(report)).digest('base64url');
  return { ...report, identifier: [...(report.identifier ?? []), { system: FINGERPRINT_SYSTEM, value }] };
}

/** Undefined for a report that an earlier version wrote, or that somebody else did. */
export function fingerprintOf({ identifier }: Pick<MeasureReport, 'identifier'>): string | undefined {
  return identifier?.find(({ system }) => system === FINGERPRINT_SYSTEM)?.value;
}
