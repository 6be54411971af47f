import { type FhirPathAtom, parseFhirPath, SymbolAtom } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import { Variable } from './expression-borrow.ts';
import type { Code, Run, Values } from './expression-code.ts';
import { compile } from './expression-compile.ts';

/** A FHIRPath expression compiled once. Two equal texts with equal variables are the same object. */
export interface CompiledExpression {
  readonly id: number;
  readonly text: string;
  readonly code: Code;
}

type Variables = ReadonlyMap<string, CompiledExpression>;

/**
 * Compiles FHIRPath for many evaluations. The parser is @medplum/core's; its tree becomes closures
 * (expression-compile.ts), because its evaluator wraps each value and looks up each name at every node.
 * fhirpath.js is the oracle of the tests (ADR 7). `%name` reads the collection of a variable.
 */
export class ExpressionPool {
  readonly #byText = new Map<string, Known[]>();
  #size = 0;

  /** @throws Error in French when the text does not parse or names a variable that is not declared. */
  compile(text: string, variables: Variables = new Map()): CompiledExpression {
    const known = this.#byText.get(text) ?? [];
    const same = known.find(({ used }) => used.every((one) => variables.get(one.name) === one.expression));
    if (same) return same.compiled;
    const used: Variable[] = [];
    const tree = bind(parse(text), text, variables, used);
    const compiled = { id: this.#size, text, code: compile(tree) };
    this.#size += 1;
    this.#byText.set(text, [...known, { used, compiled }]);
    return compiled;
  }

  /** Evaluations over one Bundle, and others after it: each expression is computed at most once on each. */
  scope(bundle: Bundle): Scope {
    return new Scope(bundle, this.#size);
  }
}

/** A text that was compiled, and what its variables were. */
interface Known {
  readonly used: readonly Variable[];
  readonly compiled: CompiledExpression;
}

/** One Bundle and what was already computed on it. A failure is remembered and thrown again. */
export class Scope implements Run {
  #root: Bundle;
  readonly #results: (Values | Error | undefined)[];

  /** @param size how many expressions there are: a list that grows one by one is copied again and again. */
  constructor(bundle: Bundle, size: number) {
    this.#root = bundle;
    this.#results = new Array(size).fill(undefined);
  }

  get root(): Bundle {
    return this.#root;
  }

  /** Goes on with another Bundle; nothing is left of the one before. */
  moveTo(bundle: Bundle): void {
    this.#root = bundle;
    this.#results.fill(undefined);
  }

  /** What the expression gives: values without types, as they are in the record. */
  values(expression: CompiledExpression): Values {
    let result = this.#results[expression.id];
    if (result === undefined) {
      try {
        result = expression.code.one(this.#root, this);
      } catch (error) {
        // The reason alone: what @medplum/core and fhirpath say may quote the record.
        result = failure(expression.text, error);
      }
      this.#results[expression.id] = result;
    }
    if (result instanceof Error) throw result;
    return result;
  }

  /** A criterion: true or not (empty is not). @throws Error in French when the result is not a boolean. */
  isTrue(expression: CompiledExpression): boolean {
    const values = this.values(expression);
    if (values.length === 0) return false;
    if (values.length > 1 || typeof values[0] !== 'boolean') {
      throw new Error(`le critère « ${expression.text} » ne donne pas un booléen`);
    }
    return values[0];
  }
}

function failure(text: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('« ')) return new Error(message, { cause: error });
  return new Error(`« ${text} » : ${message.split(', but found')[0]}`, { cause: error });
}

function parse(text: string): FhirPathAtom {
  try {
    return parseFhirPath(text);
  } catch (error) {
    throw new Error(`expression FHIRPath illisible « ${text} » : ${(error as Error).message}`);
  }
}

/** Replaces the variables in a tree, which is ours alone: it was just parsed. */
function bind(node: unknown, text: string, variables: Variables, used: Variable[]): unknown {
  if (node instanceof SymbolAtom && node.name.startsWith('%')) {
    const name = node.name.slice(1);
    const expression = variables.get(name);
    if (!expression) throw new Error(`variable inconnue ${node.name} dans « ${text} »`);
    const variable = new Variable(name, expression);
    used.push(variable);
    return variable;
  }
  if (Array.isArray(node)) return node.map((item) => bind(item, text, variables, used));
  if (isAtom(node)) {
    const atom = node as Record<string, unknown>;
    for (const [name, child] of Object.entries(atom)) {
      if (isAtom(child) || Array.isArray(child)) atom[name] = bind(child, text, variables, used);
    }
  }
  return node;
}

function isAtom(value: unknown): value is { eval: unknown } {
  return (
    typeof value === 'object' && value !== null && typeof (value as { eval?: unknown }).eval === 'function'
  );
}
