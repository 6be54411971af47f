import type { MedplumClient } from '@medplum/core';
import type { Bundle, Encounter, Patient, Resource } from '@medplum/fhirtypes';

/** Identifiers in one address: some gateways stop at 8,000 characters. */
const AT_ONCE = 80;

/** A resource that was counted, as a line of the list. */
export interface BehindRow {
  reference: string;
  kind: 'case' | 'session' | 'plan';
  /** Instant of the session, or of the validation of a plan. */
  date?: string;
  name?: string;
  patient?: Patient;
  /** Where it opens. */
  to?: string;
}

/** Reads what was counted, as far as the reader may: what she may not see is not there, and is counted. */
export async function readBehind(
  medplum: MedplumClient,
  references: readonly string[],
): Promise<{ rows: BehindRow[]; hidden: number }> {
  const searches = ['Encounter', 'Composition'].flatMap((type) => {
    const ids = references.flatMap((one) => (one.startsWith(`${type}/`) ? one.split('/')[1]! : []));
    const pages = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, i) =>
      ids.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
    );
    return pages.map((page) =>
      medplum.search(
        type as 'Encounter',
        `_id=${page.join(',')}&_include=${type}:${type === 'Encounter' ? 'patient' : 'subject'}&_count=${AT_ONCE}`,
      ),
    );
  });
  const read = (await Promise.all(searches)).flatMap((bundle) =>
    ((bundle as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []),
  );
  const rows = rowsOf(references, read);
  return { rows, hidden: references.length - rows.length };
}

/** Newest first. */
export function rowsOf(references: readonly string[], read: readonly Resource[]): BehindRow[] {
  const known = new Map(read.map((one) => [`${one.resourceType}/${one.id}`, one]));
  const rows = references.flatMap((reference): BehindRow[] => {
    const found = known.get(reference);
    if (found?.resourceType === 'Encounter') return [encounterRow(reference, found, known)];
    if (found?.resourceType !== 'Composition') return [];
    const patient = known.get(found.subject?.reference ?? '') as Patient | undefined;
    const date = found.event?.[0]?.period?.start ?? found.date;
    return [{ reference, kind: 'plan', date, patient, ...(patient && { to: `/patients/${patient.id}` }) }];
  });
  return rows.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

function encounterRow(reference: string, found: Encounter, known: ReadonlyMap<string, Resource>): BehindRow {
  const date = found.period?.start;
  if (!found.subject) return { reference, kind: 'session', date, to: `/sessions/${found.id}` };
  const patient = known.get(found.subject.reference ?? '') as Patient | undefined;
  return { reference, kind: 'case', date, patient, to: `/fiches/${found.id}` };
}
