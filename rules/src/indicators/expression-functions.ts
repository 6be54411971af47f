import { type Atom, type FunctionAtom, FunctionAtom as Tree } from '@medplum/core';
import { borrowed } from './expression-borrow.ts';
import {
  type Code,
  collection,
  logic,
  NOTHING,
  negated,
  only,
  single,
  type Values,
} from './expression-code.ts';
import { isOfType, typeName } from './expression-types.ts';
import { contains, distinct, exists } from './expression-values.ts';

/** A function called on what `left` gives; `args` are compiled when they are asked for. */
interface Call {
  readonly left: Code;
  readonly node: FunctionAtom;
  readonly arg: (index: number) => Code;
  readonly count: number;
}

type Builder = (call: Call) => Code;

const whole =
  (pick: (values: Values) => Values, lone = false): Builder =>
  ({ left }) =>
    collection((item, run) => pick(left.one(item, run)), { safe: left.safe, lone });

/** Functions with another collection: their argument is evaluated on the root, as @medplum/core does. */
const withOther =
  (combine: (values: Values, other: Values) => Values): Builder =>
  ({ left, arg }) => {
    const other = arg(0);
    return collection((item, run) => combine(left.one(item, run), other.one(run.root, run)), {
      safe: left.safe && other.safe,
    });
  };

/**
 * Functions on one text, which dates are taken apart with. Anything else they are called on, and arguments that
 * depend on the record, are left to the tree's own node.
 */
const onText =
  (prepare: (call: Call) => ((text: string) => Values) | undefined): Builder =>
  (call) => {
    const other = borrowed(call.node, call.left);
    const work = prepare(call);
    if (!work) return other;
    return collection((item, run) => {
      const values = call.left.one(item, run);
      const [text] = values;
      return values.length === 1 && typeof text === 'string' ? work(text) : other.one(item, run);
    });
  };

/** The whole number that an argument always is. */
function fixed({ arg, count }: Call, index: number): number | undefined {
  const value = index < count ? arg(index).constant?.[0] : undefined;
  return Number.isInteger(value) ? (value as number) : undefined;
}

const BUILDERS: Readonly<Record<string, Builder>> = {
  empty: ({ left }) => logic((item, run) => !exists(left.one(item, run)), left.safe),
  exists: (call) =>
    call.count > 0 ? some(call) : logic((i, run) => exists(call.left.one(i, run)), call.left.safe),
  all: ({ left, arg }) => {
    const criterion = arg(0);
    return logic((item, run) => {
      for (const value of left.one(item, run)) if (!criterion.holds(value, run)) return false;
      return true;
    }, left.safe && criterion.safe);
  },
  where: ({ left, arg }) => {
    const criterion = arg(0);
    return collection(
      (item, run) => {
        const values = left.one(item, run);
        let kept: unknown[] | undefined;
        for (let i = 0; i < values.length; i++)
          if (criterion.holds(values[i], run)) kept = keep(kept, values[i]);
        return kept ?? NOTHING;
      },
      { safe: left.safe && criterion.safe },
    );
  },
  select: ({ left, arg }) => {
    const projection = arg(0);
    return collection(
      (item, run) => {
        const values = left.one(item, run);
        if (values.length === 0) return NOTHING;
        if (values.length === 1) return projection.one(values[0], run);
        return values.flatMap((value) => projection.one(value, run));
      },
      { safe: left.safe && projection.safe },
    );
  },
  not: ({ left }) => negated(left),
  count: ({ left }) => single((item, run) => left.one(item, run).length, { safe: left.safe }),
  distinct: whole(distinct),
  first: whole((values) => (values.length < 2 ? values : [values[0]]), true),
  last: whole((values) => values.slice(-1), true),
  tail: whole((values) => values.slice(1)),
  single: ({ left }) =>
    collection((item, run) => {
      const values = left.one(item, run);
      only(values);
      return values;
    }),
  union: withOther((values, other) => distinct([...values, ...other])),
  combine: withOther((values, other) => [...values, ...other]),
  intersect: withOther((values, other) => distinct(values).filter((value) => contains(other, value))),
  exclude: withOther((values, other) => values.filter((value) => !contains(other, value))),
  substring: onText((call) => {
    const [start, length] = [fixed(call, 0), fixed(call, 1)];
    if (call.count !== 2 || start === undefined || length === undefined || start < 0 || length < 1) return;
    return (text) => (start < text.length ? [text.slice(start, start + length)] : NOTHING);
  }),
  toInteger: onText(() => (text) => (/^[+-]?\d+$/.test(text) ? [Number(text)] : NOTHING)),
  toString: onText(() => (text) => [text]),
  length: onText(() => (text) => [text.length]),
  ofType: ({ left, node }) => {
    const type = typeName(node.args[0]);
    return collection(
      (item, run) => {
        const values = left.one(item, run);
        let kept: unknown[] | undefined;
        for (let i = 0; i < values.length; i++) if (isOfType(values[i], type)) kept = keep(kept, values[i]);
        return kept ?? NOTHING;
      },
      { safe: left.safe },
    );
  },
};

/** Of these the tree would give nothing, or a constant, in silence. */
const WITHOUT_MEANING: readonly string[] = ['repeat', 'htmlChecks'];

/**
 * The code of a function call. What is not built here is done by the function of @medplum/core.
 * @throws Error in French when the function does not exist.
 */
export function callOn(left: Code, node: FunctionAtom, compile: (node: unknown) => Code): Code {
  const { name, args } = node;
  if (!isKnown(name)) throw new Error(`fonction FHIRPath inconnue « ${name}() »`);
  const builder = Object.hasOwn(BUILDERS, name) ? BUILDERS[name] : undefined;
  if (!builder) return borrowed(node, left);
  return builder({ left, node, arg: (index) => compile(required(args[index], name)), count: args.length });
}

/** `iif(criterion, yes, no)` on the focus: only the branch that is taken is evaluated. */
export function iif({ args }: FunctionAtom, compile: (node: unknown) => Code): Code {
  const criterion = compile(required(args[0], 'iif'));
  const yes = compile(required(args[1], 'iif'));
  const no = args[2] ? compile(args[2]) : undefined;
  return collection(
    (item, run) => {
      const taken = only(criterion.one(item, run));
      if (taken !== undefined && typeof taken !== 'boolean')
        throw new Error('le critère de iif() est un booléen');
      if (taken) return yes.one(item, run);
      return no ? no.one(item, run) : NOTHING;
    },
    { safe: false },
  );
}

function some({ left, arg }: Call): Code {
  const criterion = arg(0);
  return logic((item, run) => {
    const values = left.one(item, run);
    for (let i = 0; i < values.length; i++) if (criterion.holds(values[i], run)) return true;
    return false;
  }, left.safe && criterion.safe);
}

/** Most often nothing is kept, or one value: a list that is begun empty takes the room of seventeen. */
function keep(kept: unknown[] | undefined, value: unknown): unknown[] {
  if (!kept) return [value];
  kept.push(value);
  return kept;
}

function required(arg: Atom | undefined, name: string): Atom {
  if (!arg) throw new Error(`fonction FHIRPath « ${name}() » : argument absent`);
  return arg;
}

/** Names that were tried: finding out costs an exception. */
const tried = new Map<string, boolean>();

function isKnown(name: string): boolean {
  let known = tried.get(name);
  if (known === undefined) {
    known = Object.hasOwn(BUILDERS, name) || (!WITHOUT_MEANING.includes(name) && isInTree(name));
    tried.set(name, known);
  }
  return known;
}

function isInTree(name: string): boolean {
  try {
    new Tree(name, []).eval({ variables: {} }, []);
  } catch (error) {
    // Called without what it needs, a function that exists fails in another way.
    return !String(error).includes(`Unrecognized function: ${name}`);
  }
  return true;
}
