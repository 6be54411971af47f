import { type Filter, Operator, splitSearchOnComma } from '@medplum/core';
import type { IndexedParam } from '../index-params.ts';
import { WORD_SUFFIX } from '../indexer.ts';
import { fold, prefixEnd, words } from '../text.ts';
import { type Scope, symbol, unsupported } from './scope.ts';
import { join, type Sql, sql } from './sql.ts';

/** Words of one searched name; those after are not looked at, as one more could only narrow the result. */
const MAX_WORDS = 20;

/**
 * String parameters, without accents or case: the beginning of the value; for names and addresses, the
 * beginning of each word, in any order ("dup jea" finds Jean Dupont). `:contains` looks anywhere, `:exact`
 * compares as written.
 */
export function stringFilter(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  const sets = splitSearchOnComma(filter.value).map((text) => set(scope, param, filter, text));
  return sql`IN (${join(sets, ' UNION ')})`;
}

function set(scope: Scope, param: IndexedParam, filter: Filter, text: string): Sql {
  const pid = symbol(scope, param.name);
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.STARTS_WITH:
      return param.wordy ? everyWord(scope, param, text) : startsWith(pid, fold(text));
    case Operator.CONTAINS:
      return sql`SELECT rid FROM ix_string WHERE pid = ${pid} AND instr(folded, ${fold(text)}) > 0`;
    case Operator.EXACT:
      return sql`SELECT rid FROM ix_string
    WHERE pid = ${pid} AND folded = ${fold(text)} AND value = ${text}`;
    default:
      return unsupported(filter);
  }
}

function everyWord(scope: Scope, param: IndexedParam, text: string): Sql {
  const parts = words(fold(text)).slice(0, MAX_WORDS);
  if (parts.length === 0) {
    return startsWith(symbol(scope, param.name), fold(text));
  }
  const pid = symbol(scope, `${param.name}${WORD_SUFFIX}`);
  const [first, ...others] = parts.map((word) => startsWith(pid, word));
  return others.reduce((left, right) => sql`${left} AND rid IN (${right})`, first!);
}

function startsWith(pid: number, prefix: string): Sql {
  return sql`SELECT rid FROM ix_string
    WHERE pid = ${pid} AND folded >= ${prefix} AND folded < ${prefixEnd(prefix)}`;
}
