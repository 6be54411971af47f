import { randomUUID } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../validate/definitions.ts';
import { compartmentsOf, patientsOf } from './compartments.ts';

beforeAll(loadDefinitions);

const [anna, bela] = [`Patient/${randomUUID()}`, `Patient/${randomUUID()}`];
const of = (resource: object): string[] =>
  patientsOf({ id: randomUUID(), ...resource } as Resource & { id: string });

describe('the patients of a resource', () => {
  test('a patient is its own', () => {
    const id = randomUUID();
    expect(of({ resourceType: 'Patient', id, link: [{ other: { reference: anna } }] })).toEqual([
      `Patient/${id}`,
    ]);
  });

  test.each<[string, object, string[]]>([
    ['subject', { resourceType: 'Observation', subject: { reference: anna } }, [anna]],
    ['patient', { resourceType: 'AllergyIntolerance', patient: { reference: anna } }, [anna]],
    ['for', { resourceType: 'ServiceRequest', subject: { reference: anna } }, [anna]],
    [
      'several',
      { resourceType: 'Communication', subject: { reference: anna }, recipient: [{ reference: bela }] },
      [anna, bela],
    ],
    [
      'the same twice',
      { resourceType: 'Communication', subject: { reference: anna }, sender: { reference: anna } },
      [anna],
    ],
    ['a group', { resourceType: 'Observation', subject: { reference: `Group/${randomUUID()}` } }, []],
    ['an id that is none', { resourceType: 'Observation', subject: { reference: 'Patient/1' } }, []],
    ['a logical reference', { resourceType: 'Observation', subject: { identifier: { value: 'x' } } }, []],
    ['outside the compartment', { resourceType: 'Observation', focus: [{ reference: anna }] }, []],
    ['a type without patients', { resourceType: 'Organization', name: anna }, []],
  ])('%s', (_, resource, expected) => {
    expect(of(resource)).toEqual(expected);
  });
});

test('compartments are the project, the patients and the accounts, once each', () => {
  const account = { reference: 'Organization/1', display: 'CHU' };
  expect(compartmentsOf('p', [anna], [account, { reference: anna }, { display: 'sans référence' }])).toEqual([
    { reference: 'Project/p' },
    { reference: anna },
    { reference: 'Organization/1' },
  ]);
});
