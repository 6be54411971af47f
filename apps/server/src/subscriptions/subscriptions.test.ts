import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { MedplumClient } from '@medplum/core';
import type { Bot, Communication, Extension, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createBot,
  eventually,
  type Harness,
  rawFetch,
  startHarness,
  subscribe,
} from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let recorder: Bot;

/** Leaves a Communication for each notification: who called, for what, with which headers. */
const RECORDER = `
  exports.handler = async (medplum, event) => {
    const { input, headers } = event;
    const resource = input.deletedResource ?? input;
    await medplum.createResource({
      resourceType: 'Communication',
      status: 'completed',
      payload: [{ contentString: JSON.stringify({
        family: resource.name?.[0]?.family,
        version: resource.meta?.versionId,
        deleted: Boolean(input.deletedResource),
        interaction: headers['X-Medplum-Interaction'],
      }) }],
    });
  };`;

beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  recorder = await createBot(admin, 'greffier', RECORDER);
});
afterAll(() => harness.close());

interface Notice {
  readonly family?: string;
  readonly version?: string;
  readonly deleted: boolean;
  readonly interaction: string;
}

const notices = async (family: string): Promise<Notice[]> => {
  const found = await admin.searchResources('Communication', '_count=1000&_sort=_lastUpdated');
  return found
    .map((one: Communication) => JSON.parse(one.payload?.[0]?.contentString ?? '{}') as Notice)
    .filter((one) => one.family === family);
};
const atLeast = (family: string, count: number, ms?: number) =>
  eventually(async () => {
    const found = await notices(family);
    return found.length >= count && found;
  }, ms);
const quiet = () =>
  eventually(async () => {
    const { counts } = await admin.get('admin/jobs');
    return counts.pending + counts.running === 0;
  }, 15_000);
const patient = (family: string): Patient => ({ resourceType: 'Patient', name: [{ family }] });
const url = (name: string) => `https://medplum.com/fhir/StructureDefinition/${name}`;
const interactions = (...codes: string[]): Extension[] =>
  codes.map((valueCode) => ({ url: url('subscription-supported-interaction'), valueCode }));

describe('a subscription to a bot', () => {
  // Retried: the two seconds are the server's, not those of a machine busy with ten other things.
  test('runs it within two seconds of the write', { retry: 2 }, async () => {
    await subscribe(admin, 'Patient?family=Rapide', recorder);
    const made = await admin.createResource(patient('Rapide'));
    const found = await eventually(async () => {
      const all = await notices('Rapide');
      return all.find((one) => one.version === made.meta?.versionId);
    }, 2000);
    expect(found).toMatchObject({ interaction: 'create', deleted: false });
  });

  test('hears every interaction, in the order of the versions', async () => {
    await subscribe(admin, 'Patient?family=Ordre', recorder);
    const made = await admin.createResource(patient('Ordre'));
    let current = made;
    for (const gender of ['female', 'male', 'other', 'unknown'] as const) {
      current = await admin.updateResource({ ...current, gender });
    }
    await admin.deleteResource('Patient', made.id);
    const heard = await atLeast('Ordre', 6);
    expect(heard.map((one) => one.interaction)).toEqual(['create', ...Array(4).fill('update'), 'delete']);
    expect(heard.at(-1)?.deleted).toBe(true);
    expect(new Set(heard.slice(0, 5).map((one) => one.version)).size).toBe(5);
  });

  test('can be limited to some interactions and to a condition on the change', async () => {
    await subscribe(admin, 'Patient?family=Borné', recorder, { extension: interactions('update') });
    const expression = "%previous.gender.exists().not() and %current.gender = 'female'";
    await subscribe(admin, 'Patient?family=Devenue', recorder, {
      extension: [{ url: url('fhir-path-criteria-expression'), valueString: expression }],
    });
    for (const family of ['Borné', 'Devenue']) {
      const made = await admin.createResource(patient(family));
      const female = await admin.updateResource({ ...made, gender: 'female' });
      await admin.updateResource({ ...female, active: true });
    }
    await quiet();
    expect((await notices('Borné')).map((one) => one.interaction)).toEqual(['update', 'update']);
    expect((await notices('Devenue')).map((one) => one.interaction)).toEqual(['update']);
  });

  test('hears the entries of a transaction, and nothing of one that failed', async () => {
    await subscribe(admin, 'Patient?family=Lot', recorder);
    const entry = (resource: Patient) => ({ resource, request: { method: 'POST' as const, url: 'Patient' } });
    const bad = { resourceType: 'Patient', birthDate: 'hier' } as Patient;
    const run = (...resources: Patient[]) =>
      admin.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry: resources.map(entry) });
    await expect(run(patient('Lot'), bad)).rejects.toThrow();
    await run(patient('Lot'), patient('Lot'));
    await atLeast('Lot', 2);
    await quiet();
    expect(await notices('Lot')).toHaveLength(2);
  });

  test('stops when it is switched off or deleted', async () => {
    const off = await subscribe(admin, 'Patient?family=Arrêt', recorder);
    await admin.updateResource({ ...off, status: 'off' });
    const gone = await subscribe(admin, 'Patient?family=Arrêt', recorder);
    await admin.deleteResource('Subscription', gone.id);
    await admin.createResource(patient('Arrêt'));
    await quiet();
    expect(await notices('Arrêt')).toEqual([]);
  });

  test('a write that changes nothing notifies nobody', async () => {
    await subscribe(admin, 'Patient?family=Inchangé', recorder);
    const made = await admin.createResource(patient('Inchangé'));
    await admin.updateResource(made);
    await quiet();
    expect(await notices('Inchangé')).toHaveLength(1);
  });

  test('an impossible criterion harms no write', async () => {
    await subscribe(admin, 'Patient?_has:Observation:subject:code=1', recorder);
    const extension = [{ url: url('fhir-path-criteria-expression'), valueString: '%%% (((' }];
    await subscribe(admin, 'Patient', recorder, { extension });
    await admin.createResource(patient('Indemne'));
  });
});

describe('attempts', () => {
  const attemptsOf = async (family: string) => (await notices(family)).length;
  /** Fails until the third call for the same patient. */
  const stubborn = (succeedAt: number) => `
    exports.handler = async (medplum, event) => {
      const family = event.input.name[0].family;
      await medplum.createResource({ resourceType: 'Communication', status: 'completed',
        payload: [{ contentString: JSON.stringify({ family }) }] });
      const all = await medplum.searchResources('Communication', '_count=1000');
      const mine = all.filter((one) => one.payload[0].contentString.includes(family));
      if (mine.length < ${succeedAt}) throw new Error('pas encore');
    };`;

  test('a failure is tried again, later and later, until it succeeds', async () => {
    const bot = await createBot(admin, 'têtu', stubborn(3));
    await subscribe(admin, 'Patient?family=Têtu', bot);
    const start = Date.now();
    await admin.createResource(patient('Têtu'));
    await eventually(async () => (await attemptsOf('Têtu')) >= 3);
    // 1 s after the first attempt, 2 s after the second.
    expect(Date.now() - start).toBeGreaterThan(2900);
    await quiet();
    expect(await attemptsOf('Têtu')).toBe(3);
  });

  test('the number asked for is the number made; then the reason stays readable', async () => {
    const bot = await createBot(admin, 'jamais', stubborn(99));
    await subscribe(admin, 'Patient?family=Jamais', bot, {
      extension: [{ url: url('subscription-max-attempts'), valueInteger: 1 }],
    });
    const made = await admin.createResource(patient('Jamais'));
    await quiet();
    const { jobs } = await admin.get('admin/jobs?status=failed');
    expect(jobs.find((job: { resourceId: string }) => job.resourceId === made.id)).toMatchObject({
      attempts: 1,
      error: 'pas encore',
    });
  });

  test('a bot whose thread dies in the middle is run again', async () => {
    const code = `
      exports.handler = async (medplum, event) => {
        const family = event.input.name[0].family;
        const before = await medplum.searchResources('Communication', '_count=1000');
        const first = !before.some((one) => one.payload[0].contentString.includes(family));
        await medplum.createResource({ resourceType: 'Communication', status: 'completed',
          payload: [{ contentString: JSON.stringify({ family, deleted: false, interaction: first ? 'first' : 'again' }) }] });
        if (first) require('node:process').exit(1);
      };`;
    await subscribe(admin, 'Patient?family=Mort', await createBot(admin, 'mortel', code));
    await admin.createResource(patient('Mort'));
    const heard = await atLeast('Mort', 2);
    expect(heard.map((one) => one.interaction)).toEqual(['first', 'again']);
  });
});

describe('a subscription to a URL', () => {
  let target: Server;
  let received: { headers: NodeJS.Dict<string | string[]>; body: string }[];
  let answer = 200;
  beforeAll(async () => {
    received = [];
    target = createServer(async (req, res) => {
      received.push({ headers: req.headers, body: await text(req) });
      res.writeHead(answer, answer === 302 ? { location: '/other' } : {}).end();
    }).listen(0, '127.0.0.1');
    await once(target, 'listening');
  });
  afterAll(() => target.close());
  const hook = () => ({
    type: 'rest-hook' as const,
    endpoint: `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`,
    header: ['X-Jeton: abc:def', 'Host: evil.example'],
  });

  test('posts the resource, signed, with its own headers', async () => {
    const secret = {
      url: 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret',
      valueString: 'clé',
    };
    await subscribe(admin, 'Patient?family=Crochet', recorder, { channel: hook(), extension: [secret] });
    const made = await admin.createResource(patient('Crochet'));
    const { headers, body } = await eventually(async () => received[0]);
    expect(JSON.parse(body)).toMatchObject({ id: made.id });
    expect(headers['x-signature']).toBe(createHmac('sha256', 'clé').update(body).digest('hex'));
    expect(headers['x-jeton']).toBe('abc:def');
    expect(headers.host).toContain('127.0.0.1');
    expect(headers['x-medplum-interaction']).toBe('create');
  });

  test.each([500, 302])('an answer of %d is a failure', async (status) => {
    answer = status;
    const extension = [{ url: url('subscription-max-attempts'), valueInteger: 1 }];
    await subscribe(admin, `Patient?family=Refus${status}`, recorder, { channel: hook(), extension });
    const { id } = await admin.createResource(patient(`Refus${status}`));
    await quiet();
    const { jobs } = await admin.get('admin/jobs?status=failed');
    expect(jobs.some((job: { resourceId: string }) => job.resourceId === id)).toBe(true);
  });

  test.each(['data:text/plain,x', 'file:///etc/passwd', 'nowhere'])('%s is no address', async (endpoint) => {
    const extension = [{ url: url('subscription-max-attempts'), valueInteger: 1 }];
    await subscribe(admin, 'Patient?family=Adresse', recorder, {
      channel: { type: 'rest-hook', endpoint },
      extension,
    });
    const { id } = await admin.createResource(patient('Adresse'));
    await quiet();
    const { jobs } = await admin.get('admin/jobs?status=failed');
    const mine = jobs.filter((job: { resourceId: string }) => job.resourceId === id);
    expect(mine[0].error).toContain('Adresse de notification refusée');
  });
});

test('admin/jobs tells counts and jobs, at most as many as asked', async () => {
  const { counts, jobs } = await admin.get('admin/jobs?_count=2');
  expect(counts.done).toBeGreaterThan(5);
  expect(jobs).toHaveLength(2);
  const done = (await (await rawFetch(admin, 'admin/jobs?status=done')).json()) as {
    jobs: { status: string }[];
  };
  expect(new Set(done.jobs.map((job) => job.status))).toEqual(new Set(['done']));
});
