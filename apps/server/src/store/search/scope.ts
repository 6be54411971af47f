import type { Filter } from '@medplum/core';
import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Session } from '../session.ts';
import { raw, type Sql } from './sql.ts';

/** Where a filter applies: one resource table alias, in one query. */
export interface Scope {
  readonly session: Session;
  readonly resourceType: string;
  /** "r0": an alias of the resource table. */
  readonly alias: string;
  /** Links already followed by chaining. */
  readonly depth: number;
}

/** A column of the scope's resource table. */
export function column(
  scope: Scope,
  name: 'rid' | 'id' | 'ref' | 'updated' | 'project' | 'type' | 'deleted',
): Sql {
  return raw(`${scope.alias}.${name}`);
}

/** The scope of the resources a chain leads to. */
export function linked(scope: Scope, resourceType: string): Scope {
  const depth = scope.depth + 1;
  return { ...scope, resourceType, depth, alias: `r${depth}` };
}

/** The symbol of a text, or -1, which no row has: an unknown text finds nothing, and is not an error. */
export function symbol(scope: Scope, text: string): number {
  return scope.session.engine.symbols.find(scope.session.db, text) ?? -1;
}

/** 400: the parameter's type does not have this modifier or prefix. */
export function unsupported(filter: Filter): never {
  return refuse(`Modificateur ou préfixe impossible pour ${filter.code} : ${filter.operator}`);
}

/** 400 with a text. */
export function refuse(text: string): never {
  throw new OperationOutcomeError(badRequest(text));
}
