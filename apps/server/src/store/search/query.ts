import { badRequest, OperationOutcomeError } from '@medplum/core';
import { assertType } from '../repository/read.ts';
import { assertMaySearch } from '../repository/visibility.ts';
import type { Session } from '../session.ts';
import { scopeCondition } from './filter.ts';
import type { PagedRequest } from './page.ts';
import { column, refuse, type Scope } from './scope.ts';
import { orderBy, sortKeys } from './sort.ts';
import { source } from './source.ts';
import { join, raw, type Sql, sql } from './sql.ts';

/** One found resource: its row and its write time. */
export interface Hit {
  readonly rid: number;
  readonly updated: number;
}

/** Resource types of one multi-type search. */
const MAX_TYPES = 20;

/** The rows of a page, and one more when there is a next page. */
export function findPage(session: Session, request: PagedRequest): Hit[] {
  const rules = request.sortRules ?? [];
  const branches = scopes(session, request).map((scope) => {
    const keys = sortKeys(scope, rules).map((key, i) => sql`, ${key} AS ${raw(`k${i}`)}`);
    const from =
      request.from === undefined ? raw('') : sql` AND ${column(scope, 'updated')} >= ${request.from}`;
    const { from: table, few } = source(scope, request.filters ?? []);
    const where = scopeCondition(scope, request.filters ?? [], few);
    return sql`SELECT ${column(scope, 'rid')} AS rid, ${column(scope, 'updated')} AS updated${join(keys, '')}
      FROM ${table} WHERE ${where}${from}`;
  });
  const query = sql`${join(branches, ' UNION ALL ')} ORDER BY ${orderBy(rules)}
    LIMIT ${request.count + 1} OFFSET ${request.offset}`;
  return session.db.all<Hit & Record<string, never>>(query.text, ...query.params);
}

/** How many resources the request finds, all pages together. */
export function countAll(session: Session, request: PagedRequest): number {
  const counts = scopes(session, request).map((scope): Sql => {
    const { from, few } = source(scope, request.filters ?? []);
    return sql`(SELECT count(*) FROM ${from} WHERE ${scopeCondition(scope, request.filters ?? [], few)})`;
  });
  const query = sql`SELECT ${join(counts, ' + ')} AS total`;
  return session.db.get<{ total: number }>(query.text, ...query.params)!.total;
}

function scopes(session: Session, request: PagedRequest): Scope[] {
  const types = request.types ?? [request.resourceType];
  if (types.length === 0 || types.length > MAX_TYPES) {
    refuse(`_type : de 1 à ${MAX_TYPES} types de ressource`);
  }
  return [...new Set(types)].map((resourceType) => {
    assertType(resourceType);
    if (resourceType === 'Binary') {
      throw new OperationOutcomeError(badRequest('Les ressources Binary ne se cherchent pas'));
    }
    assertMaySearch(session.context, resourceType);
    return { session, resourceType, alias: 'r0', depth: 0 };
  });
}
