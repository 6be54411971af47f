import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshServer } from '@dcc/bots/src/oncorif-delivery/testing.ts';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Parameters } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploy } from '../deploy/index.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';

let server: ServerProcess;
let medplum: MedplumClient;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-automatic-'));
  server = await startServerProcess();
  medplum = await server.login();
  await deploy(medplum, {});
}, 180_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** As an administrator writes them; the bot finds them in its event. */
async function setSecrets(secrets: Record<string, string>): Promise<void> {
  const id = medplum.getActiveLogin()!.project!.reference!.split('/')[1]!;
  const value = Object.entries(secrets).map(([name, valueString]) => ({ name, valueString }));
  // The project's own route: values are sealed on the way in, and a patch in the clear is refused.
  await medplum.post(`admin/projects/${id}/secrets`, value);
}

const execute = () =>
  medplum.executeBot({ system: BOT_SYSTEM, value: 'oncorif-automatic' }, {}) as Promise<Parameters>;

const statuses = (result: Parameters): (string | undefined)[] =>
  (result.parameter ?? [])
    .filter(({ name }) => name === 'delivery')
    .map(({ part }) => part?.find(({ name }) => name === 'status')?.valueCode);

describe('the bot that exports by itself, in the server it runs in', () => {
  test('runs every hour, and does nothing while nothing is configured', async () => {
    const bot = await medplum.searchOne('Bot', { identifier: `${BOT_SYSTEM}|oncorif-automatic` });
    expect(bot?.cronString).toBe('10 * * * *');
    expect((await execute()).parameter ?? []).toEqual([]);
  }, 60_000);

  test('sends by SFTP with the secrets of the project, once, and logs it without any of them', async () => {
    mkdirSync(join(folder, 'depot'));
    const ssh = await sshServer(folder);
    try {
      await setSecrets({
        ONCORIF_DAY: '1',
        ONCORIF_OPEN_MONTHS: '1',
        ONCORIF_TARGET: `sftp://dcc@127.0.0.1:${ssh.port}/depot`,
        ONCORIF_KEY: ssh.clientKey,
        ONCORIF_HOST_KEY: ssh.fingerprint,
      });
      const first = await execute();
      expect(statuses(first), JSON.stringify(first)).toEqual(['completed']);
      const [sent, ...others] = readdirSync(join(folder, 'depot'));
      expect(others).toEqual([]);
      const manifest = JSON.parse(readFileSync(join(folder, 'depot', sent!, 'manifest.json'), 'utf8'));
      expect(manifest.periodes.map((one: { etat: string }) => one.etat)).toEqual(['clos', 'ouvert']);
      expect(readdirSync(join(folder, 'depot', sent!)).sort()).toEqual(
        [...manifest.fichiers.map(({ nom }: { nom: string }) => nom), 'manifest.json'].sort(),
      );
      expect(statuses(await execute())).toEqual([]);
      const tasks = await medplum.searchResources('Task', {}, { cache: 'no-store' });
      expect(tasks.map(({ status }) => status)).toEqual(['completed']);
      expect(JSON.stringify(tasks)).not.toContain('PRIVATE KEY');
    } finally {
      await ssh.close();
    }
  }, 120_000);
});
