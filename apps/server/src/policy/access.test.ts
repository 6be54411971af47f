import { getStatus, type OperationOutcomeError } from '@medplum/core';
import type { AccessPolicyResource, Binary, Observation, Patient } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, context, find, observation, patient, refusal, storeForTests } from '../store/testing.ts';

const tests = storeForTests();
const HERE = 'Organization/c0000000-0000-4000-8000-00000000000a';
const ELSEWHERE = 'Organization/c0000000-0000-4000-8000-00000000000b';
const IN = `_compartment=${HERE}`;

function bound(resource: AccessPolicyResource[], compartment?: string) {
  const accessPolicy = {
    resourceType: 'AccessPolicy' as const,
    resource,
    ...(compartment && { compartment: { reference: compartment } }),
  };
  return tests.repo(context({ accessPolicy }));
}

const member = (...more: AccessPolicyResource[]) =>
  bound(
    [
      { resourceType: 'Patient', criteria: `Patient?${IN}` },
      { resourceType: 'Observation', criteria: `Observation?${IN}` },
      ...more,
    ],
    HERE,
  );

const status = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 200,
    (error) => getStatus((error as OperationOutcomeError).outcome),
  );

let mine: Patient & { id: string };
let theirs: Patient & { id: string };
let hidden: Observation & { id: string };

beforeAll(async () => {
  const make = (account: string, family: string) =>
    tests.repo(admin()).createResource<Patient>(
      patient({
        name: [{ family }],
        meta: { accounts: [{ reference: account }] },
        telecom: [{ system: 'phone', value: '0600000001' }],
      }),
    );
  mine = await make(HERE, 'Ici');
  theirs = await make(ELSEWHERE, 'Ailleurs');
  const about = { reference: `Patient/${theirs.id}` };
  hidden = await tests.repo(admin()).createResource(observation({ subject: about }));
  await tests.repo(admin()).createResource(observation({ subject: { reference: `Patient/${mine.id}` } }));
});

describe('a resource outside the criteria does not exist', () => {
  test('by id, in every way', async () => {
    const repo = member();
    const { id, meta } = theirs;
    expect(await status(repo.readResource('Patient', mine.id))).toBe(200);
    expect(await status(repo.readResource('Patient', id))).toBe(404);
    expect(await status(repo.readHistory('Patient', id))).toBe(404);
    expect(await status(repo.readVersion('Patient', id, meta!.versionId!))).toBe(404);
    expect(await status(repo.updateResource({ ...patient(), id }))).toBe(404);
    expect(
      await status(repo.patchResource('Patient', id, [{ op: 'add', path: '/active', value: true }])),
    ).toBe(404);
    expect(await status(repo.deleteResource('Patient', id))).toBe(404);
  });

  test('in searches, counts, pages, chains, reverse chains and includes', async () => {
    const repo = member();
    expect((await find(repo, 'Patient')).map(({ id }) => id)).toEqual([mine.id]);
    const counted = await repo.search({ resourceType: 'Patient', total: 'accurate', count: 0 });
    expect(counted.total).toBe(1);
    expect(await find(repo, 'Observation?subject:Patient.name=Ailleurs')).toEqual([]);
    expect(await find(repo, 'Observation?subject:Patient.name=Ici')).toHaveLength(1);
    const open = member({ resourceType: 'Observation' });
    expect(await find(open, 'Observation')).toHaveLength(2);
    expect(await find(open, 'Observation?subject:Patient.name=Ailleurs')).toEqual([]);
    const included = await find(open, 'Observation?_include=Observation:subject');
    expect(included.map(({ id }) => id)).not.toContain(theirs.id);
    const all = bound([
      { resourceType: 'Patient' },
      { resourceType: 'Observation', criteria: `Observation?${IN}` },
    ]);
    const reverse = (await find(all, 'Patient?_has:Observation:subject:status=final')).map(({ id }) => id);
    expect(reverse).toEqual([mine.id]);
    const revincluded = await find(all, 'Patient?_revinclude=Observation:subject');
    expect(revincluded.map(({ id }) => id)).not.toContain(hidden.id);
  });

  test('a deleted one does not answer 410', async () => {
    const { id } = await tests.repo(admin()).createResource(patient());
    await tests.repo(admin()).deleteResource('Patient', id);
    expect(await status(member().readResource('Patient', id))).toBe(404);
    expect(await status(bound([{ resourceType: 'Patient' }]).readResource('Patient', id))).toBe(410);
  });

  test('a conditional update does not reach it', async () => {
    const repo = member();
    const search = {
      resourceType: 'Patient' as const,
      filters: [{ code: '_id', operator: 'eq', value: theirs.id }],
    };
    await repo.conditionalUpdate(patient({ active: false }), search as never);
    const now = await tests.repo(admin()).readResource<Patient>('Patient', theirs.id);
    expect(now.meta!.versionId).toBe(theirs.meta!.versionId);
  });

  test('a reference to it is refused as one to nothing', async () => {
    const subject = { reference: `Patient/${theirs.id}` };
    expect(await refusal(member().createResource(observation({ subject })))).toContain('introuvable');
    const nobody = { reference: 'Patient/d0000000-0000-4000-8000-000000000001' };
    expect(await refusal(member().createResource(observation({ subject: nobody })))).toContain('introuvable');
  });
});

describe('types', () => {
  test('left out: 403 to search and create, 404 by id', async () => {
    const repo = bound([{ resourceType: 'Patient', readonly: true }]);
    expect(await status(repo.search({ resourceType: 'Observation' }))).toBe(403);
    expect(await status(repo.createResource(observation()))).toBe(403);
    expect(await status(repo.readResource('Observation', hidden.id))).toBe(404);
    expect(await status(repo.deleteResource('Observation', hidden.id))).toBe(404);
    expect(await status(find(repo, 'Patient?_has:Observation:subject:status=final'))).toBe(403);
  });

  test('seen but not to be changed: 403', async () => {
    const repo = bound([{ resourceType: 'Patient', readonly: true, criteria: `Patient?${IN}` }]);
    expect(await status(repo.updateResource({ ...mine, active: true }))).toBe(403);
    expect(await status(repo.deleteResource('Patient', mine.id))).toBe(403);
    expect(await status(repo.updateResource({ ...theirs, active: true }))).toBe(404);
  });

  test('a criterion that cannot be understood opens nothing', async () => {
    for (const criteria of ['Patient?noSuch=1', 'Observation?status=final', 'Patient?_id:not=%nobody']) {
      const repo = bound([{ resourceType: 'Patient', criteria }]);
      expect(await find(repo, 'Patient'), criteria).toEqual([]);
      expect(await status(repo.readResource('Patient', mine.id)), criteria).toBe(404);
    }
  });

  test('several policies add up', async () => {
    const repo = member({ resourceType: 'Patient', criteria: `Patient?_id=${theirs.id}`, readonly: true });
    expect(await find(repo, 'Patient?name=Ici,Ailleurs')).toHaveLength(2);
    expect(await status(repo.updateResource({ ...theirs, active: true }))).toBe(403);
  });
});

describe('writes', () => {
  test('take the compartment of the policy, and keep what accounts there are', async () => {
    const { id } = await member().createResource(patient({ name: [{ family: 'Neuve' }] }));
    await member().updateResource(patient({ id, active: true } as Partial<Patient>));
    const stored = await tests.repo(admin()).readResource<Patient>('Patient', id);
    expect(stored.meta!.accounts).toEqual([{ reference: HERE }]);
  });

  test('that would leave the criteria are undone', async () => {
    const rule = { resourceType: 'Patient', criteria: 'Patient?active=true' };
    const repo = bound([rule]);
    expect(await status(repo.createResource(patient({ active: false })))).toBe(403);
    const { id } = await repo.createResource(patient({ active: true }));
    expect(await status(repo.updateResource(patient({ id, active: false } as Partial<Patient>)))).toBe(403);
    expect((await repo.readResource<Patient>('Patient', id)).active).toBe(true);
  });

  test('of a transaction stand or fall together', async () => {
    const rule = { resourceType: 'Patient', criteria: 'Patient?active=true' };
    const before = (await find(tests.repo(admin()), 'Patient?_count=1000')).length;
    const work = bound([rule]).withTransaction(async (repo) => {
      await repo.createResource(patient({ active: true }));
      await repo.createResource(patient({ active: false }));
    });
    expect(await status(work)).toBe(403);
    expect(await find(tests.repo(admin()), 'Patient?_count=1000')).toHaveLength(before);
  });

  test('are looked at when their accounts are complete: a Bundle has any order', async () => {
    const repo = bound([
      { resourceType: 'Patient', criteria: `Patient?${IN}` },
      { resourceType: 'Observation', criteria: 'Observation?subject:Patient.active=true' },
    ]);
    const id = 'e0000000-0000-4000-8000-000000000001';
    const work = repo.withTransaction(async (tx) => {
      await tx.createResource(observation({ subject: { reference: `Patient/${id}` } }));
    });
    expect(await status(work)).toBe(400);
  });

  test('obey the constraints of a rule', async () => {
    const expression = "%before.exists().not() or %before.status = 'preliminary'";
    const repo = bound([
      { resourceType: 'Observation', writeConstraint: [{ language: 'text/fhirpath', expression }] },
    ]);
    const created = await repo.createResource(observation({ status: 'preliminary' }));
    const final = await repo.updateResource({ ...created, status: 'final' });
    expect(await status(repo.updateResource({ ...final, status: 'amended' }))).toBe(403);
    expect(await status(repo.deleteResource('Observation', created.id))).toBe(403);
  });
});

describe('fields', () => {
  const blind = () =>
    bound([{ resourceType: 'Patient', hiddenFields: ['telecom'], readonlyFields: ['birthDate'] }]);

  test('hidden: not read, in any way', async () => {
    const repo = blind();
    const read = await repo.readResource<Patient>('Patient', mine.id);
    expect(read.name).toBeDefined();
    expect(read.telecom).toBeUndefined();
    expect((await find<Patient>(repo, `Patient?_id=${mine.id}`))[0]!.telecom).toBeUndefined();
    const version = await repo.readVersion<Patient>('Patient', mine.id, mine.meta!.versionId!);
    expect(version.telecom).toBeUndefined();
    const { entry } = await repo.readHistory<Patient>('Patient', mine.id);
    expect(entry!.map(({ resource }) => resource?.telecom)).toEqual(entry!.map(() => undefined));
  });

  test.each([
    'Patient?telecom=0600000001',
    'Patient?phone=0600000001',
    'Patient?telecom:missing=false',
    'Patient?_sort=telecom',
    'Patient?_filter=telecom eq 0600000001',
    'Patient?_filter=not (telecom eq 0600000001)',
    'Observation?subject:Patient.telecom=0600000001',
    'Observation?_has:Observation:derived-from:patient.telecom=0600000001',
  ])('hidden: not searched, %s', async (url) => {
    const repo = bound([
      { resourceType: 'Patient', hiddenFields: ['telecom'] },
      { resourceType: 'Observation' },
    ]);
    expect(await status(find(repo, url))).toBe(400);
    expect(await status(find(tests.repo(admin()), url.replace('_sort=telecom', '_sort=name')))).toBe(200);
  });

  test('hidden: a patch can neither test nor copy it', async () => {
    const path = '/telecom/0/value';
    const test = [{ op: 'test' as const, path, value: '0600000001' }];
    expect(await status(blind().patchResource('Patient', mine.id, test))).toBe(400);
    const copy = [{ op: 'copy' as const, from: path, path: '/language' }];
    expect(await status(blind().patchResource('Patient', mine.id, copy))).toBe(400);
  });

  test('hidden and read-only ones survive being written back', async () => {
    const read = await blind().readResource<Patient>('Patient', mine.id);
    const shown = await blind().updateResource({ ...read, birthDate: '1900-01-01', gender: 'female' });
    expect(shown).not.toHaveProperty('telecom');
    const stored = await tests.repo(admin()).readResource<Patient>('Patient', mine.id);
    expect(stored).toMatchObject({ gender: 'female', telecom: [{ value: '0600000001' }] });
    expect(stored).not.toHaveProperty('birthDate');
  });
});

describe('Binary', () => {
  const reader = (author = 'Practitioner/lecteur') =>
    tests.repo(
      context({
        author: { reference: author },
        accessPolicy: {
          resourceType: 'AccessPolicy',
          compartment: { reference: HERE },
          resource: [
            { resourceType: 'Binary' },
            ...['Patient', 'DocumentReference'].map((type) => ({
              resourceType: type,
              criteria: `${type}?${IN}`,
            })),
          ],
        },
      }),
    );
  const binary = (owner?: string): Binary => ({
    resourceType: 'Binary',
    contentType: 'text/plain',
    ...(owner && { securityContext: { reference: owner } }),
  });

  test('belongs to its securityContext', async () => {
    const seen = await tests.repo(admin()).createResource(binary(`Patient/${mine.id}`));
    const unseen = await tests.repo(admin()).createResource(binary(`Patient/${theirs.id}`));
    expect(await status(reader().readResource('Binary', seen.id))).toBe(200);
    expect(await status(reader().readResource('Binary', unseen.id))).toBe(404);
    expect(await status(reader().deleteResource('Binary', unseen.id))).toBe(404);
    expect(await status(reader().createResource(binary(`Patient/${theirs.id}`)))).toBe(400);
  });

  test('without one, to its author and to who reads the document that holds it', async () => {
    const { id } = await reader('Practitioner/auteur').createResource(binary());
    expect(await status(reader('Practitioner/auteur').readResource('Binary', id))).toBe(200);
    expect(await status(reader().readResource('Binary', id))).toBe(404);
    const document = (account: string) => ({
      resourceType: 'DocumentReference' as const,
      meta: { accounts: [{ reference: account }] },
      status: 'current' as const,
      content: [{ attachment: { url: `Binary/${id}` } }],
    });
    await tests.repo(admin()).createResource(document(ELSEWHERE));
    expect(await status(reader().readResource('Binary', id))).toBe(404);
    expect(await status(reader().createResource(document(HERE)))).toBe(400);
    await tests.repo(admin()).createResource(document(HERE));
    expect(await status(reader().readResource('Binary', id))).toBe(200);
  });
});
