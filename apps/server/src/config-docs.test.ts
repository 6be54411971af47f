import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkOptions, type ServerConfig } from './config.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const rows = [
  ...read('../../../docs/exploitation.md').matchAll(/^\| `(\w+)` \| `(DCC_\w+)` \| ([^|]+) \| (.+) \|$/gm),
];
const documented = new Map(
  rows.map(([, key, variable, fallback]) => [variable!, { key: key!, fallback: fallback! }]),
);
const known = new Map(
  [...read('config.ts').matchAll(/^ {2}(DCC_\w+): '(\w+)',$/gm)].map(([, variable, key]) => [
    variable!,
    key!,
  ]),
);

test('the operator’s table has every variable, under its key, and no other', () => {
  expect(known.size).toBeGreaterThan(10);
  expect([...documented].map(([variable, { key }]) => [variable, key]).sort()).toEqual([...known].sort());
});

test('the defaults it tells are those of the server', () => {
  const defaults = checkOptions({});
  for (const [variable, { key, fallback }] of documented) {
    const value = defaults[key as keyof ServerConfig];
    if (typeof value === 'number' || (typeof value === 'string' && key !== 'dataDir')) {
      expect(fallback.trim(), variable).toBe(String(value));
    }
  }
  expect(documented.get('DCC_DATA_DIR')!.fallback.trim()).toBe('data');
});
