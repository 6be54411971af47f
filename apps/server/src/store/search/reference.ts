import { type Filter, getResourceTypes, Operator, splitSearchOnComma } from '@medplum/core';
import type { IndexedParam } from '../index-params.ts';
import { type Scope, symbol, unsupported } from './scope.ts';
import { list, type Sql, sql } from './sql.ts';

/**
 * Reference and uri parameters: equality only. A reference may be given as "Type/id" or as an id alone, then
 * of any type the parameter may point to (https://hl7.org/fhir/R4/search.html#reference).
 */
export function referenceFilter(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  const values = splitSearchOnComma(filter.value).flatMap((text) =>
    param.param.type === 'uri' ? [symbol(scope, text)] : candidates(scope, param.targets, text),
  );
  const rids = sql`SELECT rid FROM ix_ref
    WHERE pid = ${symbol(scope, param.name)} AND value IN (${list(values)})`;
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.EXACT:
      return sql`IN (${rids})`;
    case Operator.NOT:
    case Operator.NOT_EQUALS:
      return sql`NOT IN (${rids})`;
    default:
      return unsupported(filter);
  }
}

/** The symbols a reference text may stand for. */
export function candidates(scope: Scope, targets: readonly string[], text: string): number[] {
  if (text.includes('/') || text.includes(':')) {
    return [symbol(scope, text)];
  }
  const types = targets.length > 0 ? targets : getResourceTypes();
  return types.map((type) => symbol(scope, `${type}/${text}`)).filter((sid) => sid !== -1);
}
