import { type Atom, type AtomContext, type TypedValue, toTypedValue } from '@medplum/core';
import type { CompiledExpression } from './expression.ts';
import { type Code, collection, type Run, type Values } from './expression-code.ts';

const RUN = '%dcc-run';

/** A variable in the tree: @medplum/core's own hold one value, ours a collection computed once. */
export class Variable implements Atom {
  /** Without the `%`. */
  readonly name: string;
  readonly expression: CompiledExpression;

  constructor(name: string, expression: CompiledExpression) {
    this.name = name;
    this.expression = expression;
  }

  /** Reached only inside a node that is not compiled. */
  eval(context: AtomContext): TypedValue[] {
    let top: AtomContext | undefined = context;
    while (top && !(RUN in top.variables)) top = top.parent;
    const run = top!.variables[RUN]!.value as Run;
    return run.values(this.expression).map(toTypedValue);
  }

  toString(): string {
    return `%${this.name}`;
  }
}

/** A node evaluated by the tree itself on the focus, or on what `left` gives. */
export function borrowed(node: Atom, left?: Code): Code {
  return collection((item, run) => evaluate(node, left ? left.one(item, run) : [item], run));
}

// Our values have no types: @medplum/core guesses them, as it does for what it reads without a schema.
function evaluate(node: Atom, values: Values, run: Run): Values {
  const variables = { $this: toTypedValue(run.root), [RUN]: { type: 'Run', value: run } };
  return node.eval({ variables }, values.map(toTypedValue)).map((typed) => typed.value?.valueOf());
}
