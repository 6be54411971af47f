import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '@dcc/fhir-profiles/src/policies.ts';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/shared.ts';
import { FIXTURES } from './fixtures.ts';
import { COLUMNS, readTable } from './table.ts';

const ROWS = readTable();

test('docs/acces.md says what the table says', () => {
  const page = readFileSync(join(repository, 'docs', 'acces.md'), 'utf8');
  const lines = page
    .slice(page.indexOf('## Le tableau'))
    .split('\n')
    .filter((line) => /^\| [A-Z]/.test(line));
  const written = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const meant = ROWS.map(({ name, cells }) => [
    name,
    ...COLUMNS.map((role) => {
      const { own, other } = cells.get(role)!;
      return own === other ? own : `${own} / ${other}`;
    }),
  ]);
  expect(written).toEqual(meant);
});

describe('the table', () => {
  test('has every role, and a resource for each row', () => {
    expect([...COLUMNS].sort()).toEqual([...ROLES].sort());
    expect(ROWS.map(({ name }) => name).sort()).toEqual(Object.keys(FIXTURES).sort());
  });

  test('writes nothing that it does not read', () => {
    for (const { name, cells } of ROWS) {
      for (const [role, { own, other }] of cells) {
        expect(/[cud]/.test(own) && !own.includes('r'), `${role} ${name}`).toBe(false);
        expect(/[cud]/.test(other) && !other.includes('r'), `${role} ${name}`).toBe(false);
      }
    }
  });

  test.each([['Patient cru|-'], ['Patient r r r r r r r'], ['Patient x|- r|- r|- r|- r|- r|- r|-']])(
    'refuses a line it cannot read: %s',
    (line) => {
      expect(() => readTable(`roles\n${line}`)).toThrow('illisible');
    },
  );
});
