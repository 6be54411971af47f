import type { Coding, Identifier } from '@medplum/fhirtypes';

/** A value that tells counted things or strata apart. Two keys are one when system and code are equal. */
export interface Key {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}

/** The stratum of units whose expression gave nothing: kept and shown, never dropped. */
export const UNKNOWN: Key = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
  code: 'UNK',
  display: 'non renseigné',
};

/** True for the key of what an expression could not place. */
export function isUnknownKey({ system, code }: Key): boolean {
  return system === UNKNOWN.system && code === UNKNOWN.code;
}

/** Text that is equal when and only when the keys are. */
export function keyText(key: Key): string {
  return key.system === undefined ? key.code : `${key.system}|${key.code}`;
}

/** @throws Error in French when the value cannot be a key (a resource, a concept). */
export function toKey(value: unknown, expression: string): Key {
  if (typeof value === 'string') return { code: value };
  if (typeof value === 'number' || typeof value === 'boolean') return { code: String(value) };
  const object = (value ?? {}) as Coding & Identifier;
  if (typeof object.code === 'string') {
    return { system: object.system, code: object.code, display: object.display };
  }
  if (typeof object.value === 'string') return { system: object.system, code: object.value };
  throw new Error(`« ${expression} » ne donne ni texte, ni code, ni identifiant`);
}

/** Natural order: `Q2` before `Q10`, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : a > b ? 1 : 0);
}
