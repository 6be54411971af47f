import { type Filter, Operator, splitSearchOnComma } from '@medplum/core';
import { indexedParams } from '../index-params.ts';
import { dateCondition } from './date.ts';
import { candidates } from './reference.ts';
import { column, type Scope, symbol, unsupported } from './scope.ts';
import { list, type Sql, sql } from './sql.ts';

/** Parameters kept in the resource table itself, and Medplum's `_compartment`. Undefined for any other. */
export function columnFilter(scope: Scope, filter: Filter): Sql | undefined {
  switch (filter.code) {
    case '_id':
      return negatable(filter, column(scope, 'ref'), list(values(filter).map((id) => own(scope, id))));
    case '_lastUpdated':
      return dateCondition(filter, column(scope, 'updated'), column(scope, 'updated'));
    case '_project': {
      const projects = values(filter).map((id) => symbol(scope, id.replace(/^Project\//, '')));
      return negatable(filter, column(scope, 'project'), list(projects));
    }
    case '_compartment':
      return compartment(scope, filter);
    default:
      return undefined;
  }
}

/**
 * Resources whose meta.compartment holds one of the references: "Organization/<id>", "Patient/<id>",
 * "Project/<id>", or an id alone, of any type.
 */
function compartment(scope: Scope, filter: Filter): Sql | undefined {
  const param = indexedParams(scope.resourceType).get('_compartment');
  if (!param || filter.operator === Operator.MISSING || filter.operator === Operator.PRESENT) {
    return undefined;
  }
  const found = values(filter).flatMap((text) => candidates(scope, [], text));
  const rids = sql`SELECT rid FROM ix_ref
    WHERE pid = ${symbol(scope, param.name)} AND value IN (${list(found)})`;
  return negatable(filter, column(scope, 'rid'), rids);
}

function own(scope: Scope, id: string): number {
  return symbol(scope, id.includes('/') ? id : `${scope.resourceType}/${id}`);
}

function values(filter: Filter): string[] {
  return splitSearchOnComma(filter.value).map((text) => text.trim());
}

function negatable(filter: Filter, left: Sql, right: Sql): Sql {
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.EXACT:
      return sql`${left} IN (${right})`;
    case Operator.NOT:
    case Operator.NOT_EQUALS:
      return sql`${left} NOT IN (${right})`;
    default:
      return unsupported(filter);
  }
}
