import { readdirSync, readFileSync } from 'node:fs';
import type { AccessPolicy } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { may, roleOf } from './capabilities.ts';

const folder = new URL('../../../../fhir-profiles/policies/', import.meta.url);
const policy = (name: string): AccessPolicy =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

test.each([
  ['secretaire-rcp', 'secretaire'],
  ['medecin', 'medecin'],
  ['coordonnateur', 'coordonnateur'],
  ['administrateur-3c', 'admin3c'],
  ['analyste', 'analyste'],
  ['administrateur', 'administrateur'],
])('the policy %s is the role %s', (name, role) => {
  expect(roleOf(policy(name))).toBe(role);
});

test('every policy of the product but that of software is one of the roles above', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(names.length).toBe(7);
});

test('several roles add up: a doctor who also holds the session is a coordinator', () => {
  const resource = [...policy('medecin').resource!, ...policy('secretaire-rcp').resource!];
  expect(roleOf({ resourceType: 'AccessPolicy', resource })).toBe('coordonnateur');
});

test('a policy that opens nothing we know is no role', () => {
  expect(roleOf({ resourceType: 'AccessPolicy', resource: [{ resourceType: 'Questionnaire' }] })).toBe(
    'inconnu',
  );
});

test('a rule without interactions opens all, a readonly one only reading', () => {
  const open: AccessPolicy = { resourceType: 'AccessPolicy', resource: [{ resourceType: 'Task' }] };
  const closed: AccessPolicy = {
    resourceType: 'AccessPolicy',
    resource: [{ resourceType: 'Task', readonly: true }],
  };
  expect(may(open, 'Task', 'update')).toBe(true);
  expect(may(closed, 'Task', 'update')).toBe(false);
  expect(may(closed, 'Task', 'search')).toBe(true);
  expect(may(open, 'Patient', 'read')).toBe(false);
});

test('no policy at all is a service without limits', () => {
  expect(may(undefined, 'Patient', 'delete')).toBe(true);
  expect(roleOf(undefined)).toBe('administrateur');
});
