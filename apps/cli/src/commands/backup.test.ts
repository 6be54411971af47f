import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MedplumClient } from '@medplum/core';
import type { DocumentReference, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedFolder } from '../../../server/src/testing/seeded.ts';
import { run } from '../cli.ts';
import { recordingIo } from '../testing/io.ts';

const SERVER = join(import.meta.dirname, '../../../server/src/main.ts');
const id = randomUUID();
const secret = randomUUID();

interface Live {
  child: ChildProcess;
  medplum: MedplumClient;
}

/** A server on a folder of ours, as an operator has one. */
async function serve(dataDir: string): Promise<Live> {
  const child = spawn(process.execPath, [SERVER], {
    env: {
      PATH: process.env.PATH,
      DCC_PORT: '0',
      DCC_DATA_DIR: dataDir,
      DCC_LOG_LEVEL: 'error',
      DCC_CLIENT_ID: id,
      DCC_CLIENT_SECRET: secret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`Le serveur s’est arrêté (${code})`)));
  });
  const medplum = new MedplumClient({ baseUrl: JSON.parse(line).url, cacheTime: 0 });
  await medplum.startClientLogin(id, secret);
  return { child, medplum };
}

async function stop({ child }: Live): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** `Type/id/version` -> SHA-256 of the version's content, for every version of a stopped server's database. */
function versionsOf(dataDir: string): Map<string, string> {
  const db = new DatabaseSync(join(dataDir, 'store.sqlite'));
  const rows = db
    .prepare(
      `SELECT type || '/' || id || '/' || vid AS name, content FROM resource
       UNION ALL SELECT r.type || '/' || r.id || '/' || h.vid, h.content
         FROM history h JOIN resource r ON r.rid = h.rid`,
    )
    .all() as { name: string; content: string | null }[];
  db.close();
  return new Map(rows.map(({ name, content }) => [name, sha256(content ?? '')]));
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Writes patients, new versions of them, and documents, until told to stop; notes what was acknowledged. */
function write(medplum: MedplumClient) {
  const versions: string[] = [];
  const documents: { reference: string; sha256: string }[] = [];
  let isStopped = false;
  const note = (one: { resourceType: string; id?: string; meta?: { versionId?: string } }) =>
    versions.push(`${one.resourceType}/${one.id}/${one.meta?.versionId}`);
  const loop = async (n: number) => {
    while (!isStopped) {
      const patient = await medplum.createResource<Patient>({ resourceType: 'Patient', active: false });
      note(patient);
      note(await medplum.updateResource<Patient>({ ...patient, active: true }));
      const data = `document ${n} ${randomUUID()}`;
      const attachment = await medplum.createAttachment({ data, contentType: 'text/plain' });
      const stored = await medplum.createResource<DocumentReference>({
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment }],
      });
      note(stored);
      documents.push({ reference: `DocumentReference/${stored.id}`, sha256: sha256(data) });
    }
  };
  const loops = Promise.all([1, 2, 3].map(loop));
  return {
    versions,
    documents,
    stop: async () => {
      isStopped = true;
      await loops;
    },
  };
}

let folder: string;
let data: string;
let live: Live;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-cli-backup-'));
  data = join(folder, 'data');
  await seedFolder(data);
  live = await serve(data);
}, 60_000);
afterAll(async () => {
  await stop(live);
  rmSync(folder, { recursive: true });
});

describe('a live server', () => {
  test('is saved while it writes; restored, it has every version acknowledged before, and every document', async () => {
    const writing = write(live.medplum);
    await expect.poll(() => writing.versions.length, { timeout: 30_000 }).toBeGreaterThan(60);
    const versions = [...writing.versions];
    const documents = [...writing.documents];
    const out = join(folder, 'live.tar.gz');
    const io = recordingIo({ PATH: process.env.PATH });
    expect(await run(['backup', '--out', out, '--data-dir', data], io), io.errors.join()).toBe(0);
    // The server went on all the while.
    expect(writing.versions.length).toBeGreaterThan(versions.length);
    await writing.stop();
    expect(io.output.join('\n')).toMatch(/Sauvegarde écrite : .*\d document\(s\)[\s\S]*pas chiffrée/);
    expect(statSync(out).mode & 0o777).toBe(0o600);

    const target = join(folder, 'restored');
    const restoring = recordingIo({ PATH: process.env.PATH });
    expect(
      await run(['restore', '--from', out, '--data-dir', target], restoring),
      restoring.errors.join(),
    ).toBe(0);
    expect(restoring.output.join()).toContain('Serveur restauré');
    const restored = versionsOf(target);
    expect(versions.filter((name) => !restored.has(name))).toEqual([]);

    const again = await serve(target);
    try {
      for (const one of documents) {
        const stored = await again.medplum.readReference<DocumentReference>({ reference: one.reference });
        const url = stored.content[0]!.attachment.url!;
        const blob = await again.medplum.download(again.medplum.fhirUrl(...url.split('/').slice(-2)));
        expect(sha256(Buffer.from(await blob.arrayBuffer())), one.reference).toBe(one.sha256);
      }
      const all = await again.medplum.searchResources('DocumentReference', { _count: '1000' });
      for (const { content } of all) {
        const url = content[0]!.attachment.url!;
        await again.medplum.download(again.medplum.fhirUrl(...url.split('/').slice(-2)));
      }
    } finally {
      await stop(again);
    }
    // What the restored server has is what the first one has, version by version.
    await stop(live);
    const original = versionsOf(data);
    live = await serve(data);
    for (const [name, hash] of restored) {
      expect(original.get(name), name).toBe(hash);
    }
  }, 120_000);

  test('restored under a second server: each has its own folder, and a folder has one server', async () => {
    const rival = spawn(process.execPath, [SERVER], {
      env: { PATH: process.env.PATH, DCC_PORT: '0', DCC_DATA_DIR: data },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    rival.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    expect(await new Promise((resolve) => rival.once('exit', resolve))).toBe(1);
    expect(errors).toContain('déjà utilisé par un autre serveur');
  }, 30_000);
});

describe('sealed, by a passphrase of the environment', () => {
  const env = { PATH: process.env.PATH, DCC_BACKUP_PASSPHRASE: 'une phrase de passe assez longue' };

  test('it needs the same to come back', async () => {
    const out = join(folder, 'sealed');
    const io = recordingIo(env);
    expect(await run(['backup', '--out', out, '--data-dir', data], io), io.errors.join()).toBe(0);
    expect(io.output.join()).not.toContain('pas chiffrée');
    const target = join(folder, 'from-sealed');
    const without = recordingIo({ PATH: process.env.PATH });
    expect(await run(['restore', '--from', out, '--data-dir', target], without)).toBe(1);
    expect(without.errors.join()).toContain('chiffrée');
    expect(existsSync(target)).toBe(false);
    expect(await run(['restore', '--from', out, '--data-dir', target], recordingIo(env))).toBe(0);
    expect(existsSync(join(target, 'store.sqlite'))).toBe(true);
  }, 60_000);
});

describe('refusals, in French and with code 1 or 2', () => {
  test.each<[string[], number, RegExp]>([
    [['backup'], 2, /--out est obligatoire/],
    [['restore', '--from', 'x'], 2, /--data-dir est obligatoire/],
    [['backup', '--out', 'x', '--data-dir', '/nulle-part'], 1, /n’est pas le dossier de données/],
    [['restore', '--from', '/nulle-part', '--data-dir', '/nulle-part-non-plus'], 1, /Sauvegarde introuvable/],
  ])('%j', async (args, code, reason) => {
    const io = recordingIo({ PATH: process.env.PATH });
    expect(await run(args, io)).toBe(code);
    expect(io.errors.join('\n')).toMatch(reason);
  });

  test('a folder that holds something, and an archive cut short', async () => {
    const out = join(folder, 'whole.tar.gz');
    const io = recordingIo({ PATH: process.env.PATH });
    expect(await run(['backup', '--out', out, '--data-dir', data], io)).toBe(0);
    const full = join(folder, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'x'), '');
    expect(await run(['restore', '--from', out, '--data-dir', full], io)).toBe(1);
    expect(io.errors.at(-1)).toContain('n’est pas vide');
    const cut = join(folder, 'cut.tar.gz');
    writeFileSync(cut, readFileSync(out).subarray(0, -5000));
    expect(await run(['restore', '--from', cut, '--data-dir', join(folder, 'never')], io)).toBe(1);
    expect(io.errors.at(-1)).toContain('endommagé');
    expect(existsSync(join(folder, 'never'))).toBe(false);
  }, 60_000);
});
