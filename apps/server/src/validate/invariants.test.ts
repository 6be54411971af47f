import { createConstraintIssue } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { loadDefinitions } from './definitions.ts';
import { remainingInvariants } from './invariants.ts';

beforeAll(loadDefinitions);

/**
 * Breaks pat-1 (a contact needs details) only below the root, and dom-2 (no nested contained) at the root.
 */
const broken = {
  resourceType: 'Patient',
  contained: [
    { resourceType: 'Patient', contained: [{ resourceType: 'Patient', id: 'a' }], text: { status: 'empty' } },
  ],
} as unknown as Patient;

const stopped = createConstraintIssue('Patient', {
  key: 'x',
  description: 'x',
  expression: 'false',
  severity: 'error',
});

test('nothing is looked for when no invariant of the root is broken', () => {
  expect(remainingInvariants(broken, 'Patient', [])).toEqual([]);
  const elsewhere = { ...stopped, expression: ['Patient.contact[0]'] };
  expect(remainingInvariants(broken, 'Patient', [elsewhere])).toEqual([]);
});

test('otherwise every broken one of the root is given', () => {
  const texts = remainingInvariants(broken, 'Patient', [stopped]).map((issue) => issue.details!.text);
  expect(texts).toEqual([expect.stringContaining('dom-2')]);
});

test('a valid resource has none', () => {
  expect(remainingInvariants({ resourceType: 'Patient', active: true }, 'Patient', [stopped])).toEqual([]);
});
