import { type Filter, parseSearchRequest } from '@medplum/core';
import type { ResourceType } from '@medplum/fhirtypes';
import { assertSearchable } from '../../policy/searchable.ts';
import { type IndexedParam, indexedParams } from '../index-params.ts';
import { assertType } from '../repository/read.ts';
import { assertMaySearch } from '../repository/visibility.ts';
import { scopeCondition } from './filter.ts';
import { column, linked, refuse, type Scope, symbol } from './scope.ts';
import { source } from './source.ts';
import { type Sql, sql } from './sql.ts';

/** Links of one chain, both directions counted. */
const MAX_LINKS = 3;

/**
 * Chained parameters: `patient.identifier=…`, `subject:Patient.name=…`, `_has:Observation:subject:code=…`, in
 * any mix up to three links (https://hl7.org/fhir/R4/search.html#chaining). The linked resources must be
 * readable themselves.
 */
export function chainFilter(scope: Scope, filter: Filter): Sql {
  if (scope.depth >= MAX_LINKS) {
    refuse(`Enchaînement trop long : ${MAX_LINKS} liens au plus`);
  }
  return filter.code.startsWith('_has:') ? reverse(scope, filter) : forward(scope, filter);
}

function forward(scope: Scope, filter: Filter): Sql {
  const dot = filter.code.indexOf('.');
  const [code = '', modifier] = filter.code.slice(0, dot).split(':');
  assertSearchable(scope, code);
  const param = referenceParam(scope.resourceType, code);
  const target = modifier ?? (param.targets.length === 1 ? param.targets[0]! : undefined);
  if (!target) {
    return refuse(`Type de ressource à préciser dans l’enchaînement : ${scope.resourceType}?${code}`);
  }
  const to = linked(scope, target);
  const found = inner(to, filter.code.slice(dot + 1), filter.value);
  const targets = param.canonical
    ? sql`SELECT value FROM ix_ref WHERE pid = ${symbol(to, `${target}.url`)} AND rid IN (
            SELECT ${column(to, 'rid')} FROM ${found})`
    : sql`SELECT ${column(to, 'ref')} FROM ${found}`;
  return sql`${column(scope, 'rid')} IN (SELECT rid FROM ix_ref
    WHERE pid = ${symbol(scope, param.name)} AND value IN (${targets}))`;
}

function reverse(scope: Scope, filter: Filter): Sql {
  const match = /^_has:([A-Za-z]+):([A-Za-z_-]+):(.+)$/s.exec(filter.code);
  if (!match) {
    return refuse(`Enchaînement invalide : ${filter.code}`);
  }
  const [, type = '', code = '', rest = ''] = match;
  const from = linked(scope, type);
  const found = inner(from, rest, filter.value);
  assertSearchable(from, code);
  const param = referenceParam(type, code);
  return sql`${column(scope, 'ref')} IN (
    SELECT value FROM ix_ref WHERE pid = ${symbol(from, param.name)} AND rid IN (
      SELECT ${column(from, 'rid')} FROM ${found}))`;
}

/** The end of the chain, parsed as a parameter of the linked type: it may be a chain again. From FROM on. */
function inner(scope: Scope, key: string, value: string): Sql {
  assertType(scope.resourceType);
  assertMaySearch(scope.session.context, scope.resourceType);
  const request = parseSearchRequest(scope.resourceType as ResourceType, { [key]: value });
  if (request.filters?.length !== 1) {
    refuse(`Enchaînement invalide : ${key}`);
  }
  const { from, few } = source(scope, request.filters);
  return sql`${from} WHERE ${scopeCondition(scope, request.filters, few)}`;
}

function referenceParam(resourceType: string, code: string): IndexedParam {
  const param = indexedParams(resourceType).get(code);
  if (param?.param.type !== 'reference') {
    return refuse(`Paramètre d’enchaînement invalide : ${resourceType}?${code}`);
  }
  return param;
}
