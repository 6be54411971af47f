import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binary, Patient } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BlobStore } from '../binary/blobs.ts';
import { blobOf, tokenOf } from '../binary/token.ts';
import { openStore, type Store } from '../store/index.ts';
import { admin, patient } from '../store/testing.ts';
import { backupFolder } from './backup.ts';
import { restoreFolder } from './restore.ts';

const PASSPHRASE = 'une phrase de passe assez longue';

/** A live folder with two documents, one of them only in the history of its Binary. */
let base: string;
let dataDir: string;
let store: Store;
let blobs: BlobStore;
let binary: Binary & { id: string };
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'dcc-backup-'));
  dataDir = join(base, 'live');
  mkdirSync(dataDir);
  store = await openStore({ dir: dataDir });
  blobs = new BlobStore(dataDir, 1_000_000);
  writeFileSync(join(dataDir, 'signing.key'), 'clé', { mode: 0o600 });
  binary = await store.repo(admin()).createResource<Binary>(await document('premier'));
  binary = await store.repo(admin()).updateResource({ ...binary, ...(await document('second')) });
  await store.repo(admin()).createResource<Binary>(await document(''));
});
afterAll(async () => {
  await store.close();
  rmSync(base, { recursive: true });
});

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(base, 'test-'));
  out = join(folder, 'a.tar.gz');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function document(text: string): Promise<Binary> {
  const data = tokenOf(await blobs.write([Buffer.from(text)]));
  return { resourceType: 'Binary', contentType: 'text/plain', data };
}

/** Every file under a folder, with its SHA-256. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(dir.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

describe('a backup of an open folder', () => {
  test('comes back as a folder that opens, every version and document in it', async () => {
    const made = await store.repo(admin()).createResource<Patient>(patient());
    const result = await backupFolder({ dataDir, out });
    expect(result).toMatchObject({ documents: 3, missing: [], bytes: statSync(out).size });
    // Written after: not in it.
    const late = await store.repo(admin()).createResource<Patient>(patient());

    const restored = join(folder, 'restored');
    expect(await restoreFolder({ from: out, dataDir: restored })).toMatchObject({
      documents: 3,
      missing: [],
    });
    expect(readFileSync(join(restored, 'signing.key'), 'utf8')).toBe('clé');
    const again = await openStore({ dir: restored });
    try {
      const repo = again.repo(admin());
      expect(await repo.readResource('Patient', made.id)).toEqual(made);
      await expect(repo.readResource('Patient', late.id)).rejects.toThrow();
      const history = await repo.readHistory<Binary>('Binary', binary.id);
      const bytes = history.entry!.map(({ resource }) =>
        new BlobStore(restored, 1_000_000).readAll(blobOf(resource!)!),
      );
      expect((await Promise.all(bytes)).map(String)).toEqual(['second', 'premier']);
    } finally {
      await again.close();
    }
  });

  test('ends while writes go on, and is of one instant', async () => {
    const repo = store.repo(admin());
    let stop = false;
    const written: string[] = [];
    const writer = (async () => {
      while (!stop) {
        // Two resources in one transaction: the backup has both or neither.
        await repo.withTransaction(async (tx) => {
          const one = await tx.createResource<Patient>(patient());
          const two = await tx.createResource<Patient>(patient({ identifier: [{ value: one.id }] }));
          written.push(one.id, two.id);
        });
        // The store answers without ever leaving the microtasks: timers and files need their turn.
        await new Promise(setImmediate);
      }
    })();
    while (written.length < 20) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const before = [...written];
    await backupFolder({ dataDir, out });
    const after = written.length;
    stop = true;
    await writer;
    expect(after).toBeGreaterThan(before.length);

    const restored = join(folder, 'restored');
    await restoreFolder({ from: out, dataDir: restored });
    const again = await openStore({ dir: restored });
    try {
      const found = await Promise.all(
        written.map((id) =>
          again
            .repo(admin())
            .readResource('Patient', id)
            .then(
              () => true,
              () => false,
            ),
        ),
      );
      expect(found.slice(0, before.length)).toEqual(before.map(() => true));
      const pairs = Array.from({ length: found.length / 2 }, (_, n) => found[2 * n] === found[2 * n + 1]);
      expect(pairs).not.toContain(false);
    } finally {
      await again.close();
    }
  });

  test('is for its owner only, as is everything restored from it', async () => {
    await backupFolder({ dataDir, out });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const restored = join(folder, 'restored');
    await restoreFolder({ from: out, dataDir: restored });
    expect(statSync(restored).mode & 0o777).toBe(0o700);
    for (const name of Object.keys(contents(restored))) {
      expect(statSync(join(restored, name)).mode & 0o077, name).toBe(0);
    }
  });

  test('leaves the folder as it was, and nothing beside the archive', async () => {
    const documents = () => Object.entries(contents(dataDir)).filter(([name]) => !/sqlite|lock/.test(name));
    const before = documents();
    await backupFolder({ dataDir, out });
    expect(documents()).toEqual(before);
    expect(readdirSync(folder)).toEqual(['a.tar.gz']);
  });

  test('never replaces an archive, and says when there is nothing to save', async () => {
    writeFileSync(out, 'ancienne');
    await expect(backupFolder({ dataDir, out })).rejects.toThrow('existe déjà');
    expect(readFileSync(out, 'utf8')).toBe('ancienne');
    await expect(backupFolder({ dataDir: folder, out: join(folder, 'b') })).rejects.toThrow(
      'n’est pas le dossier de données',
    );
    expect(readdirSync(folder)).toEqual(['a.tar.gz']);
  });

  test('of a disk that lost a document is made, says which, and is restored', async () => {
    const lost = await document('perdu');
    await store.repo(admin()).createResource(lost);
    const { sha256 } = blobOf(lost)!;
    rmSync(join(dataDir, 'binary', sha256.slice(0, 2), sha256));
    const expected = { documents: 3, missing: [sha256] };
    expect(await backupFolder({ dataDir, out })).toMatchObject(expected);
    expect(await restoreFolder({ from: out, dataDir: join(folder, 'r') })).toMatchObject(expected);
    await blobs.write([Buffer.from('perdu')]);
  });
});

describe('sealed with a passphrase', () => {
  test('shows nothing, and comes back with it only', async () => {
    await backupFolder({ dataDir, out, passphrase: PASSPHRASE });
    expect(readFileSync(out).subarray(0, 2).toString('hex')).not.toBe('1f8b');
    const target = join(folder, 'r');
    await expect(restoreFolder({ from: out, dataDir: target })).rejects.toThrow('chiffrée');
    const wrong = { from: out, dataDir: target, passphrase: `${PASSPHRASE}?` };
    await expect(restoreFolder(wrong)).rejects.toThrow('Phrase de passe erronée');
    expect(existsSync(target)).toBe(false);
    await restoreFolder({ from: out, dataDir: target, passphrase: PASSPHRASE });
    expect(readFileSync(join(target, 'signing.key'), 'utf8')).toBe('clé');
  });

  test('is refused when one byte has changed, wherever', async () => {
    await backupFolder({ dataDir, out, passphrase: PASSPHRASE });
    const bytes = readFileSync(out);
    for (const at of [20, 40, 60, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      writeFileSync(out, damaged);
      const target = join(folder, 'r');
      const attempt = restoreFolder({ from: out, dataDir: target, passphrase: PASSPHRASE });
      await expect(attempt, `byte ${at}`).rejects.toThrow('endommagée');
      expect(existsSync(target), `byte ${at}`).toBe(false);
    }
  });

  test('a short passphrase is refused before anything is written', async () => {
    await expect(backupFolder({ dataDir, out, passphrase: 'court' })).rejects.toThrow('au moins 12');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('restoring refuses', () => {
  const target = () => join(folder, 'r');

  test('a folder that holds something, and leaves it alone', async () => {
    await backupFolder({ dataDir, out });
    mkdirSync(target());
    writeFileSync(join(target(), 'x'), 'à garder');
    await expect(restoreFolder({ from: out, dataDir: target() })).rejects.toThrow('n’est pas vide');
    expect(contents(target())).toEqual(contents(target()));
    expect(readdirSync(target())).toEqual(['x']);
    rmSync(join(target(), 'x'));
    await restoreFolder({ from: out, dataDir: target() });
    expect(readdirSync(target())).toContain('store.sqlite');
  });

  test('an archive cut anywhere, or with a changed byte', async () => {
    await backupFolder({ dataDir, out });
    const bytes = readFileSync(out);
    const damaged: [string, Buffer][] = [
      ['empty', Buffer.alloc(0)],
      ...[0.1, 0.5, 0.99].map((part): [string, Buffer] => [
        `cut at ${part}`,
        bytes.subarray(0, Math.floor(bytes.length * part)),
      ]),
      ...[0.2, 0.6, 0.9].map((part): [string, Buffer] => {
        const copy = Buffer.from(bytes);
        copy[Math.floor(bytes.length * part)]! ^= 0xff;
        return [`byte at ${part}`, copy];
      }),
    ];
    for (const [name, content] of damaged) {
      writeFileSync(out, content);
      await expect(restoreFolder({ from: out, dataDir: target() }), name).rejects.toThrow(/endommagé/);
      expect(readdirSync(folder), name).toEqual(['a.tar.gz']);
    }
  });

  test('a file that is no archive, or is not there', async () => {
    writeFileSync(out, 'bonjour');
    await expect(restoreFolder({ from: out, dataDir: target() })).rejects.toThrow('n’est pas une sauvegarde');
    const from = join(folder, 'absente');
    await expect(restoreFolder({ from, dataDir: target() })).rejects.toThrow('introuvable');
    expect(existsSync(target())).toBe(false);
  });
});
