import { PropertyType, type TypedValue, toTypedValue } from '@medplum/core';

/** Adds what a property of one item holds to `out`, each repetition apart. */
export type Step = (item: unknown, out: unknown[]) => void;

/**
 * Every element of R4 that may have several types (`value[x]`). Only these are looked for under longer
 * names, which costs more than all the rest of a step.
 */
export const CHOICES: ReadonlySet<string> = new Set(
  (
    'abatement additive age allowed amount answer asNeeded author born bounds characteristic chargeItem code ' +
    'collected content created date deceased defaultValue definingSubstance definition detail diagnosis dose ' +
    'doseNumber due effective entity event example fastingStatus fixed identified indication item ' +
    'legallyBinding location manufacturer maxValue medication minValue minimumVolume module multipleBirth ' +
    'name occurred occurrence offset onset participantEffective pattern performed probability procedure ' +
    'product quantity rate reported scheduled seriesDoses serviced source start statusReason studyEffective ' +
    'subject substance target time timing topic used value when'
  ).split(' '),
);

/** Types by the way they end the name of an element: `valueDateTime`. */
const TYPES = new Map(Object.values(PropertyType).map((type) => [capital(type), type]));

/** The step of a name in a path: a property, one of several types, or the type of a resource. */
export function stepOf(name: string): Step {
  // What every object inherits is not data.
  if (name in Object.prototype) return () => undefined;
  if (/^[A-Z]/.test(name)) {
    return (item, out) => {
      if (!isObject(item)) return;
      if (item.resourceType === name) out.push(item);
      else push(item[name], out);
    };
  }
  if (!CHOICES.has(name)) {
    return (item, out) => {
      if (isObject(item)) push(item[name], out);
    };
  }
  return (item, out) => {
    if (!isObject(item)) return;
    const plain = item[name];
    push(plain === undefined ? item[choiceKey(item, name) ?? name] : plain, out);
  };
}

/** Is it a plain property, which one look gives? */
export function isPlain(name: string): boolean {
  return /^[a-z]/.test(name) && !CHOICES.has(name) && !(name in Object.prototype);
}

/** What `name` holds with its type: exact for `name[x]`, guessed from the shape otherwise. */
export function typedChoices(item: unknown, name: string): TypedValue[] {
  if (!isObject(item)) return [];
  const key = item[name] === undefined ? choiceKey(item, name) : undefined;
  if (key) return [{ type: TYPES.get(key.slice(name.length))!, value: item[key] }];
  const out: unknown[] = [];
  push(item[name], out);
  return out.map(toTypedValue);
}

function choiceKey(item: Record<string, unknown>, name: string): string | undefined {
  for (const key in item) {
    if (key.length > name.length && key.startsWith(name) && TYPES.has(key.slice(name.length))) return key;
  }
  return undefined;
}

function push(value: unknown, out: unknown[]): void {
  if (value === undefined || value === null || value === '') return;
  if (!Array.isArray(value)) out.push(value);
  else for (const one of value) if (one !== null && one !== undefined) out.push(one);
}

function isObject(item: unknown): item is Record<string, unknown> {
  return typeof item === 'object' && item !== null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
