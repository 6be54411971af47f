import {
  AndAtom,
  ArithmeticOperatorAtom,
  AsAtom,
  ConcatAtom,
  DotAtom,
  EmptySetAtom,
  EqualsAtom,
  FhirPathAtom,
  FunctionAtom,
  ImpliesAtom,
  InAtom,
  IndexerAtom,
  IsAtom,
  isQuantity,
  LiteralAtom,
  NotEqualsAtom,
  OrAtom,
  SymbolAtom,
  UnionAtom,
  XorAtom,
} from '@medplum/core';
import { borrowed, Variable } from './expression-borrow.ts';
import { type Code, collection, constant, logic, NOTHING, negated, single } from './expression-code.ts';
import { callOn, iif } from './expression-functions.ts';
import { isDirect, isPlain, stepOf, valuesOf, valuesOfAll } from './expression-path.ts';
import { choiceAs, choiceIs, typeName } from './expression-types.ts';
import { areEqual, contains, distinct } from './expression-values.ts';

/**
 * Turns a FHIRPath tree of @medplum/core into closures. What is not compiled here (arithmetic on dates,
 * functions on text...) is evaluated by the tree's own nodes, so the language stays whole.
 * @throws Error in French for a function that cannot be used.
 */
export function compile(node: unknown): Code {
  if (node instanceof FhirPathAtom) return compile(node.child);
  if (node instanceof LiteralAtom) return constant([node.value.value]);
  if (node instanceof EmptySetAtom) return constant(NOTHING);
  if (node instanceof Variable) return variable(node);
  if (node instanceof SymbolAtom) return symbol(node.name);
  if (node instanceof DotAtom) return dot(node);
  if (node instanceof FunctionAtom)
    return node.name === 'iif' ? iif(node, compile) : callOn(here, node, compile);
  if (node instanceof AndAtom) return and(compile(node.left), compile(node.right));
  if (node instanceof OrAtom) return or(compile(node.left), compile(node.right));
  if (node instanceof XorAtom || node instanceof ImpliesAtom) return otherLogic(node);
  if (node instanceof EqualsAtom) return equals(compile(node.left), compile(node.right));
  if (node instanceof NotEqualsAtom) return negated(equals(compile(node.left), compile(node.right)));
  if (node instanceof InAtom) return isIn(compile(node.left), compile(node.right));
  if (node instanceof ConcatAtom) return concat(compile(node.left), compile(node.right));
  if (node instanceof UnionAtom) return union(compile(node.left), compile(node.right));
  if (node instanceof IndexerAtom) return indexer(compile(node.left), compile(node.expr));
  if (node instanceof ArithmeticOperatorAtom) return arithmetic(node);
  if (node instanceof AsAtom)
    return choiceAs(node.left, typeName(node.right), false, compile) ?? borrowed(node);
  if (node instanceof IsAtom) return choiceIs(node.left, typeName(node.right), compile) ?? borrowed(node);
  return borrowed(node as FhirPathAtom);
}

/** The focus itself: what `$this` names, and what a function without a dot is called on. */
const here: Code = single((item) => item, { safe: true });

function variable({ expression }: Variable): Code {
  const known = expression.code.constant;
  return known ? constant(known) : collection((_, run) => run.values(expression));
}

function symbol(name: string): Code {
  if (name === '$this') return here;
  const step = stepOf(name);
  const one: Code['one'] = (item) => valuesOf(step(item));
  if (!isDirect(name)) return collection(one, { safe: true });
  const whole = collection(one, { safe: true, name });
  return {
    ...whole,
    scalar: (item, run) => {
      const value = property(item, name);
      return typeof value === 'string' && value !== '' ? value : whole.scalar(item, run);
    },
  };
}

function property(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : undefined;
}

function dot(node: DotAtom): Code {
  const left = compile(node.left);
  if (node.right instanceof FunctionAtom) {
    const { name, args } = node.right;
    const isType = name === 'ofType' || name === 'as';
    const typed = isType && choiceAs(node.left, typeName(args[0]), name === 'ofType', compile);
    return typed || callOn(left, node.right, compile);
  }
  if (!(node.right instanceof SymbolAtom)) return borrowed(node);
  const { name } = node.right;
  if (name === '$this') return left;
  const step = stepOf(name);
  return collection(
    (item, run) => {
      const values = left.one(item, run);
      if (values.length === 0) return NOTHING;
      return values.length === 1 ? valuesOf(step(values[0])) : valuesOfAll(step, values);
    },
    { safe: left.safe },
  );
}

function and(left: Code, right: Code): Code {
  const isQuiet = right.safe && right.lone;
  return logic(
    (item, run) => {
      const a = left.test(item, run);
      if (a === false && isQuiet) return false;
      const b = right.test(item, run);
      return a === false || b === false ? false : a && b;
    },
    left.safe && left.lone && isQuiet,
  );
}

function or(left: Code, right: Code): Code {
  const isQuiet = right.safe && right.lone;
  return logic(
    (item, run) => {
      const a = left.test(item, run);
      if (a === true && isQuiet) return true;
      const b = right.test(item, run);
      return a === true || b === true ? true : a === false && b === false ? false : undefined;
    },
    left.safe && left.lone && isQuiet,
  );
}

function otherLogic(node: XorAtom | ImpliesAtom): Code {
  const [left, right] = [compile(node.left), compile(node.right)];
  const isXor = node instanceof XorAtom;
  return logic(
    (item, run) => {
      const [a, b] = [left.test(item, run), right.test(item, run)];
      if (!isXor && (a === false || b === true)) return true;
      if (a === undefined || b === undefined) return undefined;
      return isXor ? a !== b : false;
    },
    left.safe && left.lone && right.safe && right.lone,
  );
}

function equals(left: Code, right: Code): Code {
  if (left.constant && !right.constant) return equals(right, left);
  const general: Code['test'] = (item, run) => areEqual(left.one(item, run), right.one(item, run));
  const safe = left.safe && right.safe;
  const { name } = left;
  const wanted = right.constant?.length === 1 ? right.constant[0] : undefined;
  if (name === undefined || typeof wanted !== 'string') return logic(general, safe);
  const plain = isPlain(name);
  return logic((item, run) => {
    const value = property(item, name);
    if (typeof value === 'string' && value !== '') return value === wanted;
    return value === undefined && plain ? undefined : general(item, run);
  }, safe);
}

function isIn(left: Code, right: Code): Code {
  return logic(
    (item, run) => {
      const values = right.one(item, run);
      if (values.length === 0) return left.one(item, run).length === 0 ? undefined : false;
      const wanted = left.scalar(item, run);
      return wanted === undefined ? undefined : contains(values, wanted);
    },
    left.safe && left.lone && right.safe,
  );
}

function concat(left: Code, right: Code): Code {
  const scalar: Code['scalar'] = (item, run) => text(left.scalar(item, run)) + text(right.scalar(item, run));
  if (left.constant && right.constant) return constant([scalar(undefined, noRun)]);
  return single(scalar);
}

function text(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new Error(`« & » attend du texte, ${typeof value} trouvé`);
  return value;
}

function union(left: Code, right: Code): Code {
  if (left.constant && right.constant) return constant(distinct([...left.constant, ...right.constant]));
  return collection((item, run) => distinct([...left.one(item, run), ...right.one(item, run)]), {
    safe: left.safe && right.safe,
  });
}

function indexer(left: Code, index: Code): Code {
  return collection((item, run) => {
    const at = index.one(item, run);
    if (at.length !== 1) return NOTHING;
    if (typeof at[0] !== 'number') throw new Error('un index est un nombre entier');
    const values = left.one(item, run);
    return at[0] in values ? [values[at[0]]] : NOTHING;
  });
}

function arithmetic(node: ArithmeticOperatorAtom): Code {
  const [left, right] = [compile(node.left), compile(node.right)];
  return collection((item, run) => {
    const [a, b] = [left.scalar(item, run), right.scalar(item, run)];
    if (a === undefined || b === undefined) return NOTHING;
    const result = node.impl(number(a), number(b));
    return [typeof result === 'number' && isQuantity(a) ? { ...a, value: result } : result];
  });
}

// The operators of the tree compare texts (dates) as they are: their type says less than they do.
function number(value: unknown): number {
  return (isQuantity(value) ? value.value : value) as number;
}

const noRun = { root: undefined, values: () => NOTHING };
