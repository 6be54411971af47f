import { type Filter, Operator } from '@medplum/core';
import { dateRange, type Range } from '../dates.ts';
import type { IndexedParam } from '../index-params.ts';
import { refuse, type Scope, symbol, unsupported } from './scope.ts';
import { and, or, raw, type Sql, sql } from './sql.ts';

/**
 * Date parameters compare ranges as FHIR R4 says (https://hl7.org/fhir/R4/search.html#date): `date=2026-03`
 * finds what lies within March; `ge` and `gt` look at the end of a period, `le` and `lt` at its start.
 * (Medplum compares the start alone; for a period inside one day, as a session's is, the results are the
 * same.)
 */
export function dateFilter(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  return dateRangeFilter(scope, param, [filter]);
}

/**
 * All the conditions on one and the same stored range: the two ends of a month in one scan, when it has one
 * value.
 */
export function dateRangeFilter(scope: Scope, param: IndexedParam, filters: readonly Filter[]): Sql {
  const condition = and(filters.map((filter) => dateCondition(filter, raw('low'), raw('high'))));
  return sql`IN (SELECT rid FROM ix_date WHERE pid = ${symbol(scope, param.name)} AND ${condition})`;
}

/** The condition on the two ends of a stored range. */
export function dateCondition(filter: Filter, low: Sql, high: Sql): Sql {
  return or(filter.value.split(',').map((text) => compare(filter, parse(text), low, high)));
}

function compare(filter: Filter, value: Range, low: Sql, high: Sql): Sql {
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.EXACT:
      return sql`(${low} >= ${value.low} AND ${low} <= ${value.high} AND ${high} <= ${value.high})`;
    case Operator.NOT_EQUALS:
    case Operator.NOT:
      return sql`NOT (${low} >= ${value.low} AND ${high} <= ${value.high})`;
    case Operator.GREATER_THAN:
      return sql`${high} > ${value.high}`;
    case Operator.GREATER_THAN_OR_EQUALS:
      return sql`${high} >= ${value.low}`;
    case Operator.LESS_THAN:
      return sql`${low} < ${value.low}`;
    case Operator.LESS_THAN_OR_EQUALS:
      return sql`${low} <= ${value.high}`;
    case Operator.STARTS_AFTER:
      return sql`${low} > ${value.high}`;
    case Operator.ENDS_BEFORE:
      return sql`${high} < ${value.low}`;
    case Operator.APPROXIMATELY:
      return sql`(${low} <= ${value.high} AND ${high} >= ${value.low})`;
    default:
      return unsupported(filter);
  }
}

function parse(text: string): Range {
  return dateRange(text.trim()) ?? refuse(`Date invalide : ${text}`);
}
