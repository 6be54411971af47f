import type { SqlValue } from '../db.ts';

/** A piece of SQL with the values it binds, in order. */
export interface Sql {
  readonly text: string;
  readonly params: readonly SqlValue[];
}

/** Builds a piece of SQL: pieces are spliced, anything else is bound. Never text from a request. */
export function sql(strings: TemplateStringsArray, ...values: (Sql | SqlValue)[]): Sql {
  let text = strings[0]!;
  const params: SqlValue[] = [];
  values.forEach((value, i) => {
    if (isSql(value)) {
      text += value.text;
      params.push(...value.params);
    } else {
      text += '?';
      params.push(value);
    }
    text += strings[i + 1]!;
  });
  return { text, params };
}

/** SQL text of our own: table and column names. */
export function raw(text: string): Sql {
  return { text, params: [] };
}

/** The pieces with a separator between them. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    params: pieces.flatMap((piece) => piece.params),
  };
}

/** All of the conditions. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('1') : sql`(${join(conditions, ' AND ')})`;
}

/** One of the conditions. */
export function or(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('0') : sql`(${join(conditions, ' OR ')})`;
}

/** "?, ?, ?" for an IN list. */
export function list(values: readonly SqlValue[]): Sql {
  return { text: values.map(() => '?').join(', '), params: values };
}

function isSql(value: Sql | SqlValue): value is Sql {
  return typeof value === 'object' && value !== null && 'text' in value && 'params' in value;
}
