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
  readonly #byKey = new Map<string, CompiledExpression>();

  /** @throws Error in French when the text does not parse or names a variable that is not declared. */
  compile(text: string, variables: Variables = new Map()): CompiledExpression {
    const used: CompiledExpression[] = [];
    const tree = bind(parse(text), text, variables, used);
    const key = [text, ...used.map((variable) => variable.id)].join('\u0000');
    let compiled = this.#byKey.get(key);
    if (!compiled) {
      compiled = { id: this.#byKey.size, text, code: compile(tree) };
      this.#byKey.set(key, compiled);
    }
    return compiled;
  }

  /** Evaluations over one Bundle: each expression is computed at most once. */
  scope(bundle: Bundle): Scope {
    return new Scope(bundle);
  }
}

/** One Bundle and what was already computed on it. A failure is remembered and thrown again. */
export class Scope implements Run {
  readonly root: Bundle;
  readonly #results: (Values | Error)[] = [];

  constructor(bundle: Bundle) {
    this.root = bundle;
  }

  /** What the expression gives: values without types, as they are in the record. */
  values(expression: CompiledExpression): Values {
    let result = this.#results[expression.id];
    if (result === undefined) {
      try {
        result = expression.code.one(this.root, this);
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
function bind(node: unknown, text: string, variables: Variables, used: CompiledExpression[]): unknown {
  if (node instanceof SymbolAtom && node.name.startsWith('%')) {
    const variable = variables.get(node.name.slice(1));
    if (!variable) throw new Error(`variable inconnue ${node.name} dans « ${text} »`);
    used.push(variable);
    return new Variable(node.name, variable);
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
