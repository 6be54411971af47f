import { INS_SYSTEMS } from '@dcc/fhir-profiles/src/identifiers.ts';
import type { Patient } from '@medplum/fhirtypes';
import { fold, traitsOf } from './homonyms.ts';

/** One line of search, understood: "durand jeanne 12/03/1961", a matricule, an IPP. */
export interface PatientQuery {
  names: string[];
  /** FHIR date, or a part of one: `1961`. */
  birthDate?: string;
  /** An INS or an IPP. */
  number?: string;
}

const DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const INS = /^[1-8]\d{4}(?:\d{2}|2[AB])\d{8}$/i;

/** Reads what somebody typed in the one search field. */
export function readQuery(text: string): PatientQuery {
  // A matricule is often pasted with its spaces: "2 61 03 51 215 189 89".
  const tight = text.replace(/\s/g, '');
  if (INS.test(tight)) return { names: [], number: tight.toUpperCase() };
  const query: PatientQuery = { names: [] };
  for (const word of text
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean)) {
    const date = DATE.exec(word);
    if (date) query.birthDate = `${date[3]}-${date[2]!.padStart(2, '0')}-${date[1]!.padStart(2, '0')}`;
    else if (/^\d{4}-\d{2}-\d{2}$/.test(word)) query.birthDate = word;
    else if (/^(?:19|20)\d{2}$/.test(word)) query.birthDate = word;
    else if (/^(?=.*\d)[\w.-]{4,}$/.test(word)) query.number = word;
    else query.names.push(word);
  }
  return query;
}

/**
 * The searches that answer a query, each a FHIR query string. Servers that tell accents apart are asked twice, as typed
 * and without them, and by the birth date alone, which finds whoever was written otherwise; the answers are sorted
 * by {@link rank}.
 */
export function searchesOf(query: PatientQuery, count = 40): string[] {
  const tail = `_count=${count}`;
  const { names, birthDate, number } = query;
  if (number) {
    const systems = INS.test(number) ? INS_SYSTEMS.map((system) => `${system}|${number}`).join(',') : number;
    return [`identifier=${encodeURIComponent(systems)}&${tail}`];
  }
  const born = birthDate ? [`birthdate=${birthDate}`] : [];
  const named = (words: readonly string[]) =>
    [...words.map((word) => `name=${encodeURIComponent(word)}`), ...born, tail].join('&');
  if (names.length === 0) return born.length > 0 ? [[...born, tail].join('&')] : [];
  const plain = names.flatMap((name) => fold(name).split(' ')).filter(Boolean);
  const all = [named(names), named(plain), ...(birthDate?.length === 10 ? [[...born, tail].join('&')] : [])];
  return [...new Set(all)];
}

/**
 * How well a patient answers, 0 to 100: every word typed must begin a word of a name, accents and hyphens aside;
 * a birth date that differs counts for nothing. 0 = leave out.
 */
export function rank(patient: Patient, { names, birthDate, number }: PatientQuery): number {
  const traits = traitsOf(patient);
  if (number)
    return patient.identifier?.some(({ value }) => value?.toUpperCase() === number.toUpperCase()) ? 100 : 0;
  const born = !birthDate || traits.birthDate?.startsWith(birthDate);
  const family = `${fold(traits.birthName ?? '')} ${fold(traits.usedName ?? '')}`.split(' ');
  const words = [...family, ...fold(traits.givenNames ?? '').split(' ')];
  const typed = names.flatMap((name) => fold(name).split(' ')).filter(Boolean);
  const found = typed.filter((one) => words.some((word) => word.startsWith(one))).length;
  if (typed.length > 0 && found === 0) return 0;
  if (typed.length > 0 && found < typed.length) return born && birthDate ? 30 : 0;
  if (!born) return 0;
  const exact = typed.filter((one) => words.includes(one)).length;
  return 60 + (birthDate ? 20 : 0) + Math.min(20, exact * 10);
}

/** Patients of several answers, each once, best first; those that a merge replaced come last. */
export function sortPatients(patients: readonly Patient[], query: PatientQuery): Patient[] {
  const unique = [...new Map(patients.map((one) => [one.id, one])).values()];
  const scored = unique.map((patient) => ({ patient, score: rank(patient, query) }));
  const last = ({ patient }: { patient: Patient }) => (patient.active === false ? 1 : 0);
  return scored
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        last(a) - last(b) || b.score - a.score || nameOf(a.patient).localeCompare(nameOf(b.patient), 'fr'),
    )
    .map(({ patient }) => patient);
}

function nameOf(patient: Patient): string {
  const { birthName, givenNames } = traitsOf(patient);
  return `${birthName ?? ''} ${givenNames ?? ''}`;
}
