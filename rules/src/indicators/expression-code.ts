import type { CompiledExpression } from './expression.ts';

/** A FHIRPath collection. It may be shared: who receives one never changes it. */
export type Values = readonly unknown[];

/** What compiled code asks of the evaluation it runs in. */
export interface Run {
  /** What the whole expression is evaluated on. */
  readonly root: unknown;
  /** The collection of a variable, computed at most once. */
  values(variable: CompiledExpression): Values;
}

/**
 * A subtree of an expression as closures, in the forms its parents need: building a collection to look at
 * its only value is what an interpreter loses its time with. `item` is the focus: one value.
 */
export interface Code {
  readonly one: (item: unknown, run: Run) => Values;
  /** The only value, undefined when there is none. @throws Error when there are several. */
  readonly scalar: (item: unknown, run: Run) => unknown;
  /** As an operand of logic; undefined is empty. @throws Error when there are several values. */
  readonly test: (item: unknown, run: Run) => boolean | undefined;
  /** As a criterion: is the first value there and true? */
  readonly holds: (item: unknown, run: Run) => boolean;
  /** The collection, when it does not depend on data. */
  readonly constant?: Values;
  /** The name, when the subtree is nothing but that of a property: a text under it is its only value. */
  readonly name?: string;
  /** No data can make it throw: an operand that does not matter any more need not be evaluated. */
  readonly safe: boolean;
  /** Never several values, whatever the data. */
  readonly lone: boolean;
}

export const NOTHING: Values = Object.freeze([]);
const TRUE: Values = Object.freeze([true]);
const FALSE: Values = Object.freeze([false]);

/** Code that gives a collection. */
export function collection(one: Code['one'], more: Partial<Code> = {}): Code {
  return {
    one,
    scalar: (item, run) => only(one(item, run)),
    test: (item, run) => onlyBoolean(one(item, run)),
    holds: (item, run) => Boolean(one(item, run)[0]),
    safe: false,
    lone: false,
    ...more,
  };
}

/** Code that gives true, false or nothing. */
export function logic(test: Code['test'], safe: boolean): Code {
  return {
    one: (item, run) => truth(test(item, run)),
    scalar: test,
    test,
    holds: (item, run) => test(item, run) === true,
    safe,
    lone: true,
  };
}

/** True for false and false for true; nothing for nothing. */
export function negated(code: Code): Code {
  return logic((item, run) => {
    const value = code.test(item, run);
    return value === undefined ? undefined : !value;
  }, code.safe && code.lone);
}

/** Code that gives exactly one value. */
export function single(scalar: Code['scalar'], more: Partial<Code> = {}): Code {
  return collection((item, run) => [scalar(item, run)], { scalar, lone: true, ...more });
}

/** Code that always gives the same. */
export function constant(values: Values): Code {
  const frozen = Object.freeze([...values]);
  return collection(() => frozen, { constant: frozen, safe: true, lone: frozen.length < 2 });
}

export function truth(value: boolean | undefined): Values {
  return value === undefined ? NOTHING : value ? TRUE : FALSE;
}

/** The messages say how many and never which: values of a record are health data. */
export function only(values: Values): unknown {
  if (values.length > 1) throw new Error(`une seule valeur est attendue, ${values.length} trouvées`);
  return values[0];
}

/** Singleton evaluation (FHIRPath 4.5): one value that is no boolean is true, because it is there. */
export function onlyBoolean(values: Values): boolean | undefined {
  const value = only(values);
  return typeof value === 'boolean' ? value : value === undefined ? undefined : true;
}
