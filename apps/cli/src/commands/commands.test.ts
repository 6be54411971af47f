import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRESS_SYSTEM } from '@dcc/bots/src/oncorif/progress.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedFolder } from '../../../server/src/testing/seeded.ts';
import { run } from '../cli.ts';
import { recordingIo } from '../testing/io.ts';
import { sign, writeRecord } from '../testing/record.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';

let server: ServerProcess;
let folder: string;
let access: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-commands-'));
  server = await startServerProcess();
  access = ['--base-url', server.url, '--client-id', server.clientId, '--client-secret', server.clientSecret];
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

describe('dcc deploy', () => {
  test('says what it did, then that there was nothing to do', async () => {
    const first = recordingIo();
    expect(await run(['deploy', ...access], first), first.errors.join()).toBe(0);
    expect(first.output.join('\n')).toMatch(/Bots +\d créé\(s\)[\s\S]*Le serveur est à jour\./);
    const second = recordingIo();
    expect(await run(['deploy'], { ...second, env: environment() })).toBe(0);
    expect(second.output.at(-1)).toBe('Le serveur était déjà à jour : rien n’a changé.');
  }, 120_000);

  test('a wrong secret is code 1, in French', async () => {
    const io = recordingIo();
    expect(await run(['deploy', ...access.slice(0, -1), 'faux'], io)).toBe(1);
    expect(io.errors.join()).toMatch(/^Connexion impossible\. /);
  });
});

const environment = () => ({
  DCC_BASE_URL: server.url,
  DCC_CLIENT_ID: server.clientId,
  DCC_CLIENT_SECRET: server.clientSecret,
});

describe('dcc export oncorif', () => {
  const command = (...more: string[]) => ['export', 'oncorif', '--period', '2026-10', ...access, ...more];

  beforeAll(async () => {
    const medplum = await server.login();
    const record = await writeRecord(medplum);
    await sign(medplum, `Composition/${record.fiche.id}`, record.reference('role-oncologist'));
  }, 60_000);

  test('a dry run shows the files and writes none', async () => {
    const io = recordingIo();
    const out = join(folder, 'dry');
    expect(await run(command('--out', out, '--dry-run'), io), io.errors.join()).toBe(0);
    expect(io.output.join('\n')).toMatch(/indicateurs\.csv : \d+ ligne/);
    expect(existsSync(out)).toBe(false);
  }, 60_000);

  test('writes the files the bot made, to the byte', async () => {
    const io = recordingIo();
    const out = join(folder, 'octobre');
    expect(await run(command('--out', out), io), io.errors.join()).toBe(0);
    const names = readdirSync(out);
    expect(names).toEqual(expect.arrayContaining(['indicateurs.csv', 'sessions.csv', 'manifest.json']));
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      fichiers: { nom: string; sha256: string }[];
    };
    for (const { nom, sha256 } of manifest.fichiers) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, nom)))
          .digest('hex'),
        nom,
      ).toBe(sha256);
    }
    // The one session of the golden record, and its header.
    expect(readFileSync(join(out, 'sessions.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(2);
  }, 60_000);

  test('shows each step, and leaves no half file', async () => {
    const io = recordingIo();
    const out = join(folder, 'etapes');
    expect(await run(command('--out', out), io), io.errors.join()).toBe(0);
    const steps = io.output.slice(0, 3).map((line) => line.replace(/ \(.*/, ''));
    expect(steps).toEqual(['Calcul des indicateurs', 'Écriture des fichiers', 'Fichiers prêts']);
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
    // What told how far the count was is gone with it.
    const medplum = await server.login();
    const left = await medplum.search('Task', `identifier=${encodeURIComponent(`${PROGRESS_SYSTEM}|`)}`);
    expect(left.entry ?? []).toEqual([]);
  }, 60_000);

  test('hides small cells and closes the month when told to', async () => {
    const io = recordingIo();
    const out = join(folder, 'secret');
    expect(await run(command('--out', out, '--threshold', '11', '--closed'), io), io.errors.join()).toBe(0);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.periodes).toEqual([{ periode: '2026-10', etat: 'clos' }]);
    expect(manifest.secret_statistique.seuil).toBe(11);
    // One fiche in the record: no count of fiches can be shown.
    expect(readFileSync(join(out, 'indicateurs.csv'), 'utf8')).toMatch(
      /;A1;fiches_validees;;;;fiches;SECRET\r/,
    );
  }, 60_000);

  test('delivers where the environment says, once, and says where and when', async () => {
    const depot = join(folder, 'depot');
    const env = { DCC_ONCORIF_TARGET: `file://${depot}` };
    const first = { ...recordingIo(), env };
    expect(await run(command('--out', join(folder, 'envoi'), '--deliver'), first), first.errors.join()).toBe(
      0,
    );
    expect(first.output.at(-1)).toMatch(/^Envoyé : file:\/\/.*oncorif_2026-10_.*Task\//);
    const [sent, ...others] = readdirSync(depot);
    expect(others).toEqual([]);
    expect(readFileSync(join(depot, sent!, 'manifest.json'))).toEqual(
      readFileSync(join(folder, 'envoi', 'manifest.json')),
    );
    const again = { ...recordingIo(), env };
    expect(await run(command('--out', join(folder, 'envoi'), '--deliver'), again)).toBe(0);
    expect(again.output.at(-1)).toBe(first.output.at(-1));
    expect(readdirSync(depot)).toHaveLength(1);
  }, 60_000);

  test('a destination that is away is code 1, with the reason and the next attempt, and the files are there', async () => {
    const env = { DCC_ONCORIF_TARGET: 'https://localhost:1/depot/' };
    const io = { ...recordingIo(), env };
    const out = join(folder, 'absent');
    expect(await run(command('--out', out, '--closed', '--deliver'), io)).toBe(1);
    expect(io.errors.join('\n')).toMatch(
      /Envoi non abouti : https:\/\/localhost:1\/depot\/ : envoi interrompu/,
    );
    expect(io.errors.at(-1)).toContain('nouvelle tentative après le');
    expect(readdirSync(out)).toContain('indicateurs.csv');
  }, 60_000);

  test('without destination, or with one that cannot be read, nothing is counted', async () => {
    const none = recordingIo();
    expect(await run(command('--deliver'), none)).toBe(1);
    expect(none.errors.join()).toContain('Aucune destination : donnez DCC_ONCORIF_TARGET');
    expect(none.output).toEqual([]);
    const wrong = { ...recordingIo(), env: { DCC_ONCORIF_TARGET: 'ftp://depot/' } };
    expect(await run(command('--deliver'), wrong)).toBe(1);
    expect(wrong.errors.join()).toContain("ONCORIF_TARGET : « ftp:// » n'est pas prévu");
  }, 60_000);

  test.each([
    [['--deliver', '--dry-run'], '--deliver et --dry-run ne vont pas ensemble'],
    [['--threshold', '2'], '--threshold : « 2 »'],
    [['--threshold', 'onze'], '--threshold : « onze »'],
    [['--period', '2026-13'], '--period : « 2026-13 »'],
  ])('%j is badly asked: code 2, in French', async (more, message) => {
    const io = recordingIo();
    expect(await run(command(...more), io)).toBe(2);
    expect(io.errors.join()).toContain(message);
  });
});

describe('dcc start', () => {
  const MAIN = join(import.meta.dirname, '../main.ts');

  function start(...args: string[]): {
    child: ChildProcess;
    text: () => string;
    ended: Promise<number | null>;
  } {
    const child = spawn(process.execPath, [MAIN, 'start', ...args], {
      env: { ...process.env, DCC_LOG_LEVEL: 'silent', DCC_CLIENT_ID: '', DCC_CLIENT_SECRET: '' },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream!.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    return { child, text: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
  }

  test('says where it listens and the secret once, answers, stops on a signal with code 0', async () => {
    const data = join(folder, 'serveur');
    const { child, text, ended } = start('--port', '0', '--data', data);
    await expect.poll(text, { timeout: 60_000 }).toContain('Secret (affiché cette seule fois');
    const url = /Serveur prêt : (\S+)/.exec(text())![1]!;
    expect((await fetch(`${url}healthcheck`)).ok).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${url}healthcheck`)).rejects.toThrow();
  }, 90_000);

  test('a wrong port ends with the code of a bad configuration, and its reason', async () => {
    const { text, ended } = start('--port', '99999', '--data', join(folder, 'jamais'));
    expect(await ended).toBe(2);
    expect(text()).toContain('DCC_PORT');
  }, 30_000);

  test('the folder given by --ui is the application at /', async () => {
    const ui = join(folder, 'ui');
    mkdirSync(ui);
    writeFileSync(join(ui, 'index.html'), '<title>Application</title>');
    const data = join(folder, 'avec-ui');
    await seedFolder(data);
    const { child, text, ended } = start('--port', '0', '--data', data, '--ui', ui);
    await expect.poll(text, { timeout: 30_000 }).toContain('Client administrateur');
    const url = /Serveur prêt : (\S+)/.exec(text())![1]!;
    expect(await (await fetch(url)).text()).toBe('<title>Application</title>');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('a folder without an application is refused, by the name of the variable', async () => {
    const { text, ended } = start('--port', '0', '--data', join(folder, 'jamais'), '--ui', folder);
    expect(await ended).toBe(2);
    expect(text()).toContain('DCC_STATIC : un dossier qui contient index.html est attendu');
  });
});
