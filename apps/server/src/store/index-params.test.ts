import { getResourceTypes } from '@medplum/core';
import { beforeAll, expect, test } from 'vitest';
import { loadDefinitions } from '../validate/definitions.ts';
import { indexedParams, indexTables } from './index-params.ts';

beforeAll(() => loadDefinitions());

test('what is indexed is known without reading an expression, and is what is indexed', () => {
  expect(getResourceTypes().length).toBeGreaterThan(140);
  for (const type of ['Patient', 'Encounter', 'Composition', 'MeasureReport', 'Bot']) {
    const full = [...indexedParams(type)].map(([code, { name, param, table }]) => ({
      code,
      name,
      param,
      table,
    }));
    expect(full.length).toBeGreaterThan(3);
    expect(indexTables(type).map((one) => ({ ...one, name: `${type}.${one.code}` }))).toEqual(full);
  }
});

test('columns, composites and what has no expression have no table', () => {
  const codes = indexTables('Observation').map(({ code }) => code);
  expect(codes).toContain('value-quantity');
  expect(codes).not.toContain('_id');
  expect(codes).not.toContain('_lastUpdated');
  expect(codes).not.toContain('code-value-quantity');
});
