import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createBot, eventually, rawFetch, subscribe } from '../testing/harness.ts';
import { type ServerProcess, startProcess } from './process.ts';

let dir: string;
let server: ServerProcess;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-stop-'));
});
afterEach(() => server?.stop('SIGKILL'));
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Works for a second, writing before and after, as a bot that signs does. */
const SLOW = `exports.handler = async (medplum, event) => {
  await medplum.createResource({ resourceType: 'Basic', code: { text: 'début' } });
  const { setTimeout } = require('node:timers/promises');
  await setTimeout(1000);
  await medplum.createResource({ resourceType: 'Basic', code: { text: 'fin' } });
  return 'terminé';
}`;
const texts = async () =>
  (await server.admin.searchResources('Basic', '_count=100')).map(({ code }) => code.text);

test('a bot that somebody waits for ends, answers, and what it wrote is there after the restart', async () => {
  server = await startProcess(dir);
  const bot = await createBot(server.admin, 'lent', SLOW);
  const answer = rawFetch(server.admin, `fhir/R4/Bot/${bot.id}/$execute`, { method: 'POST' });
  await eventually(async () => (await texts()).includes('début'));
  const code = server.stop();
  const response = await answer;
  expect([response.status, await response.text()]).toEqual([200, 'terminé']);
  expect(await code).toBe(0);
  await expect(fetch(new URL('healthcheck', server.url))).rejects.toThrow();

  server = await startProcess(dir);
  expect((await texts()).toSorted()).toEqual(['début', 'fin']);
}, 120_000);

test('a bot that an event started ends too, once, and its notification is done', async () => {
  server = await startProcess(dir);
  const bot = await createBot(server.admin, 'lent par événement', SLOW);
  await subscribe(server.admin, 'Device', bot);
  const before = (await texts()).length;
  await server.admin.createResource({ resourceType: 'Device' });
  await eventually(async () => (await texts()).length === before + 1);
  expect(await server.stop()).toBe(0);

  server = await startProcess(dir);
  const { counts } = await server.admin.get('admin/jobs');
  expect(counts).toMatchObject({ pending: 0, running: 0, failed: 0 });
  expect((await texts()).length).toBe(before + 2);
}, 120_000);

test('a request whose body is still coming is taken to its end', async () => {
  server = await startProcess(dir);
  const body = JSON.stringify({ resourceType: 'Basic', code: { text: 'en chemin' } });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /fhir/R4/Basic HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${server.admin.getAccessToken()}`,
    'Content-Type: application/fhir+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const code = server.stop();
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.write(body.slice(10));
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  expect(await code).toBe(0);
}, 120_000);
