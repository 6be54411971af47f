import { nextMonth, replacedBy, startOfParisDay } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { type ListSearch, searchLists } from './search.ts';

/** Merges of merges are rare; a longer chain is a circle. */
const MAX_MERGES = 10;
const DAY = 24 * 3_600_000;

/**
 * A date parameter over whole months, with one day more on each side: servers compare either end of a period,
 * and membership is decided on its start, in Paris.
 */
export function around(parameter: string, months: readonly string[]): [string, string][] {
  const [first, after] = [
    startOfParisDay(`${months[0]}-01`),
    startOfParisDay(`${nextMonth(months.at(-1)!)}-01`),
  ];
  return [
    [parameter, `ge${new Date(Date.parse(first) - DAY).toISOString()}`],
    [parameter, `lt${new Date(Date.parse(after) + DAY).toISOString()}`],
  ];
}

/** Adds the patients that replace those read, to the end of each chain. */
export async function readSurvivors(medplum: MedplumClient, own: Map<string, Resource>): Promise<void> {
  let patients = [...own.values()].filter((one): one is Patient => one.resourceType === 'Patient');
  for (let n = 0; n < MAX_MERGES && patients.length > 0; n++) {
    const wanted = patients.map(replacedBy).filter((reference) => reference && !own.has(reference));
    patients = (await searchLists(medplum, [byId('Patient', wanted)])) as Patient[];
    for (const patient of patients) own.set(referenceTo(patient), patient);
  }
}

/** The resources of one type among these references, each once. */
export function byId(
  type: Resource['resourceType'],
  references: readonly (string | undefined)[],
): ListSearch {
  const own = references.filter(
    (reference): reference is string => reference?.startsWith(`${type}/`) ?? false,
  );
  return {
    type,
    parameter: '_id',
    values: [...new Set(own)].map((reference) => reference.slice(type.length + 1)),
  };
}

export function referenceTo({ resourceType, id }: Resource): string {
  return `${resourceType}/${id}`;
}
