import type { Organization, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { practitionerName } from '../kit/names.ts';

/** A professional at one place, as a list shows her. */
export interface Person {
  /** `PractitionerRole/id`. */
  reference: string;
  name: string;
  /** Specialty, establishment. */
  detail: string;
  isDoctor: boolean;
}

/** Profession 10 of TRE_G15: médecin. */
const DOCTOR = '10';

/** The people of an answer that holds roles, and the practitioners and establishments they point to. */
export function peopleIn(resources: readonly (Resource | undefined)[]): Person[] {
  const byName = new Map<string, Resource>(
    resources.flatMap((one) => (one ? [[`${one.resourceType}/${one.id}`, one]] : [])),
  );
  return [...byName.values()].flatMap((one) => {
    if (one.resourceType !== 'PractitionerRole') return [];
    const practitioner = byName.get(one.practitioner?.reference ?? '') as Practitioner | undefined;
    const organization = byName.get(one.organization?.reference ?? '') as Organization | undefined;
    const specialty = one.specialty?.[0]?.coding?.[0]?.display ?? one.specialty?.[0]?.text;
    return [
      {
        reference: `PractitionerRole/${one.id}`,
        name: practitioner
          ? practitionerName(practitioner)
          : (one.practitioner?.display ?? practitionerName(undefined)),
        detail: [specialty, organization?.name].filter(Boolean).join(' · '),
        isDoctor: isDoctor(one),
      },
    ];
  });
}

export function isDoctor(role: PractitionerRole): boolean {
  return !!role.code?.some(({ coding }) => coding?.some(({ code }) => code === DOCTOR));
}

const WITH = '_include=PractitionerRole:practitioner&_include=PractitionerRole:organization';

/** The people behind references of roles, by reference: one request for all. */
export function usePeople(references: readonly (string | undefined)[]): ReadonlyMap<string, Person> {
  const ids = [
    ...new Set(references.flatMap((one) => (one?.startsWith('PractitionerRole/') ? one.slice(17) : []))),
  ].sort();
  const found = useFhir(ids.length > 0 ? ['people', ids.join()] : undefined, async (medplum) => {
    const bundle = await medplum.search('PractitionerRole', `_id=${ids.join()}&${WITH}&_count=200`);
    return peopleIn((bundle.entry ?? []).map(({ resource }) => resource));
  });
  return new Map((found.data ?? []).map((one) => [one.reference, one]));
}

/** People whose name begins as typed, doctors first. */
export function useFoundPeople(text: string, doctorsOnly: boolean) {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word.length > 0);
  const asked = words.join(' ').length >= 2 ? ['people-search', words.join(' '), doctorsOnly] : undefined;
  return useFhir(asked, async (medplum) => {
    const names = words.map((word) => `name=${encodeURIComponent(word)}`).join('&');
    const bundle = await medplum.search(
      'Practitioner',
      `${names}&_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization&_count=15`,
    );
    const all = peopleIn((bundle.entry ?? []).map(({ resource }) => resource));
    return all
      .filter((one) => !doctorsOnly || one.isDoctor)
      .sort((a, b) => Number(b.isDoctor) - Number(a.isDoctor) || a.name.localeCompare(b.name, 'fr'));
  });
}
