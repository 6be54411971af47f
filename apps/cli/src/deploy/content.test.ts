import type { Patient, ValueSet } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { canonical, sameContent } from './content.ts';

const valueSet = (change: Partial<ValueSet> = {}): ValueSet => ({
  resourceType: 'ValueSet',
  status: 'active',
  url: 'https://x/v',
  ...change,
});

describe('sameContent', () => {
  test('sees through what the server adds, and the order of keys', () => {
    const stored = {
      id: '1',
      url: 'https://x/v',
      status: 'active',
      meta: { versionId: '2', lastUpdated: '2026-01-01', project: 'p', author: { reference: 'Bot/1' } },
      resourceType: 'ValueSet',
    } as ValueSet;
    expect(sameContent(stored, valueSet())).toBe(true);
  });

  test('sees a changed text, an added element and a removed one', () => {
    expect(sameContent(valueSet({ title: 'a' }), valueSet({ title: 'b' }))).toBe(false);
    expect(sameContent(valueSet({ title: 'a' }), valueSet())).toBe(false);
    expect(sameContent(valueSet(), valueSet({ title: 'a' }))).toBe(false);
  });

  test('the order of a list is content, that of nested keys is not', () => {
    const include = (codes: string[]) => ({
      compose: { include: [{ concept: codes.map((code) => ({ code })) }] },
    });
    expect(sameContent(valueSet(include(['a', 'b'])), valueSet(include(['b', 'a'])))).toBe(false);
    const one = valueSet({ compose: { include: [{ system: 's', version: '1' }] } });
    const other = valueSet({ compose: { include: [{ version: '1', system: 's' }] } });
    expect(sameContent(one, other)).toBe(true);
  });

  test('our own metadata is content: profile and tag', () => {
    const patient: Patient = { resourceType: 'Patient', meta: { profile: ['https://x/p'] } };
    expect(sameContent(patient, { resourceType: 'Patient' })).toBe(false);
    expect(sameContent({ ...patient, meta: { ...patient.meta, versionId: '9' } }, patient)).toBe(true);
  });

  test('undefined and absent are the same', () => {
    expect(canonical(valueSet({ title: undefined }))).toBe(canonical(valueSet()));
  });
});
