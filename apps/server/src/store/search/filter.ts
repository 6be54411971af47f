import {
  type Filter,
  getSearchParameter,
  isChainedSearchFilter,
  Operator,
  splitSearchOnComma,
} from '@medplum/core';
import { policyCondition } from '../../policy/condition.ts';
import { AccessPolicyInteraction } from '../../policy/rules.ts';
import { assertSearchable } from '../../policy/searchable.ts';
import { type IndexedParam, indexedParams } from '../index-params.ts';
import { IDENTIFIER_SUFFIX } from '../indexer.ts';
import { readableProjects } from '../repository/visibility.ts';
import { chainFilter } from './chain.ts';
import { columnFilter } from './columns.ts';
import { dateFilter, dateRangeFilter } from './date.ts';
import { expressionFilter } from './expression.ts';
import { numberFilter } from './number.ts';
import { referenceFilter } from './reference.ts';
import { column, refuse, type Scope, symbol, unsupported } from './scope.ts';
import { and, list, raw, type Sql, sql } from './sql.ts';
import { stringFilter } from './string.ts';
import { tokenFilter } from './token.ts';

/** SQLite binds 32,766 values at most; a request that nears it is a mistake or an attack. */
const MAX_VALUE_LENGTH = 200_000;
/**
 * Values of one parameter that becomes a list; of one whose values are conditions; conditions of one request.
 */
const MAX_LISTED = 10_000;
const MAX_VALUES = 100;
const MAX_FILTERS = 100;

const BY_TABLE: Record<IndexedParam['table'], (scope: Scope, param: IndexedParam, filter: Filter) => Sql> = {
  token: tokenFilter,
  ref: referenceFilter,
  date: dateFilter,
  string: stringFilter,
  number: numberFilter,
};

/**
 * The condition of one filter on the scope's resource.
 *
 * Conditions are `rid IN (select …)` and never a correlated EXISTS, which SQLite would run row by row: that is
 * for `scopeCondition` to choose, when there are few rows.
 * @throws OperationOutcomeError 400 for an unknown parameter, modifier or value: a misspelt filter must not
 *   be ignored.
 */
export function filterCondition(scope: Scope, filter: Filter): Sql {
  check(scope, filter);
  if (isChainedSearchFilter(filter)) {
    return chainFilter(scope, filter);
  }
  if (filter.code === '_filter') {
    return expressionFilter(scope, filter.value);
  }
  return columnFilter(scope, filter) ?? indexFilter(scope, filter);
}

/**
 * The resources of the scope's type, current, that the caller sees, and that meet all of the filters.
 * @param few the rows looked at are few: each is tested by itself, where a broad filter (`status=final`) would
 *   first list all that it matches.
 */
export function scopeCondition(scope: Scope, filters: readonly Filter[], few = false): Sql {
  if (filters.length > MAX_FILTERS) {
    refuse(`Trop de filtres : ${MAX_FILTERS} au plus`);
  }
  const projects = readableProjects(scope.session);
  const allowed = policyCondition(scope, AccessPolicyInteraction.SEARCH);
  return and([
    sql`${column(scope, 'type')} = ${scope.resourceType}`,
    sql`${column(scope, 'deleted')} = 0`,
    ...(projects ? [sql`${column(scope, 'project')} IN (${list(projects)})`] : []),
    ...(allowed ? [allowed] : []),
    ...dateGroups(scope, filters).map(([param, group]) => {
      const condition = sql`${column(scope, 'rid')} ${dateRangeFilter(scope, param, group)}`;
      return few ? perRow(scope, condition) : condition;
    }),
    ...filters
      .filter((filter) => !groupable(scope, filter))
      .map((filter) => {
        const condition = filterCondition(scope, filter);
        return few && !isChainedSearchFilter(filter) ? perRow(scope, condition) : condition;
      }),
  ]);
}

/** The select of a condition that is `rid IN (select …)`; undefined for any other. */
export function listedRids(scope: Scope, { text, params }: Sql): Sql | undefined {
  const start = `${scope.alias}.rid IN (SELECT rid `;
  return text.startsWith(start) && text.endsWith(')')
    ? { text: text.slice(`${scope.alias}.rid IN (`.length, -1), params }
    : undefined;
}

/** The same condition, asked of one row: SQLite takes `rid` into the select, down to its index. */
function perRow(scope: Scope, condition: Sql): Sql {
  const rids = listedRids(scope, condition);
  return rids ? sql`EXISTS (SELECT 1 FROM (${rids}) AS m WHERE m.rid = ${column(scope, 'rid')})` : condition;
}

/**
 * The filters on dates that have at most one value, by parameter: one scan of the index serves `ge` and `lt`.
 */
function dateGroups(scope: Scope, filters: readonly Filter[]): [IndexedParam, Filter[]][] {
  const groups = new Map<IndexedParam, Filter[]>();
  for (const filter of filters) {
    const param = groupable(scope, filter);
    if (param) {
      check(scope, filter);
      groups.set(param, [...(groups.get(param) ?? []), filter]);
    }
  }
  return [...groups];
}

function groupable(scope: Scope, filter: Filter): IndexedParam | undefined {
  const param = indexedParams(scope.resourceType).get(filter.code);
  const presence = filter.operator === Operator.MISSING || filter.operator === Operator.PRESENT;
  return param?.table === 'date' && param.single && !presence ? param : undefined;
}

/** Refuses values that SQLite could not take: its limits would become a 500. */
function check(scope: Scope, filter: Filter): void {
  if (typeof filter.value !== 'string' || filter.value.includes('\u0000')) {
    refuse('Caractère nul interdit dans une valeur de recherche');
  }
  if (!isChainedSearchFilter(filter)) {
    assertSearchable(scope, filter.code);
  }
  if (filter.value.length > MAX_VALUE_LENGTH) {
    refuse(`Valeur de recherche trop longue : ${filter.code}`);
  }
  const table = indexedParams(scope.resourceType).get(filter.code)?.table;
  const conditions =
    filter.code === '_lastUpdated' ||
    table === 'date' ||
    table === 'string' ||
    table === 'number' ||
    filter.operator === Operator.TEXT;
  const limit = conditions ? MAX_VALUES : MAX_LISTED;
  if (splitSearchOnComma(filter.value).length > limit) {
    refuse(`Trop de valeurs pour ${filter.code} : ${limit} au plus`);
  }
}

function indexFilter(scope: Scope, filter: Filter): Sql {
  const param = indexedParams(scope.resourceType).get(filter.code);
  if (!param) {
    const known = getSearchParameter(scope.resourceType, filter.code);
    return refuse(
      known
        ? `Paramètre de recherche non pris en charge : ${filter.code} (${known.type})`
        : `Paramètre de recherche inconnu : ${filter.code}`,
    );
  }
  return sql`${column(scope, 'rid')} ${rids(scope, param, filter)}`;
}

function rids(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  switch (filter.operator) {
    case Operator.MISSING:
    case Operator.PRESENT:
      return presence(scope, param, filter);
    case Operator.IDENTIFIER:
      if (!param.identifier) {
        return unsupported(filter);
      }
      return tokenFilter(
        scope,
        { ...param, name: `${param.name}${IDENTIFIER_SUFFIX}`, boolean: false },
        { ...filter, operator: Operator.EQUALS },
      );
    default:
      return BY_TABLE[param.table](scope, param, filter);
  }
}

function presence(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  if (filter.value !== 'true' && filter.value !== 'false') {
    refuse(`La valeur de ${filter.code}:${filter.operator} est true ou false`);
  }
  const wanted = (filter.operator === Operator.PRESENT) === (filter.value === 'true');
  const pid = symbol(scope, param.name);
  return sql`${raw(wanted ? 'IN' : 'NOT IN')} (SELECT rid FROM ${raw(`ix_${param.table}`)} WHERE pid = ${pid})`;
}
