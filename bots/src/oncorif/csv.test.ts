import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeCell, toCsv, toSpreadsheetCsv } from './csv.ts';

function read(text: string): Record<string, string>[] {
  return parse(text, { columns: true, delimiter: ';', record_delimiter: '\r\n' });
}

describe('toCsv', () => {
  it('writes a header, semicolons and CRLF', () => {
    const text = toCsv({
      columns: ['a', 'b'],
      rows: [
        { a: '1', b: '2.5' },
        { a: '', b: 'é' },
      ],
    });
    expect(text).toBe('a;b\r\n1;2.5\r\n;é\r\n');
  });

  it('writes the header alone when there is no row', () => {
    expect(toCsv({ columns: ['a', 'b'], rows: [] })).toBe('a;b\r\n');
  });

  it('writes the columns asked for, in their order, and empty what a row lacks', () => {
    expect(toCsv({ columns: ['b', 'a'], rows: [{ a: '1', c: '3' }] })).toBe('b;a\r\n;1\r\n');
  });

  it('quotes what would break a row', () => {
    const rows = [{ a: 'x;y' }, { a: 'dit « "oui" »' }, { a: 'deux\nlignes' }];
    expect(toCsv({ columns: ['a'], rows })).toBe('a\r\n"x;y"\r\n"dit « ""oui"" »"\r\n"deux\nlignes"\r\n');
  });

  it('gives back any text to a CSV reader, formulas disarmed', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/\r/g, ''));
    fc.assert(
      fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), (rows) => {
        const expected = rows.map(({ a, b }) => ({ a: safeCell(a), b: safeCell(b) }));
        expect(read(toCsv({ columns: ['a', 'b'], rows }))).toEqual(expected);
      }),
    );
  });

  it('never writes a cell that begins as a formula, nor a bare carriage return inside one', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (first, rest) => {
        const text = toCsv({ columns: ['a'], rows: [{ a: first + rest }] });
        expect(read(text)[0]!.a!.startsWith("'")).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toContain('\r');
      }),
    );
  });
});

describe('safeCell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+33 1', "'+33 1"],
    ['-2', "'-2"],
    ['@SOMME(A1)', "'@SOMME(A1)"],
    ['\tx', "'\tx"],
    ['a=b', 'a=b'],
    ['12.5', '12.5'],
    ['', ''],
  ])('%j becomes %j', (text, safe) => {
    expect(safeCell(text)).toBe(safe);
  });
});

describe('toSpreadsheetCsv', () => {
  const table = {
    columns: ['version', 'valeur'],
    rows: [
      { version: '1.0.0', valeur: '33.33' },
      { version: '1.0.0', valeur: '' },
    ],
  };

  it('begins with a byte order mark and has decimal commas in the columns of numbers only', () => {
    expect(toSpreadsheetCsv(table, ['valeur'])).toBe('\uFEFFversion;valeur\r\n1.0.0;33,33\r\n1.0.0;\r\n');
  });

  it('has the rows of the file for machines, one by one', () => {
    const people = read(toSpreadsheetCsv(table, ['valeur']).slice(1));
    const machines = read(toCsv(table));
    expect(people.map((row) => ({ ...row, valeur: row.valeur!.replace(',', '.') }))).toEqual(machines);
  });

  it('leaves what it was given as it was', () => {
    const before = structuredClone(table);
    toSpreadsheetCsv(table, ['valeur']);
    expect(table).toEqual(before);
  });
});
