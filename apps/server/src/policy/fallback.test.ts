import { expect, test } from 'vitest';
import { context } from '../store/testing.ts';
import { fallbackPolicy } from './fallback.ts';
import { criteriaOf, NEVER, rulesFor } from './rules.ts';

const PROFILE = 'Practitioner/b0000000-0000-4000-8000-000000000001';
const bound = context({ accessPolicy: fallbackPolicy(PROFILE) });

test('reads definitions, and changes none', () => {
  expect(rulesFor(bound, 'ValueSet', 'search')).toHaveLength(1);
  expect(rulesFor(bound, 'StructureDefinition', 'read')).toHaveLength(1);
  expect(rulesFor(bound, 'ValueSet', 'update')).toEqual([]);
});

test('reads itself and no other professional', () => {
  const [rule] = rulesFor(bound, 'Practitioner', 'read');
  expect(rule).toMatchObject({ criteria: `Practitioner?_id=${PROFILE.split('/')[1]}` });
  expect(criteriaOf(rule!, 'Practitioner')).toMatchObject([{ code: '_id' }]);
  expect(criteriaOf(rule!, 'Practitioner')).not.toBe(NEVER);
  expect(rulesFor(bound, 'Practitioner', 'update')).toEqual([]);
});

test.each(['Patient', 'Encounter', 'Composition', 'Binary', 'Task', 'MeasureReport', 'Subscription'])(
  'reads no %s',
  (type) => {
    expect(rulesFor(bound, type, 'read')).toEqual([]);
    expect(rulesFor(bound, type, 'search')).toEqual([]);
    expect(rulesFor(bound, type, 'create')).toEqual([]);
  },
);
