import { rcpOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { Organization } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { entryOf, storedEntry } from './entry.ts';
import { type CatalogueFilter, catalogueLines, filterLines } from './filter.ts';

const rcp = (change: object, id: string) => ({ ...storedEntry({ ...entryOf(rcpOfTests()), ...change }), id });
const organizations = new Map<string, Organization>([
  ['Organization/a', { resourceType: 'Organization', name: 'Hôpital Élisa-Lemonnier' }],
  ['Organization/c', { resourceType: 'Organization', name: '3C Val-de-Seine' }],
]);
const lines = catalogueLines(
  [
    rcp(
      {
        name: 'Sein Val-de-Seine',
        number: '99110001',
        organization: 'Organization/a',
        centre: 'Organization/c',
      },
      's',
    ),
    rcp({ name: 'Urologie', number: '99110004', thematic: 'urologie', organization: 'Organization/x' }, 'u'),
    rcp({ name: 'Ancienne', number: '99110009', active: false }, 'o'),
  ],
  organizations,
);
const found = (change: Partial<CatalogueFilter>) =>
  filterLines(lines, { text: '', thematic: null, onlyActive: false, ...change }).map(({ id }) => id);

test('a line says what the entry says, in words; an organisation that cannot be read is empty', () => {
  expect(lines.find(({ id }) => id === 's')).toMatchObject({
    number: '99110001',
    thematic: 'Sein',
    kind: 'RCP standard',
    establishment: 'Hôpital Élisa-Lemonnier',
    centre: '3C Val-de-Seine',
    active: true,
  });
  expect(lines.find(({ id }) => id === 'u')?.establishment).toBe('');
});

describe('the filter', () => {
  test('finds by name, number, place and 3C, without accents or exact words', () => {
    expect(found({ text: 'elisa' })).toEqual(['s']);
    expect(found({ text: 'VAL de seine sein' })).toEqual(['s']);
    expect(found({ text: '0004' })).toEqual(['u']);
    expect(found({ text: 'thorax' })).toEqual([]);
  });

  test('by thematic and by state', () => {
    expect(found({ thematic: 'urologie' })).toEqual(['u']);
    expect(found({ onlyActive: true })).toEqual(['s', 'u']);
    expect(found({})).toHaveLength(3);
  });
});
