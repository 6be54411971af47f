import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedplumClient } from '@medplum/core';
import type { Project } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot, type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';

const WORD = 'tres-secret-4f1c9d27';
let harness: Harness;
let admin: MedplumClient;
let path: string;
let fhir: string;
beforeAll(async () => {
  harness = await startHarness();
  ({ admin } = harness);
  path = `admin/projects/${harness.server.projectId}`;
  fhir = `fhir/R4/Project/${harness.server.projectId}`;
}, 60_000);
afterAll(() => harness?.close());

const send = (
  who: MedplumClient,
  body: unknown,
  url = `${path}/secrets`,
  method = 'POST',
  type = 'application/json',
) => rawFetch(who, url, { method, headers: { 'content-type': type }, body: JSON.stringify(body) });
const set = (secrets: unknown) => send(admin, secrets);
async function shown(): Promise<Project['secret']> {
  return ((await admin.get(path, { cache: 'reload' })) as { project: Project }).project.secret;
}
async function member(isAdmin = false): Promise<MedplumClient> {
  const policy = await admin.createResource({
    resourceType: 'AccessPolicy',
    name: 'tout',
    resource: [{ resourceType: '*' }],
  });
  const accessPolicy = { reference: `AccessPolicy/${policy.id}` };
  const client = await admin.post(`${path}/client`, { name: 'x', accessPolicy });
  if (isAdmin) {
    const profile = `ClientApplication/${client.id}`;
    const membership = await admin.searchOne('ProjectMembership', { profile });
    await admin.updateResource({ ...membership!, admin: true });
  }
  return signIn(harness.server.url, client.id, client.secret);
}

describe('the secrets of a project', () => {
  const secrets = [
    { name: 'MOT', valueString: WORD },
    { name: 'JOURS', valueInteger: 12 },
  ];

  test('are replaced by a list, and read again by the administrator', async () => {
    const answer = await set(secrets);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'Project',
      secret: [{ name: 'MOT' }, { name: 'JOURS' }],
    });
    expect(text).not.toContain(WORD);
    expect(await shown()).toEqual(secrets);
  });

  test('reach a bot, by name', async () => {
    await set(secrets);
    const code = 'exports.handler = async (_m, event) => event.secrets;';
    const bot = await createBot(admin, 'lit', code);
    expect(await admin.executeBot(bot.id!, {})).toEqual({ MOT: secrets[0], JOURS: secrets[1] });
    await set([{ name: 'JOURS' }]);
    expect(await admin.executeBot(bot.id!, {})).toEqual({ JOURS: secrets[1] });
  });

  test('the same list again changes nothing', async () => {
    await set(secrets);
    const version = async () =>
      (await admin.readResource('Project', harness.server.projectId, { cache: 'reload' })).meta?.versionId;
    const before = await version();
    await set(secrets);
    await set([{ name: 'MOT' }, { name: 'JOURS' }]);
    expect(await version()).toBe(before);
  });

  test('leave by no other way: resource, search, history, GraphQL, export of the project', async () => {
    await set(secrets);
    const texts = await Promise.all(
      [fhir, `${fhir}/_history`, 'fhir/R4/Project?_count=10', 'auth/me'].map(async (url) =>
        (await rawFetch(admin, url)).text(),
      ),
    );
    const query = `{ ProjectList { secret { name valueString } } }`;
    texts.push(await (await send(admin, { query }, 'fhir/R4/$graphql')).text());
    for (const text of texts) {
      expect(text).not.toContain(WORD);
      expect(text).not.toContain('sealed$');
    }
    expect(texts[0]).toContain('"MOT"');
  });

  test('are not in the files of the server', async () => {
    await set(secrets);
    const files = readdirSync(harness.dir, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.some(({ name }) => name.endsWith('.db') || name.includes('sqlite'))).toBe(true);
    for (const { parentPath, name } of files) {
      expect(readFileSync(join(parentPath, name)).includes(WORD), name).toBe(false);
    }
  });

  test('a project written back by PUT keeps them, and one given there is sealed too', async () => {
    await set(secrets);
    const project = await admin.readResource('Project', harness.server.projectId, { cache: 'reload' });
    await admin.updateResource<Project>({ ...project, description: 'Relu' });
    expect(await shown()).toEqual(secrets);
    const { secret: _, ...without } = await admin.readResource('Project', harness.server.projectId, {
      cache: 'reload',
    });
    await admin.updateResource<Project>({ ...without, description: 'Sans' } as Project);
    expect(await shown()).toEqual(secrets);
    await admin.updateResource<Project>({ ...project, secret: [{ name: 'AUTRE', valueString: WORD }] });
    expect(await shown()).toEqual([{ name: 'AUTRE', valueString: WORD }]);
    expect(await (await rawFetch(admin, fhir)).text()).not.toContain(WORD);
  });

  test('a patch does not put one in clear', async () => {
    const patch = [{ op: 'add', path: '/secret/-', value: { name: 'P', valueString: WORD } }];
    const answer = await send(admin, patch, fhir, 'PATCH', 'application/json-patch+json');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('par PUT');
  });
});

describe('who may', () => {
  test('nobody but those who administer the project: not read, not written', async () => {
    await set([{ name: 'MOT', valueString: WORD }]);
    const other = await member();
    for (const answer of [
      await send(other, []),
      await rawFetch(other, path),
      await rawFetch(other, fhir),
      await send(other, { resourceType: 'Project', id: harness.server.projectId, secret: [] }, fhir, 'PUT'),
    ]) {
      expect([403, 404]).toContain(answer.status);
      expect(await answer.text()).not.toContain(WORD);
    }
    expect(await shown()).toEqual([{ name: 'MOT', valueString: WORD }]);
    const anybody = await fetch(`${harness.server.url}${path}/secrets`, { method: 'POST', body: '[]' });
    expect(anybody.status).toBe(401);
  });

  test('an administrator with a policy too, in her own project only', async () => {
    const second = await member(true);
    expect((await send(second, [{ name: 'A', valueBoolean: true }])).status).toBe(200);
    expect(await shown()).toEqual([{ name: 'A', valueBoolean: true }]);
    const other = 'admin/projects/161452d9-43b7-5c29-aa7b-c85680fa45c6/secrets';
    expect((await send(second, [], other)).status).toBe(404);
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an object', { name: 'A', valueString: 'x' }],
  ['a text', 'x'],
  ['a nameless secret', [{ valueString: 'x' }]],
  ['a name that is a prototype', [{ name: ['__proto__'], valueString: 'x' }]],
  ['a deep one', [{ name: 'A', valueString: { a: {} } }]],
])('%s is a bad request in French, and what was there stays', async (_name, body) => {
  await set([{ name: 'MOT', valueString: WORD }]);
  const answer = await send(admin, body);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(/secret/);
  expect(await shown()).toEqual([{ name: 'MOT', valueString: WORD }]);
});
