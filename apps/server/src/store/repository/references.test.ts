import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  context,
  issuesOf,
  OTHER_PROJECT,
  observation,
  patient,
  refusal,
  storeForTests,
} from '../testing.ts';
import { addedReferences, collectReferences, namedReferences } from './references.ts';

const tests = storeForTests();
const checking = () => tests.repo(context({ project: { checkReferencesOnWrite: true } }));
const nobody = (): string => `Patient/${randomUUID()}`;

test('collects literal references with their paths, and nothing else', () => {
  const found = collectReferences({
    ...observation(),
    meta: { author: { reference: 'Practitioner/x' } },
    subject: { reference: 'Patient/1' },
    performer: [{ reference: 'Practitioner/2' }, { reference: '#contenu' }, { identifier: { value: '3' } }],
    focus: [{ reference: 'Condition/4/_history/5' }],
    hasMember: [
      { reference: 'https://ailleurs.example/fhir/Observation/6' },
      { reference: 'Patient?identifier=7' },
    ],
    derivedFrom: [{ reference: 'urn:uuid:8' }],
  });
  expect(found).toEqual([
    { reference: 'Patient/1', path: 'Observation.subject' },
    { reference: 'Practitioner/2', path: 'Observation.performer[0]' },
    { reference: 'Condition/4/_history/5', path: 'Observation.focus[0]' },
  ]);
});

describe('the references that a writer adds', () => {
  const about = (id: string, changes = {}) => ({
    ...observation({ subject: { reference: `Patient/${id}` } }),
    id: 'o',
    ...changes,
  });
  const added = (before: object | undefined, after: object) =>
    addedReferences(before as never, after as never).map(({ reference }) => reference);

  test('are all of them at creation, and the new ones at update', () => {
    expect(added(undefined, about('1'))).toEqual(['Patient/1']);
    expect(added(about('1'), about('1'))).toEqual([]);
    expect(added(about('1'), about('2'))).toEqual(['Patient/2']);
  });

  test('are not the resource itself', () => {
    expect(added(undefined, about('1', { derivedFrom: [{ reference: 'Observation/o' }] }))).toEqual([
      'Patient/1',
    ]);
  });

  test('count the documents that attachments name, wherever they stand', () => {
    const content = (url: string) => ({
      resourceType: 'DocumentReference',
      content: [{ attachment: { url } }],
    });
    expect(added(undefined, content('Binary/b'))).toEqual(['Binary/b']);
    expect(added(undefined, content('https://ici.example/fhir/R4/Binary/b'))).toEqual(['Binary/b']);
    expect(added(content('Binary/b'), content('Binary/b'))).toEqual([]);
    expect(added(undefined, content('https://ailleurs.example/image.png'))).toEqual([]);
  });
});

describe('the references that a value names', () => {
  const id = randomUUID();
  const named = (value: unknown) => namedReferences(value).map(({ reference }) => reference);

  test('in any shape, whatever the element', () => {
    expect(named({ a: [{ reference: `Patient/${id}` }] })).toEqual([`Patient/${id}`]);
    expect(named([`Patient/${id}/_history/3`, `https://ici.example/fhir/R4/Task/${id}`])).toEqual([
      `Patient/${id}`,
      `Task/${id}`,
    ]);
    expect(named(`Patient/${id}`)).toEqual([`Patient/${id}`]);
  });

  test('are nothing else', () => {
    expect(
      named([id, 'Patient/1', 'un texte sur Patient/x', 12, null, undefined, `voir Patient/${id} hier`]),
    ).toEqual([]);
  });
});

describe('with checkReferencesOnWrite', () => {
  test('every dangling reference is refused, each with its path', async () => {
    const [subject, other] = [nobody(), nobody()];
    const issues = await issuesOf(
      checking().createResource(
        observation({ subject: { reference: subject }, focus: [{ reference: other }] }),
      ),
    );
    expect(issues.map((issue) => issue.expression?.[0])).toEqual([
      'Observation.subject',
      'Observation.focus[0]',
    ]);
    expect(issues[0]!.details!.text).toContain(`${subject} n'existe pas`);
  });

  test('a refused write leaves nothing', async () => {
    const value = randomUUID();
    await issuesOf(
      checking().createResource(observation({ identifier: [{ value }], subject: { reference: nobody() } })),
    );
    const bundle = await checking().search({
      resourceType: 'Observation',
      filters: [{ code: 'identifier', operator: 'eq', value }],
    });
    expect(bundle.entry).toBeUndefined();
  });

  test('a deleted resource, and one of another project, are not there', async () => {
    const deleted = await checking().createResource(patient());
    await checking().deleteResource('Patient', deleted.id);
    const foreign = await tests.repo(context({ projectId: OTHER_PROJECT })).createResource(patient());
    for (const { id } of [deleted, foreign]) {
      const subject = { reference: `Patient/${id}` };
      expect(await refusal(checking().createResource(observation({ subject })))).toContain(id);
    }
  });

  test('an existing one is accepted, its versions too', async () => {
    const { id, meta } = await checking().createResource(patient());
    await checking().createResource(observation({ subject: { reference: `Patient/${id}` } }));
    await checking().createResource(
      observation({ subject: { reference: `Patient/${id}/_history/${meta!.versionId}` } }),
    );
  });

  test('in a transaction the order of writes has no effect', async () => {
    const id = randomUUID();
    await checking().withTransaction(
      async (tx) => {
        await tx.createResource(observation({ subject: { reference: `Patient/${id}` } }));
        await tx.createResource({ ...patient(), id }, { assignedId: true });
      },
      { resourceTypes: ['Patient', 'Observation'] },
    );
    expect(await tests.repo().readResource('Patient', id)).toMatchObject({ id });
  });

  test('a transaction that ends with a dangling reference is undone whole', async () => {
    let id = '';
    const failing = checking().withTransaction(
      async (tx) => {
        id = (await tx.createResource(patient())).id;
        await tx.createResource(observation({ subject: { reference: nobody() } }));
      },
      { resourceTypes: ['Patient', 'Observation'] },
    );
    expect(await refusal(failing)).toContain('Référence introuvable');
    await expect(checking().readResource('Patient', id)).rejects.toThrow('Not found');
  });
});

test('without it a dangling reference is accepted, as on Medplum', async () => {
  const subject = { reference: nobody() };
  expect(await tests.repo().createResource(observation({ subject }))).toMatchObject({ subject });
});
