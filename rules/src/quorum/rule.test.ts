import { describe, expect, test } from 'vitest';
import { parisDay, parseQuorumRule, type QuorumRule, QuorumRuleError, ruleInForce } from './rule.ts';

const STANDARD: QuorumRule = {
  id: 'quorum-standard',
  version: '2023.12',
  validFrom: '2023-12-01',
  validTo: null,
  rcpType: 'standard',
  thematic: ['*'],
  exceptThematic: ['haematology'],
  minDistinctSpecialties: 3,
  allOf: [{ label: 'oncologue', anyOf: ['SM36'], modes: ['present', 'visio', 'writtenOpinion'] }],
  recommended: [{ label: 'anatomopathologiste', anyOf: ['SM01'] }],
};

describe('parseQuorumRule', () => {
  test('reads the published form', () => {
    expect(parseQuorumRule(JSON.stringify(STANDARD))).toEqual(STANDARD);
  });

  test.each([
    ['no number of specialties', { minDistinctSpecialties: undefined }, /minDistinctSpecialties/],
    ['zero specialties', { minDistinctSpecialties: 0 }, /minDistinctSpecialties/],
    [
      'an unknown mode',
      { allOf: [{ label: 'x', anyOf: ['SM36'], modes: ['telepathy'] }] },
      /allOf\.0\.modes\.0/,
    ],
    ['a requirement nobody can meet', { allOf: [{ label: 'x', anyOf: [] }] }, /allOf\.0\.anyOf.*TRE_R38/],
    ['a French date', { validFrom: '01/12/2023' }, /validFrom : date attendue/],
    ['an end before the start', { validTo: '2023-11-30' }, /validTo : la fin de validité précède/],
    ['a key that means nothing', { minimumSpecialties: 2 }, /minimumSpecialties/],
  ])('refuses %s and names the field', (_, change, message) => {
    const text = JSON.stringify({ ...STANDARD, ...change });
    expect(() => parseQuorumRule(text)).toThrow(QuorumRuleError);
    expect(() => parseQuorumRule(text)).toThrow(message);
  });

  test('names every wrong field at once', () => {
    const text = JSON.stringify({ ...STANDARD, version: '', thematic: [] });
    expect(() => parseQuorumRule(text)).toThrow(/version.*thematic/);
  });

  test('refuses what is not JSON, in French', () => {
    expect(() => parseQuorumRule('{')).toThrow('Règle de quorum illisible');
  });
});

describe('ruleInForce', () => {
  const version = (id: string, validFrom: string, validTo: string | null) => ({
    rule: { ...STANDARD, version: id, validFrom, validTo },
  });
  const versions = [version('1', '2020-01-01', '2023-11-30'), version('2', '2023-12-01', null)];
  const inForce = (date: string) => ruleInForce(versions, date)?.rule.version;

  test('judges with the version of the day, whatever is published today', () => {
    expect(inForce('2022-05-03T12:00:00+02:00')).toBe('1');
    expect(inForce('2026-10-06T12:00:00+02:00')).toBe('2');
  });

  test('changes at midnight in Paris, not in UTC', () => {
    expect(inForce('2023-11-30T23:59:00+01:00')).toBe('1');
    expect(inForce('2023-11-30T23:00:00Z')).toBe('2');
    expect(inForce('2023-12-01T00:00:00+01:00')).toBe('2');
  });

  test('before the first version there is none', () => {
    expect(inForce('2019-12-31')).toBeUndefined();
  });

  test('of two overlapping versions, the newest', () => {
    const overlapping = [version('a', '2020-01-01', null), version('b', '2024-01-01', null)];
    expect(ruleInForce(overlapping, '2025-01-01')?.rule.version).toBe('b');
    expect(ruleInForce(overlapping.toReversed(), '2025-01-01')?.rule.version).toBe('b');
  });
});

test('parisDay follows summer time', () => {
  expect(parisDay('2026-06-30T22:30:00Z')).toBe('2026-07-01');
  expect(parisDay('2026-12-31T22:30:00Z')).toBe('2026-12-31');
  expect(parisDay('2026-10-06')).toBe('2026-10-06');
});
