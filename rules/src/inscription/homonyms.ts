import type { Patient } from '@medplum/fhirtypes';
import { insOf } from '../ins/index.ts';

/** The traits two identities are compared on, in the order they are shown. */
export const TRAITS = [
  'birthName',
  'usedName',
  'givenNames',
  'gender',
  'birthDate',
  'birthPlace',
  'ins',
  'ipp',
] as const;
export type Trait = (typeof TRAITS)[number];

/** The value of each trait as text; absent when unknown. */
export type TraitTexts = { [K in Trait]?: string };

/** A text without accents, case, hyphens nor apostrophes: what two spellings of a name share. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function traitsOf(patient: Patient): TraitTexts {
  const birth = patient.name?.find(({ use }) => use === 'official') ?? patient.name?.[0];
  const used = patient.name?.find(({ use }) => use === 'usual');
  const place = patient.extension?.find(({ url }) => url.endsWith('/patient-birthPlace'))?.valueAddress;
  const ipps = (patient.identifier ?? []).filter(({ type }) =>
    type?.coding?.some(({ code }) => code === 'PI'),
  );
  const texts: { [K in Trait]: string | undefined } = {
    birthName: birth?.family,
    usedName: used?.family,
    givenNames: birth?.given?.join(' '),
    gender: patient.gender,
    birthDate: patient.birthDate,
    birthPlace: place?.city,
    ins: insOf(patient)?.value,
    ipp: [...new Set(ipps.flatMap(({ value }) => value ?? []))].join(', ') || undefined,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, one]) => one)) as TraitTexts;
}

/**
 * The traits on which at least two of the identities differ: what a person must look at before choosing. A trait
 * unknown on one side differs, since nobody can say that it is the same.
 */
export function differences(patients: readonly Patient[]): Set<Trait> {
  const all = patients.map(traitsOf);
  return new Set(TRAITS.filter((trait) => new Set(all.map((one) => fold(one[trait] ?? ''))).size > 1));
}

/**
 * Could the two be taken for one another? Same name and first given name; or born the same day with the same name or
 * the same first given name, which is how one person looks when her name was once mistyped.
 */
export function areHomonyms(a: Patient, b: Patient): boolean {
  const [one, two] = [traitsOf(a), traitsOf(b)];
  const names = (it: TraitTexts) => [it.birthName, it.usedName].flatMap((name) => (name ? [fold(name)] : []));
  const sameName = names(one).some((name) => names(two).includes(name));
  const first = (it: TraitTexts) => fold(it.givenNames ?? '').split(' ')[0];
  const sameGiven = !!first(one) && first(one) === first(two);
  const sameDay = !!one.birthDate && one.birthDate === two.birthDate;
  return (sameName && sameGiven) || (sameDay && (sameName || sameGiven));
}

/** Homonyms side by side: patients of one answer grouped, those alone each in a group of their own. */
export function homonymGroups(patients: readonly Patient[]): Patient[][] {
  const groups: Patient[][] = [];
  for (const patient of patients) {
    const group = groups.find((one) => one.some((other) => areHomonyms(other, patient)));
    if (group) group.push(patient);
    else groups.push([patient]);
  }
  return groups;
}

/** A merged identity points to the one that is kept. */
export function replacedBy(patient: Patient): string | undefined {
  return patient.link?.find(({ type }) => type === 'replaced-by')?.other.reference;
}
