import type { CodeableConcept, Observation } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, issuesOf, observation, storeForTests } from '../store/testing.ts';
import { profile } from './testing.ts';

const tests = storeForTests();
const repo = (features: string[] = ['validate-terminology']) => tests.repo(admin({ project: { features } }));

const PROFILE = 'https://exemple.fr/StructureDefinition/observation-codee';
const SET = 'https://exemple.fr/ValueSet/organes';
const required = (valueSet: string) => ({ binding: { strength: 'required' as const, valueSet } });

beforeAll(async () => {
  await tests.store.bulkInsert([
    {
      resourceType: 'ValueSet',
      status: 'active',
      url: SET,
      compose: {
        include: [
          { system: 'urn:organes', concept: [{ code: 'sein' }, { code: 'rein' }] },
          { system: 'urn:inconnu-du-serveur' },
        ],
      },
    },
    profile('Observation', PROFILE, {
      'Observation.code': required(`${SET}|1.0`),
      'Observation.bodySite': required(SET),
    }),
    profile('Observation', `${PROFILE}-sans`, {
      'Observation.code': required('https://exemple.fr/ValueSet/absent'),
    }),
    profile('Observation', `${PROFILE}-base`, {
      'Observation.code': required('http://hl7.org/fhir/ValueSet/absent'),
    }),
  ]);
});

const coded = (code: CodeableConcept, changes: Partial<Observation> = {}): Observation => ({
  ...observation({ code, meta: { profile: [PROFILE] } }),
  ...changes,
});
const organ = (code: string, system = 'urn:organes'): CodeableConcept => ({ coding: [{ system, code }] });

describe('a required binding', () => {
  test.each<[string, CodeableConcept]>([
    ['a code of the set', organ('sein')],
    [
      'one coding of the set among others',
      {
        coding: [
          { system: 'urn:x', code: 'y' },
          { system: 'urn:organes', code: 'rein' },
        ],
      },
    ],
    [
      'a code of a system that the set includes and the server does not have',
      organ('quoi', 'urn:inconnu-du-serveur'),
    ],
  ])('accepts %s', async (_, code) => {
    await repo().createResource(coded(code));
  });

  test.each<[string, CodeableConcept, string]>([
    ['a code outside', organ('pied'), 'urn:organes|pied'],
    ['the right code of another system', organ('sein', 'urn:autre'), 'urn:autre|sein'],
    ['a code without its system', { coding: [{ code: 'sein' }] }, 'sein'],
    ['text alone', { text: 'le sein' }, 'aucun code'],
  ])('refuses %s', async (_, code, shown) => {
    const issues = await issuesOf(repo().createResource(coded(code)));
    expect(issues).toMatchObject([
      { severity: 'error', code: 'code-invalid', expression: ['Observation.code'] },
    ]);
    expect(issues[0]!.details!.text).toBe(`Code hors du jeu de valeurs ${SET} : ${shown}`);
  });

  test('is checked on every element, all errors at once', async () => {
    const issues = await issuesOf(repo().createResource(coded(organ('pied'), { bodySite: organ('main') })));
    expect(issues.map((issue) => issue.expression![0]).toSorted()).toEqual([
      'Observation.bodySite',
      'Observation.code',
    ]);
  });

  test('is not checked without the project feature, as on Medplum', async () => {
    await repo([]).createResource(coded(organ('pied')));
  });
});

describe('a value set the server does not have', () => {
  test('is an error: our own bindings must not pass because a seed was forgotten', async () => {
    const issues = await issuesOf(
      repo().createResource(observation({ meta: { profile: [`${PROFILE}-sans`] } })),
    );
    expect(issues[0]!.details!.text).toBe(
      'Jeu de valeurs inconnu du serveur : https://exemple.fr/ValueSet/absent',
    );
    expect(issues[0]!.expression).toEqual(['Observation.code']);
  });

  test('is passed over when it is one of the base specification', async () => {
    await repo().createResource(observation({ meta: { profile: [`${PROFILE}-base`] } }));
  });
});

test('codes of the base specification are checked once its value sets are stored', async () => {
  const status = { status: 'terminé' as never };
  await repo().createResource(observation(status));
  await tests.store.bulkInsert([
    {
      resourceType: 'ValueSet',
      status: 'active',
      url: 'http://hl7.org/fhir/ValueSet/observation-status',
      compose: { include: [{ system: 'http://hl7.org/fhir/observation-status' }] },
    },
    {
      resourceType: 'CodeSystem',
      status: 'active',
      content: 'complete',
      url: 'http://hl7.org/fhir/observation-status',
      concept: [{ code: 'final' }, { code: 'amended' }],
    },
  ]);
  const issues = await issuesOf(repo().createResource(observation(status)));
  expect(issues[0]!.expression).toEqual(['Observation.status']);
  await repo().createResource(observation());
});
