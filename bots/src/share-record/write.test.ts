import { badRequest, conflict, OperationOutcomeError, preconditionFailed } from '@medplum/core';
import type { Encounter, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, test } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { isConflict, type Share, writeAccounts } from './write.ts';

const ACCOUNTS = [{ reference: 'Organization/a' }, { reference: 'Organization/b' }];
let server: TestServer;
/** Ids of each transaction sent. */
let sent: string[][];

beforeEach(() => {
  server = new TestServer();
  sent = [];
  server.before = ({ body }) => {
    const bundle = body ? JSON.parse(body) : {};
    if (bundle.type === 'transaction') {
      sent.push(bundle.entry.map(({ resource }: { resource: Resource }) => resource.id!));
    }
  };
});

const rcpCase = (id: string): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'planned',
  class: { code: 'VR' },
});
const observation = (id: string, encounter: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'ECOG' },
  encounter: { reference: `Encounter/${encounter}` },
});
const patient = (id: string): Patient => ({ resourceType: 'Patient', id });

/** Stored, and what is to be written of them. */
async function shares(...resources: Resource[]): Promise<Share[]> {
  await server.add(...resources);
  const stored = resources.map(({ resourceType, id }) => {
    return server.all(resourceType).find((one) => one.id === id)!;
  });
  return stored.map((resource) => ({ resource, accounts: ACCOUNTS }));
}
const caseWith = (name: string, observations: number): Resource[] => [
  rcpCase(name),
  ...Array.from({ length: observations }, (_, n) => observation(`${name}-${n}`, name)),
];
/** As they are found: by type, the cases mixed. */
const mixed = (...cases: Resource[][]): Resource[] =>
  cases.flat().toSorted((one, other) => one.resourceType.localeCompare(other.resourceType));

describe('what differs', () => {
  test('is written, and what is right is left alone', async () => {
    const [wrong, right] = await shares(patient('p1'), patient('p2'));
    const done = { ...right!, resource: { ...right!.resource, meta: { accounts: [...ACCOUNTS].reverse() } } };
    expect(await writeAccounts(server.medplum, [wrong!, done])).toBe(1);
    expect(sent).toEqual([['p1']]);
    expect(server.all('Patient').find(({ id }) => id === 'p1')?.meta?.accounts).toEqual(ACCOUNTS);
  });

  test('is written once, though it was found twice: what was found last counts', async () => {
    const [share] = await shares(patient('p1'));
    const less = { ...share!, accounts: [{ reference: 'Organization/c' }] };
    expect(await writeAccounts(server.medplum, [less, share!])).toBe(1);
    expect(server.all('Patient')[0]!.meta?.accounts).toEqual(ACCOUNTS);
  });

  test('is never emptied: nobody would see it', async () => {
    const [share] = await shares(patient('p1'));
    expect(await writeAccounts(server.medplum, [{ ...share!, accounts: [] }])).toBe(0);
    expect(sent).toEqual([]);
  });
});

describe('a case', () => {
  test('is written in one transaction, however its resources are mixed with those of others', async () => {
    const cases = ['a', 'b', 'c', 'd'].map((name) => caseWith(name, 20));
    expect(await writeAccounts(server.medplum, await shares(...mixed(...cases)))).toBe(84);
    const parts = cases.map((own) => sent.filter((ids) => own.some(({ id }) => ids.includes(id!))).length);
    expect(parts).toEqual([1, 1, 1, 1]);
    expect(sent.map((ids) => ids.length)).toEqual([42, 42]);
  });

  test('too large for one is written in several, each within the limit of the real server', async () => {
    expect(await writeAccounts(server.medplum, await shares(...caseWith('a', 120)))).toBe(121);
    expect(sent.map((ids) => ids.length)).toEqual([50, 50, 21]);
  });

  test('that somebody changes meanwhile is not written at all, and the others before it stay written', async () => {
    const all = await shares(...mixed(caseWith('a', 30), caseWith('b', 30)));
    await server.repository.updateResource({ ...observation('b-7', 'b'), valueString: 'changée' });
    const refusal = await writeAccounts(server.medplum, all).catch((error: unknown) => error);
    expect(isConflict(refusal)).toBe(true);
    const withAccounts = server.all<Observation>('Observation').filter(({ meta }) => meta?.accounts);
    expect(withAccounts.map(({ encounter }) => encounter?.reference)).toEqual(
      Array.from({ length: 30 }, () => 'Encounter/a'),
    );
    expect(server.all<Observation>('Observation').find(({ id }) => id === 'b-7')?.valueString).toBe(
      'changée',
    );
  });
});

describe('a conflict', () => {
  test.each([
    ['a version that is no longer', new OperationOutcomeError(preconditionFailed), true],
    ['two transactions that cross', new OperationOutcomeError(conflict('serialization')), true],
    ['an error of another copy of the library', { outcome: { id: 'precondition-failed' } }, true],
    ['a wrong resource', new OperationOutcomeError(badRequest('faux')), false],
    ['a server that is not there', new Error('ECONNREFUSED'), false],
    ['nothing', undefined, false],
  ])('%s', (_, error, expected) => {
    expect(isConflict(error)).toBe(expected);
  });
});
