import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Db } from './db.ts';
import { clearIndexes, replaceRows } from './index-writer.ts';
import type { IndexRow } from './indexer.ts';
import { migrate } from './migrations.ts';
import { Symbols } from './symbols.ts';

let db = new Db(':memory:');
let symbols = new Symbols();
beforeEach(() => {
  db.close();
  db = new Db(':memory:');
  migrate(db);
  symbols = new Symbols();
});
afterAll(() => db.close());

const text = fc.constantFrom('a', 'b', 'c');
const number = fc.integer({ min: 0, max: 3 });
const param = fc.constantFrom('T.p', 'T.q');
const row: fc.Arbitrary<IndexRow> = fc.oneof(
  fc.record({ table: fc.constant('token' as const), param, value: text, system: text }),
  fc.record({ table: fc.constant('ref' as const), param, value: text }),
  fc.record({ table: fc.constant('date' as const), param, low: number, high: number }),
  fc.record({ table: fc.constant('string' as const), param, folded: text, value: text }),
  fc.record({
    table: fc.constant('number' as const),
    param,
    low: number,
    high: number,
    system: text,
    code: text,
  }),
);
const rows = fc
  .array(row, { maxLength: 12 })
  .map((list) => new Map(list.map((each) => [JSON.stringify(each), each])));

/** Every row of a resource, read back with its texts. */
function stored(rid: number): string[] {
  const name = (column: string): string => `(SELECT text FROM symbol WHERE sid = ${column})`;
  const queries: Record<IndexRow['table'], string> = {
    token: `${name('pid')} AS param, ${name('value')} AS value, ${name('system')} AS system`,
    ref: `${name('pid')} AS param, ${name('value')} AS value`,
    date: `${name('pid')} AS param, low, high`,
    string: `${name('pid')} AS param, folded, value`,
    number: `${name('pid')} AS param, low, high, ${name('system')} AS system, ${name('code')} AS code`,
  };
  return Object.entries(queries)
    .flatMap(([table, columns]) =>
      db
        .all(`SELECT ${columns} FROM ix_${table} WHERE rid = ?`, rid)
        .map((found) => JSON.stringify({ table, ...found })),
    )
    .toSorted();
}

test('after any series of versions, the tables hold the rows of the last one and nothing else', () => {
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), rows, (versions, other) => {
      clearIndexes(db);
      replaceRows(db, symbols, 2, new Map(), other);
      let before: ReadonlyMap<string, IndexRow> = new Map();
      for (const after of versions) {
        replaceRows(db, symbols, 1, before, after);
        before = after;
      }
      expect(stored(1)).toEqual([...before.keys()].toSorted());
      expect(stored(2)).toEqual([...other.keys()].toSorted());
    }),
    { numRuns: 60 },
  );
});

test('clearing leaves no row', () => {
  replaceRows(db, symbols, 1, new Map(), new Map([['k', { table: 'ref', param: 'T.p', value: 'a' }]]));
  expect(stored(1)).toHaveLength(1);
  clearIndexes(db);
  expect(stored(1)).toEqual([]);
});
