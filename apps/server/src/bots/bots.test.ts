import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, Bot, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot, type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
beforeAll(async () => {
  harness = await startHarness({ botTimeoutMs: 3000 });
  admin = harness.admin;
});
afterAll(() => harness.close());

const execute = async (bot: Bot, body: unknown, type = 'application/fhir+json') => {
  const res = await rawFetch(admin, `fhir/R4/Bot/${bot.id}/$execute`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': type },
  });
  return { status: res.status, type: res.headers.get('content-type'), text: await res.text() };
};

describe('a bot', () => {
  test('works on the server as itself, through a real MedplumClient', async () => {
    const code = `
      exports.handler = async (medplum, event) => {
        const made = await medplum.createResource({ resourceType: 'Patient', name: [{ family: event.input.family }] });
        return medplum.readResource('Patient', made.id);
      };`;
    const bot = await createBot(admin, 'createur', code);
    const made = (await admin.executeBot(bot.id!, { family: 'Par bot' })) as Patient;
    expect(made.name?.[0]?.family).toBe('Par bot');
    expect((await admin.readResource('Patient', made.id!)).meta?.author?.reference).toBe(`Bot/${bot.id}`);
  });

  test('is found by identifier', async () => {
    const identifier = [{ system: 'https://example.org/bots', value: 'par-identifiant' }];
    await createBot(admin, 'identifié', "exports.handler = () => 'bonjour'", { identifier });
    expect(await admin.executeBot(identifier[0]!, 'x', 'text/plain')).toBe('bonjour');
    const unknown = admin.executeBot({ system: 'x', value: 'y' }, {});
    await expect(unknown).rejects.toThrow('Bot introuvable');
  });

  test('receives its input by content type, and answers in kind', async () => {
    const code = "exports.handler = (m, e) => typeof e.input === 'string' ? e.input.toUpperCase() : e.input";
    const bot = await createBot(admin, 'écho', code);
    expect(await execute(bot, { a: [1] }, 'application/json')).toMatchObject({
      status: 200,
      text: '{"a":[1]}',
    });
    const text = await execute(bot, 'sein', 'text/plain');
    expect([text.text, text.type]).toEqual(['SEIN', 'text/plain; charset=utf-8']);
    const get = await rawFetch(admin, `fhir/R4/Bot/${bot.id}/$execute?du=2026-01-01`);
    expect(await get.json()).toEqual({ du: '2026-01-01' });
  });

  test('reads and writes HL7 v2 messages as such', async () => {
    const code = "exports.handler = (m, e) => e.input.buildAck().getSegment('MSA').getField(2).toString()";
    const message = 'MSH|^~\\&|A|B|C|D|20260101||ADT^A01|4711|P|2.5\rPID|1';
    const answer = await execute(await createBot(admin, 'hl7', code), message, 'x-application/hl7-v2+er7');
    expect(answer.text).toBe('4711');
  });

  test('that gives nothing answers with an OperationOutcome', async () => {
    const { text } = await execute(await createBot(admin, 'muet', 'exports.handler = async () => {}'), {});
    expect(JSON.parse(text)).toMatchObject({ resourceType: 'OperationOutcome', id: 'ok' });
  });

  test('finds the project’s secrets and the packages of the repository', async () => {
    const code = "const s = require('saxon-js'); exports.handler = (m, e) => [typeof s.transform, e.secrets]";
    const { text } = await execute(await createBot(admin, 'paquets', code), {});
    expect(JSON.parse(text)).toEqual(['function', {}]);
  });

  test('can call another bot, even when as many wait as there are workers', async () => {
    const inner = await createBot(admin, 'appelé', "exports.handler = () => ({ v: 'intérieur' })");
    const code = `exports.handler = (medplum) => medplum.executeBot('${inner.id}', {})`;
    const outer = await createBot(admin, 'appelant', code);
    const results = await Promise.all(Array.from({ length: 4 }, () => admin.executeBot(outer.id!, {})));
    expect(results).toEqual(Array(4).fill({ v: 'intérieur' }));
  });

  test('warm calls keep the module of the first', async () => {
    const bot = await createBot(admin, 'chaud', 'let n = 0; exports.handler = () => ({ n: ++n })');
    const counts: number[] = [];
    for (let i = 0; i < 20; i++) {
      counts.push((await admin.executeBot(bot.id!, {})).n);
    }
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(5);
  });
});

describe('deployment', () => {
  test('replaces the code for the next call', async () => {
    const bot = await createBot(admin, 'versions', 'exports.handler = () => ({ v: 1 })');
    expect(await admin.executeBot(bot.id!, {})).toEqual({ v: 1 });
    await admin.post(admin.fhirUrl('Bot', bot.id!, '$deploy'), {
      code: 'exports.handler = () => ({ v: 2 })',
    });
    expect(await admin.executeBot(bot.id!, {})).toEqual({ v: 2 });
  });

  test('takes a bundle of several megabytes', async () => {
    const code = `/* ${'x'.repeat(4_000_000)} */ exports.handler = () => ({ big: true })`;
    expect(await admin.executeBot((await createBot(admin, 'gros', code)).id!, {})).toEqual({ big: true });
  });

  test('is for administrators', async () => {
    const bot = await createBot(admin, 'protégé', 'exports.handler = () => ({ by: "admin" })');
    const { id } = await admin.createResource<AccessPolicy>({
      resourceType: 'AccessPolicy',
      resource: [{ resourceType: 'Bot', readonly: true }],
    });
    const client = await admin.post(`admin/projects/${harness.server.projectId}/client`, {
      name: 'simple',
      accessPolicy: { reference: `AccessPolicy/${id}` },
    });
    const other = await signIn(harness.server.url, client.id, client.secret);
    const deploy = other.post(other.fhirUrl('Bot', bot.id!, '$deploy'), {
      code: 'exports.handler = () => 0',
    });
    await expect(deploy).rejects.toThrow();
    expect(await other.executeBot(bot.id!, {})).toEqual({ by: 'admin' });
    // A bot has rights of its own: what it is told to work on must be the caller's to see.
    const patient = await admin.createResource({ resourceType: 'Patient' });
    const valueReference = { reference: `Patient/${patient.id}` };
    const input = { resourceType: 'Parameters', parameter: [{ name: 'patient', valueReference }] };
    await expect(other.executeBot(bot.id!, input)).rejects.toThrow('introuvable');
    expect(await admin.executeBot(bot.id!, input)).toEqual({ by: 'admin' });
  });

  test('is the only way to change what runs', async () => {
    const bot = await createBot(admin, 'intact', 'exports.handler = () => ({ v: 1 })');
    const other = await admin.createBinary({
      data: 'exports.handler = () => 666',
      contentType: 'text/javascript',
    });
    const executableCode = { contentType: 'text/javascript', url: `Binary/${other.id}` };
    await expect(admin.updateResource({ ...bot, executableCode })).rejects.toThrow('$deploy');
    await expect(
      admin.createResource<Bot>({ resourceType: 'Bot', name: 'x', executableCode }),
    ).rejects.toThrow('$deploy');
    // Renamed with its code read back: nothing to refuse.
    await admin.updateResource({ ...bot, name: 'renommé' });
    await rawFetch(admin, `fhir/R4/${bot.executableCode!.url}`, {
      method: 'PUT',
      body: 'exports.handler = () => 666',
      headers: { 'content-type': 'text/javascript' },
    });
    expect((await execute(bot, {})).text).toContain('modifié depuis son déploiement');
  });

  test.each([{}, { code: '' }, { code: 12 }, null])('of %j is refused', async (body) => {
    const bot = await createBot(admin, 'vide', 'exports.handler = () => 0');
    await expect(admin.post(admin.fhirUrl('Bot', bot.id!, '$deploy'), body)).rejects.toThrow(
      'Le code du bot est requis',
    );
  });

  test('of an unknown bot is a 404, a bot without code cannot run', async () => {
    const path = 'fhir/R4/Bot/00000000-0000-4000-8000-000000000000/$deploy';
    await expect(admin.post(path, { code: 'x' })).rejects.toThrow();
    const bare = await admin.post(`admin/projects/${harness.server.projectId}/bot`, { name: 'nu' });
    expect(await execute(bare, {})).toMatchObject({
      status: 400,
      text: expect.stringContaining('pas de code déployé'),
    });
  });
});

describe('what goes wrong', () => {
  test('a thrown error is a 400 with its text', async () => {
    const code = "exports.handler = () => { throw new Error('Aucune tumeur décrite') }";
    const { status, text } = await execute(await createBot(admin, 'fautif', code), {});
    expect([status, JSON.parse(text).issue[0].details.text]).toEqual([400, 'Aucune tumeur décrite']);
  });

  test('an outcome thrown by the bot, or by its client, keeps every issue', async () => {
    const issue = [1, 2].map((n) => ({
      severity: 'error',
      code: 'business-rule',
      details: { text: `raison ${n}` },
    }));
    const thrown = `Object.assign(new Error('x'), { outcome: ${JSON.stringify({ resourceType: 'OperationOutcome', issue })} })`;
    const own = await execute(
      await createBot(admin, 'raisons', `exports.handler = () => { throw ${thrown} }`),
      {},
    );
    expect(JSON.parse(own.text).issue).toHaveLength(2);
    const client =
      "exports.handler = (m) => m.createResource({ resourceType: 'Patient', birthDate: 'hier' })";
    const refused = await execute(await createBot(admin, 'refusé', client), {});
    expect([refused.status, JSON.parse(refused.text).issue[0].expression]).toEqual([
      400,
      ['Patient.birthDate'],
    ]);
  });

  test('an endless loop ends at the deadline, the server answers meanwhile', async () => {
    const bot = await createBot(admin, 'infini', 'exports.handler = () => { for (;;) {} }', { timeout: 1 });
    const running = execute(bot, {});
    const start = performance.now();
    await admin.createResource({ resourceType: 'Patient' });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(await running).toMatchObject({
      status: 400,
      text: expect.stringContaining('dépassé son délai de 1 s'),
    });
    expect(
      await admin.executeBot(
        (await createBot(admin, 'après', 'exports.handler = () => ({ ok: 1 })')).id!,
        {},
      ),
    ).toEqual({ ok: 1 });
  });

  test('the configured deadline holds for bots that set none', async () => {
    const bot = await createBot(admin, 'lent', 'exports.handler = () => new Promise(() => {})');
    const start = performance.now();
    expect(await execute(bot, {})).toMatchObject({ status: 400 });
    expect(performance.now() - start).toBeGreaterThan(2900);
  });

  test('a bot that leaves the process leaves only its thread', async () => {
    const code = "exports.handler = () => require('node:process').exit(3)";
    expect(await execute(await createBot(admin, 'fuyard', code), {})).toMatchObject({ status: 400 });
    expect((await fetch(`${harness.server.url}healthcheck`)).status).toBe(200);
  });

  test('a deleted bot does not run', async () => {
    const bot = await createBot(admin, 'supprimé', 'exports.handler = () => 1');
    await admin.deleteResource('Bot', bot.id!);
    expect((await execute(bot, {})).status).toBe(410);
  });
});
