import type { Table } from '@dcc/rules';
import { createObjectCsvStringifier } from 'csv-writer';

const CRLF = '\r\n';

/**
 * Text of a CSV file as spec/indicators.md section 5 wants it: header, `;`, CRLF, RFC 4180 quotes, and no
 * cell that a spreadsheet would run as a formula. csv-writer writes the records; it does not quote a lone
 * carriage return and writes an empty line for no record at all, so both are kept from it.
 */
export function toCsv({ columns, rows }: Table): string {
  const stringifier = createObjectCsvStringifier({
    header: columns.map((id) => ({ id, title: id })),
    fieldDelimiter: ';',
    recordDelimiter: CRLF,
  });
  const header = stringifier.getHeaderString()!;
  if (rows.length === 0) return header;
  return header + stringifier.stringifyRecords(rows.map((row) => safeRow(columns, row)));
}

function safeRow(columns: readonly string[], row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, safeCell(row[column] ?? '')]));
}

/** A cell that begins as a formula is prefixed with `'`. Our figures never do: none is negative. */
export function safeCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return guarded.replaceAll(/\r\n?/g, '\n');
}

/**
 * The same rows for people: a byte order mark, without which Excel takes UTF-8 for something else, and
 * decimal commas, which a French Excel takes for numbers.
 * @param decimals the columns that hold numbers.
 */
export function toSpreadsheetCsv({ columns, rows }: Table, decimals: readonly string[]): string {
  const localised = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(decimals.map((column) => [column, (row[column] ?? '').replace('.', ',')])),
  }));
  return `\uFEFF${toCsv({ columns, rows: localised })}`;
}
