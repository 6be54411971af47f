import type { HumanName, Patient, Practitioner } from '@medplum/fhirtypes';

const upper = (text: string | undefined) => text?.toLocaleUpperCase('fr-FR') ?? '';

/** The name under which the patient was born: `name` with use official (docs/model.md). */
export function birthName(patient: Patient): HumanName | undefined {
  return patient.name?.find(({ use }) => use === 'official') ?? patient.name?.[0];
}

export function usedName(patient: Patient): HumanName | undefined {
  return patient.name?.find(({ use }) => use === 'usual');
}

/** `DURAND née MARTIN Jeanne`: the name in use first, since that is what the ward calls, then the birth name. */
export function patientName(patient: Patient): string {
  const birth = birthName(patient);
  const used = usedName(patient);
  const given = used?.given?.[0] ?? birth?.given?.[0] ?? '';
  const born = patient.gender === 'female' ? 'née' : 'né';
  if (!birth?.family) return `${upper(used?.family)} ${given}`.trim() || 'Nom inconnu';
  if (!used?.family || upper(used.family) === upper(birth.family))
    return `${upper(birth.family)} ${given}`.trim();
  return `${upper(used.family)} ${born} ${upper(birth.family)} ${given}`.trim();
}

/** `J. D.`: what the room may see of the other patients. */
export function patientInitials(patient: Patient): string {
  const name = usedName(patient)?.family ? usedName(patient) : birthName(patient);
  const given = name?.given?.[0] ?? birthName(patient)?.given?.[0];
  return [given, name?.family].flatMap((word) => (word ? [`${upper(word[0])}.`] : [])).join(' ') || '?';
}

/** `Dr Anne LEROY`, `Mme Claire PETIT` */
export function practitionerName(practitioner: Practitioner | undefined): string {
  const name = practitioner?.name?.[0];
  if (!name) return 'Professionnel inconnu';
  const titles: Record<string, string> = { DR: 'Dr', PR: 'Pr', M: 'M.', MME: 'Mme', MLLE: 'Mme' };
  const title =
    name.suffix?.map((s) => titles[s]).find(Boolean) ?? name.prefix?.map((p) => titles[p]).find(Boolean);
  return [title, name.given?.[0], upper(name.family)].filter(Boolean).join(' ');
}

/** `AL` from `Dr Anne LEROY`: the mark of another writer. */
export function initialsOf(display: string): string {
  const words = display.replace(/^(?:Dr|Pr|M\.|Mme)\s+/, '').split(/[\s-]+/);
  return upper(words.map((word) => word[0] ?? '').join('')).slice(0, 3) || '?';
}
