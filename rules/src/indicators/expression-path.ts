import { PropertyType, type TypedValue, toTypedValue } from '@medplum/core';
import { NOTHING, type Values } from './expression-code.ts';

/** What a property of one item holds, as it is in the record: one value, a list of them, or nothing. */
export type Step = (item: unknown) => unknown;

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
    return (item) => {
      if (!isObject(item)) return undefined;
      return item.resourceType === name ? item : item[name];
    };
  }
  if (!CHOICES.has(name)) return (item) => (isObject(item) ? item[name] : undefined);
  const ownChoiceKey = choiceKeys(name);
  return (item) => {
    if (!isObject(item)) return undefined;
    const plain = item[name];
    return plain === undefined ? item[ownChoiceKey(item) ?? name] : plain;
  };
}

/** True where a text under this very name is the whole of what the step gives. */
export function isDirect(name: string): boolean {
  return /^[a-z]/.test(name) && !(name in Object.prototype);
}

/** Is it a plain property, which one look gives? */
export function isPlain(name: string): boolean {
  return isDirect(name) && !CHOICES.has(name);
}

/** What a step gave as a collection. The list of the record itself where it has no holes: it is never changed. */
export function valuesOf(held: unknown): Values {
  if (held === undefined || held === null || held === '') return NOTHING;
  if (!Array.isArray(held)) return [held];
  for (let i = 0; i < held.length; i++)
    if (held[i] === null || held[i] === undefined) return held.filter(isThere);
  return held;
}

/** What a step gives on each of several items, in one list. */
export function valuesOfAll(step: Step, items: Values): Values {
  const out: unknown[] = [];
  for (let i = 0; i < items.length; i++) {
    const held = step(items[i]);
    if (held === undefined || held === null || held === '') continue;
    if (!Array.isArray(held)) out.push(held);
    else for (let j = 0; j < held.length; j++) if (isThere(held[j])) out.push(held[j]);
  }
  return out;
}

/** What `name` holds with its type: exact for `name[x]`, guessed from the shape otherwise. */
export function typedChoices(item: unknown, name: string): TypedValue[] {
  if (!isObject(item)) return [];
  const key = item[name] === undefined ? choiceKeys(name)(item) : undefined;
  if (key) return [{ type: TYPES.get(key.slice(name.length))!, value: item[key] }];
  return valuesOf(item[name]).map(toTypedValue);
}

/** Finds the name under which an item has an element of several types: `valueCode`. */
function choiceKeys(name: string): (item: Record<string, unknown>) => string | undefined {
  return (item) => {
    for (const key in item) {
      if (key.length > name.length && key.startsWith(name) && TYPES.has(key.slice(name.length))) return key;
    }
    return undefined;
  };
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isObject(item: unknown): item is Record<string, unknown> {
  return typeof item === 'object' && item !== null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
