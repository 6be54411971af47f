import { type Filter, Operator, splitSearchOnComma } from '@medplum/core';
import type { IndexedParam } from '../index-params.ts';
import { TEXT_SUFFIX } from '../indexer.ts';
import { fold } from '../text.ts';
import { refuse, type Scope, symbol, unsupported } from './scope.ts';
import { join, list, or, raw, type Sql, sql } from './sql.ts';

/**
 * Token parameters (https://hl7.org/fhir/R4/search.html#token): `code`, `system|code`, `system|`, `|code`,
 * several with commas; `:not` includes resources without a value; `:text` looks in display and text.
 */
export function tokenFilter(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.EXACT:
      return sql`IN (${tokens(scope, param, filter)})`;
    case Operator.NOT:
    case Operator.NOT_EQUALS:
      return sql`NOT IN (${tokens(scope, param, filter)})`;
    case Operator.TEXT:
    case Operator.CONTAINS:
      return sql`IN (${texts(scope, param, filter)})`;
    default:
      return unsupported(filter);
  }
}

function tokens(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  const pairs: Sql[] = [];
  const systems: number[] = [];
  const bare: number[] = [];
  for (const text of splitSearchOnComma(filter.value)) {
    const [system, code] = split(text, param.caseInsensitive);
    checkBoolean(param, code);
    if (system === undefined) {
      bare.push(code === '' ? -1 : symbol(scope, code));
    } else if (code === '') {
      systems.push(symbol(scope, system));
    } else {
      pairs.push(sql`(${symbol(scope, code)}, ${symbol(scope, system)})`);
    }
  }
  // Lists and not chains of OR: SQLite limits the depth of an expression to 1000.
  const conditions = [
    ...(bare.length > 0 ? [sql`value IN (${list(bare)})`] : []),
    ...(pairs.length > 0 ? [sql`(value, system) IN (VALUES ${join(pairs, ', ')})`] : []),
    ...(systems.length > 0 ? [sql`system IN (${list(systems)})`] : []),
  ];
  return sql`SELECT rid FROM ix_token WHERE pid = ${symbol(scope, param.name)} AND ${or(conditions)}`;
}

/** "a|b" is system a; "|b" is no system (''); "b" is any system (undefined). */
function split(text: string, caseInsensitive: boolean): [string | undefined, string] {
  const bar = text.indexOf('|');
  const code = text.slice(bar + 1).trim();
  return [bar < 0 ? undefined : text.slice(0, bar).trim(), caseInsensitive ? code.toLocaleLowerCase() : code];
}

function checkBoolean(param: IndexedParam, code: string): void {
  if (param.boolean && code !== 'true' && code !== 'false') {
    refuse(`La valeur de ${param.param.code} est true ou false`);
  }
}

function texts(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  const pid = symbol(scope, `${param.name}${TEXT_SUFFIX}`);
  const conditions = splitSearchOnComma(filter.value).map((text) => sql`instr(folded, ${fold(text)}) > 0`);
  return sql`SELECT rid FROM ix_string
    WHERE pid = ${pid} AND ${conditions.length > 0 ? or(conditions) : raw('1')}`;
}
