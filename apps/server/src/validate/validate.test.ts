import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { issuesOf, observation, patient, storeForTests } from '../store/testing.ts';

const tests = storeForTests();
const refused = async (resource: unknown): Promise<string[]> =>
  (await issuesOf(tests.repo().createResource(resource as Resource))).map(
    (issue) => `${issue.expression} ${issue.details?.text}`,
  );

describe('the base type', () => {
  test.each<[unknown, string[]]>([
    [{ resourceType: 'Observation', status: 'final' }, ['Observation.code Élément obligatoire absent']],
    [{ ...patient(), gendre: 'f' }, ['Patient.gendre Propriété inconnue : gendre']],
    [
      { ...patient(), birthDate: 'hier' },
      ['Patient.birthDate Format incorrect pour un élément de type date'],
    ],
    [{ ...patient(), birthDate: '2026-02-30' }, ["Patient.birthDate Cette date n'existe pas"]],
    [{ ...patient(), active: 'oui' }, ['Patient.active Type JSON incorrect : boolean attendu, string reçu']],
    [{ ...patient(), name: { family: 'x' } }, ['Patient.name Une liste de valeurs est attendue']],
    [{ ...patient(), contact: [{}] }, ['Patient.contact[0] Valeur vide interdite']],
  ])('%j', async (resource, expected) => {
    expect(await refused(resource)).toEqual(expect.arrayContaining(expected));
  });

  test('all errors at once', async () => {
    const issues = await refused({ resourceType: 'Observation', statut: 'final', effectiveDateTime: 'hier' });
    expect(issues.toSorted()).toEqual([
      'Observation.code Élément obligatoire absent',
      'Observation.effective[x] Format incorrect pour un élément de type dateTime',
      'Observation.status Élément obligatoire absent',
      'Observation.statut Propriété inconnue : statut',
    ]);
  });

  test('invariants of the specification, in their own words', async () => {
    const [issue] = await refused(
      observation({ dataAbsentReason: { text: 'x' }, valueQuantity: { value: 1 } }),
    );
    expect(issue).toMatch(/^Observation .*\(obs-6\)$/);
  });
});

test('a large attachment is accepted', async () => {
  const data = Buffer.alloc(3 * 1024 * 1024, 7).toString('base64');
  await tests.repo().createResource({
    resourceType: 'DocumentReference',
    status: 'current',
    content: [{ attachment: { contentType: 'application/pdf', data } }],
  } as Resource);
});

test('validate() says the same without writing', async () => {
  const issues = tests.repo().validate({ resourceType: 'Observation', status: 'final' } as Resource);
  expect(issues).toMatchObject([{ severity: 'error', expression: ['Observation.code'] }]);
  expect((await tests.repo().search({ resourceType: 'Observation' })).entry).toBeUndefined();
});

test('hostile resources are refused or stored, and never crash the server', async () => {
  const key = fc.constantFrom(
    'name',
    'contact',
    'extension',
    'url',
    'valueString',
    'meta',
    'contained',
    'resourceType',
    'id',
    '_active',
  );
  const hostile = fc.dictionary(key, fc.jsonValue({ maxDepth: 5 }), { maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(hostile, async (body) => {
      const resource = { ...body, resourceType: 'Patient' } as unknown as Resource;
      const outcome = await tests
        .repo()
        .createResource(resource)
        .then(
          () => 'stored',
          (error: { outcome?: { issue: unknown[] } }) => (error.outcome?.issue.length ? 'refused' : error),
        );
      expect(['stored', 'refused']).toContain(outcome);
    }),
    { numRuns: 150 },
  );
  expect(await tests.repo().createResource(patient())).toBeDefined();
});
