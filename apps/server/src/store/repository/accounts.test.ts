import { randomUUID } from 'node:crypto';
import type { Communication, DocumentReference, Encounter, Patient, Reference } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RequestContext } from '../../context.ts';
import { admin, context, find, observation, patient, storeForTests } from '../testing.ts';

const tests = storeForTests();
const { repo } = tests;
const member = (changes: Partial<RequestContext> = {}) => repo(context({ extended: true, ...changes }));

const organization = (): Reference => ({ reference: `Organization/${randomUUID()}` });
const refs = (accounts: Reference[] | undefined): (string | undefined)[] =>
  (accounts ?? []).map((a) => a.reference);
const withAccounts = (accounts: Reference[]): Promise<Patient & { id: string }> =>
  repo(admin()).createResource(patient({ meta: { accounts } }));
const of = ({ id }: { id: string }): { subject: Reference<Patient> } => ({
  subject: { reference: `Patient/${id}` },
});

describe('an administrator in extended mode', () => {
  test('gives the accounts, and they replace inheritance', async () => {
    const [etab, c3] = [organization(), organization()];
    const subject = await withAccounts([organization()]);
    const created = await repo(admin()).createResource(
      observation({ ...of(subject), meta: { accounts: [etab, c3] } }),
    );
    expect(created.meta!.accounts).toEqual([etab, c3]);
    expect(created.meta!.account).toEqual(etab);
    expect(refs(created.meta!.compartment)).toEqual(
      expect.arrayContaining([`Patient/${subject.id}`, etab.reference, c3.reference]),
    );
  });

  test('who sends meta without accounts gives none (Medplum’s trap)', async () => {
    const subject = await withAccounts([organization()]);
    const created = await repo(admin()).createResource(
      observation({ ...of(subject), meta: { tag: [{ code: 'x' }] } }),
    );
    expect(created.meta!.accounts).toBeUndefined();
  });

  test('who sends no meta inherits as anybody', async () => {
    const account = organization();
    const created = await repo(admin()).createResource(observation(of(await withAccounts([account]))));
    expect(created.meta!.accounts).toEqual([account]);
  });

  test('replaces a list: the first of the old one does not come back', async () => {
    const [before, after] = [organization(), organization()];
    const created = await withAccounts([before]);
    const updated = await repo(admin()).updateResource({
      ...patient({ meta: { accounts: [after] } }),
      id: created.id,
    });
    expect(updated.meta!.accounts).toEqual([after]);
    expect(await find(repo(), `Patient?_compartment=${before.reference}&_id=${created.id}`)).toEqual([]);
  });

  test('may use the older single account', async () => {
    const account = organization();
    const created = await repo(admin()).createResource(patient({ meta: { account } }));
    expect(created.meta!.accounts).toEqual([account]);
  });
});

describe('anybody else', () => {
  test.each([
    ['a member in extended mode', context({ extended: true })],
    ['an administrator in normal mode', admin({ extended: false })],
  ])('%s cannot give accounts', async (_, caller) => {
    const created = await repo(caller).createResource(patient({ meta: { accounts: [organization()] } }));
    const seen = await repo(admin()).readResource('Patient', created.id);
    expect(seen.meta!.accounts).toBeUndefined();
  });

  test('keeps the accounts of a Patient it updates', async () => {
    const account = organization();
    const created = await withAccounts([account]);
    const updated = await member().updateResource({ ...patient({ active: true }), id: created.id });
    expect(updated.meta!.accounts).toEqual([account]);
  });

  test('adds the compartment of its policy when it creates, not when it edits', async () => {
    const compartment = organization();
    const resource = [{ resourceType: '*' }];
    const accessPolicy = { resourceType: 'AccessPolicy' as const, compartment, resource };
    const mine = await member({ accessPolicy }).createResource(patient());
    expect(mine.meta!.accounts).toEqual([compartment]);
    const theirs = await member().createResource(patient());
    const edited = await member({ accessPolicy }).updateResource({ ...theirs, active: true });
    expect(edited.meta!.accounts).toBeUndefined();
  });
});

test('a resource inherits the accounts of all its patients, once each', async () => {
  const pool = Array.from({ length: 4 }, organization);
  const lists = fc.array(fc.subarray(pool), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(lists, async (accounts) => {
      const patients = await Promise.all(accounts.map(withAccounts));
      const group = await member().createResource<Communication>({
        resourceType: 'Communication',
        status: 'completed',
        subject: { reference: `Patient/${patients[0]!.id}` },
        recipient: patients.slice(1).map(({ id }) => ({ reference: `Patient/${id}` })),
      });
      const expected = new Set(accounts.flat().map((account) => account.reference));
      expect(new Set(refs(group.meta!.accounts))).toEqual(expected);
      expect(group.meta!.accounts ?? []).toHaveLength(expected.size);
      for (const reference of expected) {
        const found = await find(repo(), `Communication?_compartment=${reference}&_id=${group.id}`);
        expect(found).toHaveLength(1);
      }
    }),
    { numRuns: 15 },
  );
});

describe('what is written about an encounter', () => {
  const encounter = (subject: { id: string }, accounts: Reference[]) =>
    repo(admin()).createResource<Encounter>({
      resourceType: 'Encounter',
      status: 'planned',
      class: { code: 'VR' },
      ...of(subject),
      meta: { accounts },
    });
  const about = (...all: { id: string }[]) => all.map(({ id }) => ({ reference: `Encounter/${id}` }));
  const [home, other, third] = [organization(), organization(), organization()];

  test('takes of the patient’s accounts those of the encounter alone', async () => {
    const subject = await withAccounts([home, other]);
    const [one] = about(await encounter(subject, [home]));
    const created = await member().createResource(observation({ ...of(subject), encounter: one! }));
    expect(created.meta!.accounts).toEqual([home]);
    expect(await find(repo(), `Observation?_compartment=${other.reference}&_id=${created.id}`)).toEqual([]);
  });

  test('never takes one that the patient has not: a wrong encounter shows nothing to anybody', async () => {
    const subject = await withAccounts([home]);
    const [wrong] = about(await encounter(await withAccounts([other]), [other, third]));
    const created = await member().createResource(observation({ ...of(subject), encounter: wrong! }));
    expect(created.meta!.accounts).toBeUndefined();
  });

  test('has its writer’s compartment beside them', async () => {
    const subject = await withAccounts([home, other]);
    const [one] = about(await encounter(subject, [home]));
    const resource = [{ resourceType: '*' }];
    const accessPolicy = { resourceType: 'AccessPolicy' as const, compartment: third, resource };
    const created = await member({ accessPolicy }).createResource(
      observation({ ...of(subject), encounter: one! }),
    );
    expect(new Set(refs(created.meta!.accounts))).toEqual(new Set(refs([home, third])));
  });

  test('takes all of the patient’s when the encounter has none, or is not there', async () => {
    const subject = await withAccounts([home, other]);
    const [bare] = about(await encounter(subject, []));
    for (const one of [bare!, { reference: `Encounter/${randomUUID()}` }, { display: 'Séance' }]) {
      const created = await member().createResource(observation({ ...of(subject), encounter: one }));
      expect(created.meta!.accounts, JSON.stringify(one)).toEqual([home, other]);
    }
  });

  test('a document about two of them belongs to both', async () => {
    const subject = await withAccounts([home, other, third]);
    const all = about(await encounter(subject, [home]), await encounter(subject, [third]));
    const created = await member().createResource<DocumentReference>({
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment: { title: 'pièce' } }],
      ...of(subject),
      context: { encounter: all },
    });
    expect(refs(created.meta!.accounts)).toEqual(refs([home, third]));
  });

  test('in a transaction where the patient comes last, too', async () => {
    const id = randomUUID();
    const before = await withAccounts([home, other]);
    const [one] = about(await encounter(before, [home]));
    const created = await repo(admin()).withTransaction(
      async (tx) => {
        const early = await tx.createResource(
          observation({ subject: { reference: `Patient/${id}` }, encounter: one! }),
        );
        const late = { ...patient({ meta: { accounts: [home, other] } }), id };
        await tx.createResource(late, { assignedId: true });
        return early;
      },
      { resourceTypes: ['Patient', 'Observation'] },
    );
    expect((await member().readResource('Observation', created.id)).meta!.accounts).toEqual([home]);
  });
});

test('a change of the patient’s accounts reaches its resources at their next write', async () => {
  const [before, after] = [organization(), organization()];
  const subject = await withAccounts([before]);
  const created = await member().createResource(observation(of(subject)));
  await repo(admin()).updateResource({ ...patient({ meta: { accounts: [after] } }), id: subject.id });
  expect((await member().readResource('Observation', created.id)).meta!.accounts).toEqual([before]);
  const updated = await member().updateResource({
    ...observation({ ...of(subject), status: 'amended' }),
    id: created.id,
  });
  expect(updated.meta!.accounts).toEqual([after]);
});

test('in a transaction a resource inherits also when its patient comes after it', async () => {
  const [account, id] = [organization(), randomUUID()];
  const written = new Promise<Reference[] | undefined>((resolve) => {
    tests.store.afterCommit((events) =>
      resolve(events.find((e) => e.resource.id !== id)?.resource.meta?.accounts),
    );
  });
  const created = await repo(admin()).withTransaction(
    async (tx) => {
      const early = await tx.createResource(observation({ subject: { reference: `Patient/${id}` } }));
      await tx.createResource({ ...patient({ meta: { accounts: [account] } }), id }, { assignedId: true });
      return early;
    },
    { resourceTypes: ['Patient', 'Observation'] },
  );
  const seen = await member().readResource('Observation', created.id);
  expect(seen.meta!.accounts).toEqual([account]);
  expect(seen.meta!.versionId).toBe(created.meta!.versionId);
  expect(await find(repo(), `Observation?_compartment=${account.reference}`)).toHaveLength(1);
  expect(await written).toEqual([account]);
});
