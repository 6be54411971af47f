import type { SortRule } from '@medplum/core';
import { assertSearchable } from '../../policy/searchable.ts';
import { type IndexedParam, indexedParams } from '../index-params.ts';
import { column, refuse, type Scope, symbol } from './scope.ts';
import { raw, type Sql, sql } from './sql.ts';

/** Keys of one request: more are a mistake. */
const MAX_KEYS = 8;

/**
 * The sort keys of a request as expressions on the scope's resource. A repeating value counts by its smallest
 * one when ascending, its largest when descending (https://hl7.org/fhir/R4/search.html#sort).
 */
export function sortKeys(scope: Scope, rules: readonly SortRule[]): Sql[] {
  if (rules.length > MAX_KEYS) {
    refuse(`_sort : ${MAX_KEYS} clés au plus`);
  }
  return rules.map((rule) => sortKey(scope, rule));
}

/**
 * ORDER BY of the keys k0, k1…: resources without a value last, then a fixed order, so that pages never
 * overlap.
 */
export function orderBy(rules: readonly SortRule[]): Sql {
  const keys = rules.map((rule, i) =>
    isColumn(rule.code)
      ? `k${i}${rule.descending ? ' DESC' : ''}`
      : `k${i}${rule.descending ? ' DESC' : ''} NULLS LAST`,
  );
  const unique = rules.some((rule) => rule.code === '_lastUpdated' || rule.code === '_id');
  return raw([...keys, ...(unique ? [] : ['updated'])].join(', '));
}

function isColumn(code: string): boolean {
  return code === '_lastUpdated' || code === '_id';
}

function sortKey(scope: Scope, rule: SortRule): Sql {
  assertSearchable(scope, rule.code);
  switch (rule.code) {
    case '_lastUpdated':
      return column(scope, 'updated');
    case '_id':
      return column(scope, 'id');
    default: {
      const param = indexedParams(scope.resourceType).get(rule.code);
      return param ? indexedKey(scope, param, rule) : refuse(`Paramètre de tri inconnu : ${rule.code}`);
    }
  }
}

const KEY: Record<IndexedParam['table'], string> = {
  token: '(SELECT text FROM symbol WHERE sid = x.value)',
  ref: '(SELECT text FROM symbol WHERE sid = x.value)',
  date: 'x.low',
  string: 'x.folded',
  number: 'x.low',
};

function indexedKey(scope: Scope, param: IndexedParam, rule: SortRule): Sql {
  const aggregate = raw(`${rule.descending ? 'max' : 'min'}(${KEY[param.table]})`);
  const table = raw(`ix_${param.table}`);
  // A scalar subquery per candidate, on the (rid, pid) index: the candidates are already filtered.
  return sql`(SELECT ${aggregate} FROM ${table} x WHERE x.rid = ${column(scope, 'rid')}
    AND x.pid = ${symbol(scope, param.name)})`;
}
