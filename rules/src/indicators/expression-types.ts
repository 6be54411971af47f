import { DotAtom, fhirPathIs, SymbolAtom, type TypedValue, toTypedValue } from '@medplum/core';
import { type Code, collection, logic, NOTHING, only, type Run } from './expression-code.ts';
import { CHOICES, typedChoices } from './expression-path.ts';

/** `Quantity`, `FHIR.Quantity`: the text of a type specifier, empty when the node is none. */
export function typeName(node: unknown): string {
  if (node instanceof SymbolAtom) return node.name;
  return node instanceof DotAtom ? `${typeName(node.left)}.${typeName(node.right)}` : '';
}

/** Is the value of that type? Resources say it themselves; for the rest it is a guess from the shape. */
export function isOfType(value: unknown, type: string): boolean {
  const own = (value as { resourceType?: unknown } | null)?.resourceType;
  return typeof own === 'string' ? own === type : fhirPathIs(toTypedValue(value), type);
}

/** Types that are kinds of another: a code is a string. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  string: ['code', 'id', 'markdown'],
  uri: ['canonical', 'oid', 'url', 'uuid'],
  integer: ['positiveInt', 'unsignedInt'],
  Quantity: ['Age', 'Count', 'Distance', 'Duration', 'MoneyQuantity', 'SimpleQuantity'],
};

function isTyped(typed: TypedValue, type: string): boolean {
  return fhirPathIs(typed, type) || (KINDS[type.replace(/^FHIR\./, '')]?.includes(typed.type) ?? false);
}

/**
 * `value.ofType(T)` and `value as T` where `value[x]` is read just before: the name under which the value is
 * stored says its type exactly. Undefined when the left side is anything else.
 */
export function choiceAs(
  left: unknown,
  type: string,
  many: boolean,
  compile: (node: unknown) => Code,
): Code | undefined {
  const typed = typedOf(left, compile);
  if (!typed) return undefined;
  return collection((item, run) => {
    const all = typed(item, run);
    if (!many) only(all);
    return all.filter((one) => isTyped(one, type)).map((one) => one.value);
  });
}

/** `value is T`, in the same way. */
export function choiceIs(left: unknown, type: string, compile: (node: unknown) => Code): Code | undefined {
  const typed = typedOf(left, compile);
  if (!typed) return undefined;
  return logic((item, run) => {
    const all = typed(item, run);
    return all.length === 1 ? isTyped(all[0]!, type) : undefined;
  }, false);
}

function typedOf(
  node: unknown,
  compile: (node: unknown) => Code,
): ((item: unknown, run: Run) => TypedValue[]) | undefined {
  const last = node instanceof DotAtom ? node.right : node;
  if (!(last instanceof SymbolAtom) || !CHOICES.has(last.name)) return undefined;
  const parent = node instanceof DotAtom ? compile(node.left) : undefined;
  return (item, run) => {
    const parents = parent ? parent.one(item, run) : [item];
    return (parents.length === 0 ? NOTHING : parents).flatMap((one) => typedChoices(one, last.name));
  };
}
