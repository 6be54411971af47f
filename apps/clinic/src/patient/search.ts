import { homonymGroups } from '@dcc/rules/src/inscription/homonyms.ts';
import { type PatientQuery, readQuery, searchesOf, sortPatients } from '@dcc/rules/src/inscription/search.ts';
import type { Patient } from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { readBatch } from '../data/read-batch.ts';

export interface Found {
  query: PatientQuery;
  /** Homonyms together, best first. */
  groups: Patient[][];
}

/** Long enough to ask: two letters of a name, a date, a number. */
export function isAskable(text: string): boolean {
  const { names, birthDate, number } = readQuery(text);
  return !!number || !!birthDate || names.join('').length >= 2;
}

/** Patients that answer one line of text. Waits when there is too little to ask. */
export function useFoundPatients(text: string) {
  return useFhir(
    isAskable(text) ? ['patient-search', text.trim()] : undefined,
    async (medplum): Promise<Found> => {
      const query = readQuery(text);
      const urls = searchesOf(query).map((search) => `Patient?${search}`);
      const found = (await readBatch(medplum, urls)).flat() as Patient[];
      return { query, groups: homonymGroups(sortPatients(found, query)) };
    },
  );
}
