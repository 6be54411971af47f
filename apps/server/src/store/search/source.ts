import { type Filter, isChainedSearchFilter, Operator } from '@medplum/core';
import { indexedParams } from '../index-params.ts';
import { filterCondition, listedRids } from './filter.ts';
import type { Scope } from './scope.ts';
import { raw, type Sql, sql } from './sql.ts';

/** Rows looked up one by one cost some ten times rows walked in order; above, the walk may find a page sooner. */
const FEW = 1000;
/** Filters tried: the first ones of a request are seldom all broad. */
const MAX_TRIED = 4;
const TABLES = new Set(['token', 'ref', 'string']);

export interface Source {
  readonly from: Sql;
  /** At most `FEW` rows, or as many as ids were given. */
  readonly few: boolean;
}

/**
 * Where a search reads its candidates from. When a filter matches few resources, from its index: what a patient
 * or a session owns is then found as fast in a region of ten years as in one of a month. SQLite would walk the
 * whole type instead, in the order of its pages, testing each row: it knows of no filter how much it matches,
 * and with statistics (`ANALYZE`) it would know the average of values that differ a thousandfold.
 */
export function source(scope: Scope, filters: readonly Filter[]): Source {
  const table = raw(`resource ${scope.alias}`);
  const named = filters.find(isById);
  if (named) {
    // SQLite takes the list of ids for as broad as a type, and would walk every row of it.
    const byId: Scope = { ...scope, alias: 'named' };
    const rids = sql`SELECT rid FROM resource AS named WHERE ${filterCondition(byId, named)}`;
    return from(scope, rids);
  }
  const tried = filters.filter((filter) => isPlain(scope, filter)).slice(0, MAX_TRIED);
  let best: { rids: Sql; count: number } | undefined;
  for (const filter of tried) {
    const rids = listedRids(scope, filterCondition(scope, filter));
    const limit: number = best?.count ?? FEW + 1;
    const count = rids ? atMost(scope, rids, limit) : limit;
    if (rids && count < limit) {
      best = { rids, count };
    }
  }
  if (!best) {
    return { from: table, few: false };
  }
  return from(scope, best.rids);
}

/** Each of these rows, then the resource that it is of. */
function from({ alias }: Scope, rids: Sql): Source {
  const few = sql`(SELECT DISTINCT rid FROM (${rids})) AS few`;
  return {
    from: sql`${few} CROSS JOIN ${raw(`resource ${alias}`)} ON ${raw(alias)}.rid = few.rid`,
    few: true,
  };
}

function isById(filter: Filter): boolean {
  if (isChainedSearchFilter(filter) || filter.code !== '_id') return false;
  return filter.operator === Operator.EQUALS || filter.operator === Operator.EXACT;
}

function isPlain(scope: Scope, filter: Filter): boolean {
  if (isChainedSearchFilter(filter)) {
    // A reverse chain compares references, not rows: SQLite looks those up by itself.
    return !filter.code.startsWith('_has:');
  }
  const table = indexedParams(scope.resourceType).get(filter.code)?.table;
  return table !== undefined && TABLES.has(table);
}

/** How many rows, counted no further than `limit`. */
function atMost({ session }: Scope, rids: Sql, limit: number): number {
  const query = sql`SELECT count(*) AS count FROM (SELECT 1 FROM (${rids}) LIMIT ${limit})`;
  return session.db.get<{ count: number }>(query.text, ...query.params)!.count;
}
