import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadConformance } from '@dcc/fhir-profiles/src/dist.ts';
import { MedplumClient } from '@medplum/core';
import type { ValueSet } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../cli.ts';
import { recordingIo } from '../testing/io.ts';
import { type RealLimits, startRealLimits } from '../testing/real-limits.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const MEGABYTE = 1_048_576;

let server: ServerProcess;
let limits: RealLimits;
beforeAll(async () => {
  server = await startServerProcess();
}, 60_000);
afterAll(() => server?.stop());
afterEach(() => limits?.stop());

const access = () => [
  '--base-url',
  limits.url,
  '--client-id',
  server.clientId,
  '--client-secret',
  server.clientSecret,
];

/** `dcc deploy` as a process of its own, in the test's hands. */
function deployProcess(args = access()): {
  child: ChildProcess;
  errors: () => string;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [MAIN, 'deploy', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  return { child, errors: () => errors, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

describe('through the limits of the real server, as deploy/ configures it', () => {
  test('Ctrl-C between two requests: said in French, code 130, and the next run completes it', async () => {
    limits = await startRealLimits(server.url, { maxBody: 10 * MEGABYTE });
    const first = deployProcess();
    await expect.poll(() => limits.writes.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(1);
    first.child.kill('SIGINT');
    expect(await first.ended, first.errors()).toBe(130);
    expect(first.errors()).toContain('Relancez la même commande');
    const done = limits.writes.length;

    const second = recordingIo();
    expect(await run(['deploy', ...access()], second), second.errors.join()).toBe(0);
    expect(limits.writes.length).toBeGreaterThan(done);
    // What the first run wrote was not written again: something is unchanged already.
    expect(second.output.join('\n')).toMatch(
      /Total +\d+ créé\(s\), \d+ modifié\(s\), [1-9]\d* inchangé\(s\)/,
    );
    expect(limits.refusals).toEqual([]);
  }, 180_000);

  test('the run after changes nothing, says so, and sends no write at all', async () => {
    limits = await startRealLimits(server.url, { maxBody: 10 * MEGABYTE });
    const io = recordingIo();
    expect(await run(['deploy', ...access()], io), io.errors.join()).toBe(0);
    expect(io.output.at(-1)).toBe('Le serveur était déjà à jour : rien n’a changé.');
    expect(io.output.join('\n')).toMatch(/Droits d’accès +0 créé\(s\), 0 modifié\(s\), \d+ inchangé\(s\)/);
    expect(limits.writes).toEqual([]);
  }, 120_000);

  test('a quota that runs out now and then is waited for, and said', async () => {
    limits = await startRealLimits(server.url, { maxBody: 10 * MEGABYTE, refuseEvery: 7 });
    const medplum = await server.login();
    const url = loadConformance()
      .filter(({ resourceType }) => resourceType === 'ValueSet')
      .map((one) => (one as ValueSet).url)
      .join(',');
    for (const { id } of await medplum.searchResources('ValueSet', { url, _count: '9' })) {
      await medplum.patchResource('ValueSet', id, [{ op: 'add', path: '/title', value: 'changé' }]);
    }
    const io = recordingIo();
    expect(await run(['deploy', ...access()], io), io.errors.join()).toBe(0);
    expect(limits.waits).toBeGreaterThan(1);
    expect(io.errors.filter((text) => text === 'Quota du serveur atteint : reprise dans 1 s.').length).toBe(
      limits.waits,
    );
    expect(io.output.join('\n')).toMatch(/Jeux de valeurs +0 créé\(s\), [1-9]\d* modifié\(s\)/);
    expect(limits.refusals).toEqual([]);
  }, 120_000);
});

test('Ctrl-C before the server let it in is an interruption too, not a failure', async () => {
  const busy = createServer((_, response) => response.writeHead(429, { 'retry-after': '60' }).end());
  await once(busy.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = busy.address() as AddressInfo;
    const args = ['--base-url', `http://127.0.0.1:${port}/`, '--client-id', 'a', '--client-secret', 'b'];
    const first = deployProcess(args);
    await expect.poll(first.errors, { timeout: 30_000, interval: 20 }).toContain('reprise dans 60 s');
    first.child.kill('SIGINT');
    expect(await first.ended, first.errors()).toBe(130);
    expect(first.errors()).toContain('Relancez la même commande');
    expect(first.errors()).not.toContain('Connexion impossible');
  } finally {
    busy.close();
  }
}, 60_000);

test('with the default body of 1 MB, only the code of a large bot is refused, with the setting to change', async () => {
  const fresh = await startServerProcess();
  try {
    limits = await startRealLimits(fresh.url, { maxBody: MEGABYTE });
    const io = recordingIo();
    const args = ['--base-url', limits.url, '--client-id', fresh.clientId, '--client-secret'];
    expect(await run(['deploy', ...args, fresh.clientSecret], io)).toBe(1);
    expect(limits.refusals).toEqual([
      expect.stringMatching(/^POST fhir\/R4\/Bot\/[^/]+\/\$deploy: File too large$/),
    ]);
    expect(io.errors.join()).toMatch(/^Code du bot frcp-to-cda refusé \(\d,\d Mo\)\..* « maxJsonSize »/);
  } finally {
    await fresh.stop();
  }
}, 120_000);

describe('the limits themselves', () => {
  const login = async () => {
    const medplum = new MedplumClient({ baseUrl: limits.url, maxRetries: 0 });
    await medplum.startClientLogin(server.clientId, server.clientSecret);
    return medplum;
  };
  const id = 'c0000000-0000-4000-8000-000000000000';

  test('refuse an id chosen by the client, 51 updates, and 9 entries with a condition', async () => {
    limits = await startRealLimits(server.url, { maxBody: MEGABYTE });
    const medplum = await login();
    await expect(medplum.updateResource({ resourceType: 'Patient', id })).rejects.toThrow('Not found');
    const entries = (count: number, request: object) => ({
      resourceType: 'Bundle' as const,
      type: 'transaction' as const,
      entry: Array.from({ length: count }, () => ({
        resource: { resourceType: 'Basic', code: {} },
        request,
      })),
    });
    const updates = entries(51, { method: 'PUT', url: `Basic/${id}` });
    await expect(medplum.executeBatch(updates as never)).rejects.toThrow('more update operations');
    const conditional = entries(9, { method: 'POST', url: 'Basic', ifNoneExist: 'code=x' });
    await expect(medplum.executeBatch(conditional as never)).rejects.toThrow('strict isolation');
    expect(limits.refusals).toHaveLength(3);
    expect(limits.writes).toEqual([]);
  }, 30_000);

  test('refuse a body of more than the limit', async () => {
    limits = await startRealLimits(server.url, { maxBody: 10_000 });
    const medplum = await login();
    const large = { resourceType: 'Basic' as const, code: { text: 'x'.repeat(10_000) } };
    await expect(medplum.createResource(large)).rejects.toThrow('File too large');
  }, 30_000);
});
