import { type Filter, Operator, splitSearchOnComma } from '@medplum/core';
import type { IndexedParam } from '../index-params.ts';
import { refuse, type Scope, symbol, unsupported } from './scope.ts';
import { or, raw, type Sql, sql } from './sql.ts';

/**
 * Number and quantity parameters. Numbers compare exactly, as Medplum does (not by FHIR's implicit
 * precision); a quantity's system and code, when given, must match as they are: units are not converted.
 */
export function numberFilter(scope: Scope, param: IndexedParam, filter: Filter): Sql {
  const conditions = splitSearchOnComma(filter.value).map((text) => {
    const [number = '', system, code] = param.param.type === 'quantity' ? text.split('|') : [text];
    const parts = [compare(filter, parse(filter, number))];
    if (system) {
      parts.push(sql`system = ${symbol(scope, system)}`);
    }
    if (code) {
      parts.push(sql`code = ${symbol(scope, code)}`);
    }
    return parts.reduce((left, right) => sql`${left} AND ${right}`);
  });
  const pid = symbol(scope, param.name);
  return sql`IN (SELECT rid FROM ix_number WHERE pid = ${pid} AND ${or(conditions.map((c) => sql`(${c})`))})`;
}

function compare(filter: Filter, value: number): Sql {
  const [low, high] = [raw('low'), raw('high')];
  switch (filter.operator) {
    case Operator.EQUALS:
    case Operator.EXACT:
      return sql`${low} = ${value} AND ${high} = ${value}`;
    case Operator.NOT_EQUALS:
    case Operator.NOT:
      return sql`NOT (${low} = ${value} AND ${high} = ${value})`;
    case Operator.GREATER_THAN:
      return sql`${high} > ${value}`;
    case Operator.GREATER_THAN_OR_EQUALS:
      return sql`${high} >= ${value}`;
    case Operator.LESS_THAN:
      return sql`${low} < ${value}`;
    case Operator.LESS_THAN_OR_EQUALS:
      return sql`${low} <= ${value}`;
    case Operator.STARTS_AFTER:
      return sql`${low} > ${value}`;
    case Operator.ENDS_BEFORE:
      return sql`${high} < ${value}`;
    case Operator.APPROXIMATELY: {
      const margin = Math.abs(value) * 0.1;
      return sql`${low} <= ${value + margin} AND ${high} >= ${value - margin}`;
    }
    default:
      return unsupported(filter);
  }
}

function parse(filter: Filter, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : refuse(`Nombre invalide pour ${filter.code} : ${text}`);
}
