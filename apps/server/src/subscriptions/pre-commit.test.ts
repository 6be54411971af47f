import { type MedplumClient, normalizeErrorString } from '@medplum/core';
import type { Basic, Bot, BundleEntry, Patient, Project } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createBot, type Harness, startHarness, subscribe } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let bot: Bot;
const subscriptions: string[] = [];
const VETO = { url: 'https://medplum.com/fhir/StructureDefinition/pre-commit-bot', valueBoolean: true };

/**
 * Refuses a family name "Refusé", counts what it sees in Basic resources, writes what it watches on demand.
 */
const CODE = `
exports.handler = async function (medplum, event) {
  const resource = event.input.deletedResource || event.input;
  const seen = event.headers['X-Medplum-Interaction'] + (resource.id ? ' with id' : '');
  await medplum.createResource({ resourceType: 'Basic', code: { text: seen } });
  const family = resource.name && resource.name[0].family;
  if (family === 'Refusé') throw new Error('Ce nom est refusé');
  if (family === 'Boucle') {
    await medplum.createResource({ resourceType: 'Patient', name: [{ family: 'Boucle' }] });
  }
  if (family === 'Lent') await new Promise(() => {});
};`;

beforeAll(async () => {
  harness = await startHarness({ botTimeoutMs: 8000 });
  admin = harness.admin;
  bot = await createBot(admin, 'controle', CODE);
});
afterEach(async () => {
  for (const id of subscriptions.splice(0)) {
    await admin.deleteResource('Subscription', id);
  }
});
afterAll(() => harness.close());

async function veto(criteria = 'Patient', more = {}): Promise<void> {
  const { id } = await subscribe(admin, criteria, bot, { extension: [VETO], ...more });
  subscriptions.push(id!);
}

const create = (family: string) =>
  admin.createResource<Patient>({ resourceType: 'Patient', name: [{ family }] });
const count = async (family: string) => (await admin.searchResources('Patient', { family })).length;
const refusal = (promise: Promise<unknown>) => promise.then(() => 'accepted', normalizeErrorString);
const seen = async () => {
  const found = await admin.searchResources('Basic', '_sort=_lastUpdated&_count=1000');
  await Promise.all(found.map(({ id }) => admin.deleteResource('Basic', id!)));
  return found.map((basic: Basic) => basic.code?.text);
};

describe('a veto', () => {
  test('is a 400 with the message of the bot, and nothing is written', async () => {
    await veto();
    expect(await refusal(create('Refusé'))).toContain('Ce nom est refusé');
    expect(await count('Refusé')).toBe(0);
    const accepted = await create('Accepté');
    expect(await refusal(admin.updateResource({ ...accepted, name: [{ family: 'Refusé' }] }))).toContain(
      'refusé',
    );
    const patch = [{ op: 'replace' as const, path: '/name/0/family', value: 'Refusé' }];
    expect(await refusal(admin.patchResource('Patient', accepted.id!, patch))).toContain('refusé');
    expect((await admin.readHistory('Patient', accepted.id!)).entry).toHaveLength(1);
  });

  test('the bot sees each interaction once; a new resource has no id yet', async () => {
    await veto();
    await seen();
    const one = await create('Vu');
    await admin.updateResource({ ...one, name: [{ family: 'Revu' }] });
    await admin.deleteResource('Patient', one.id!);
    expect(await seen()).toEqual(['create', 'update with id', 'delete with id']);
  });

  test('the bot is asked before, and not told after', async () => {
    await veto();
    await seen();
    await create('Unique');
    const { counts } = await admin.get('admin/jobs');
    expect(counts).toMatchObject({ pending: 0, running: 0 });
    expect(await seen()).toEqual(['create']);
  });

  test('a bot that does not end refuses', async () => {
    // Less patient than the server of the other tests, whose bots must end on a busy machine.
    const own = await startHarness({ botTimeoutMs: 1000 });
    try {
      const extension = [VETO];
      await subscribe(own.admin, 'Patient', await createBot(own.admin, 'sans fin', CODE), { extension });
      const slow: Patient = { resourceType: 'Patient', name: [{ family: 'Lent' }] };
      expect(await refusal(own.admin.createResource(slow))).toContain('délai');
      expect(await own.admin.searchResources('Patient', 'family=Lent')).toHaveLength(0);
    } finally {
      await own.close();
    }
  });

  test('a bot is not asked about its own writes', async () => {
    await veto();
    await create('Boucle');
    expect(await count('Boucle')).toBe(2);
  });
});

describe('a transaction', () => {
  const entry = (family: string, n: number): BundleEntry => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
    request: { method: 'POST', url: 'Patient' },
    resource: {
      resourceType: 'Patient',
      name: [{ family }],
      ...(n > 1 && {
        link: [
          { type: 'seealso', other: { reference: `urn:uuid:00000000-0000-4000-8000-00000000000${n - 1}` } },
        ],
      }),
    } as Patient,
  });
  const send = (...entries: BundleEntry[]) =>
    admin.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry: entries });

  test('is refused whole by one of its entries', async () => {
    await veto();
    expect(await refusal(send(entry('Ensemble', 1), entry('Refusé', 2)))).toContain('Ce nom est refusé');
    expect(await count('Ensemble')).toBe(0);
  });

  test('whose entries point to each other is written once all are agreed to', async () => {
    await veto();
    await seen();
    await send(entry('Chaîne', 1), entry('Chaîne', 2), entry('Chaîne', 3));
    expect(await count('Chaîne')).toBe(3);
    expect(await seen()).toEqual(['create', 'create', 'create']);
  });

  test('with a condition is resolved anew', async () => {
    await veto();
    const put = (): BundleEntry => ({
      request: { method: 'PUT', url: 'Patient?identifier=https://example.org|unique' },
      resource: {
        resourceType: 'Patient',
        identifier: [{ system: 'https://example.org', value: 'unique' }],
        name: [{ family: 'Conditionnel' }],
      },
    });
    await send(put());
    await send(put());
    expect(await count('Conditionnel')).toBe(1);
  });
});

test('a veto whose criteria cannot be read refuses, and can be taken away', async () => {
  await veto('Patient?birthdate=hier');
  expect(await refusal(create('Illisible'))).toContain('illisible');
  const id = subscriptions.pop()!;
  await admin.deleteResource('Subscription', id);
  expect(await refusal(create('Illisible'))).toBe('accepted');
});

describe('is asked only', () => {
  test('about what the criteria say', async () => {
    await veto('Patient?gender=male');
    expect(await refusal(create('Refusé'))).toBe('accepted');
  });

  test('where the project has the setting', async () => {
    await veto();
    const project = await admin.readResource('Project', harness.server.projectId);
    const setting = [{ name: 'preCommitSubscriptionsEnabled', valueBoolean: false }];
    await admin.updateResource<Project>({ ...project, setting });
    expect(await refusal(create('Refusé'))).toBe('accepted');
    await admin.updateResource<Project>(project);
    expect(await refusal(create('Refusé'))).toContain('Ce nom est refusé');
  });

  test('of a bot of the project: one that is gone refuses', async () => {
    const gone = await createBot(admin, 'parti', CODE);
    const { id } = await subscribe(admin, 'Patient', gone, { extension: [VETO] });
    subscriptions.push(id!);
    await admin.deleteResource('Bot', gone.id!);
    expect(await refusal(create('Sans bot'))).toContain('introuvable');
  });
});
