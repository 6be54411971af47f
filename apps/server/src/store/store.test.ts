import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Patient } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from './index.ts';
import { context, find, patient, temporaryDir } from './testing.ts';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = temporaryDir();
  store = await openStore({ dir, baseUrl: 'https://serveur.example/' });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openStore({ dir });
}

test('what is written is there after a new start, versions and deletions included', async () => {
  const repo = store.repo(context());
  const created = await repo.createResource(patient());
  const updated = await repo.updateResource({ ...created, active: true });
  const deleted = await repo.createResource(patient());
  await repo.deleteResource('Patient', deleted.id);
  await reopen();
  const again = store.repo(context());
  expect(await again.readResource('Patient', created.id)).toEqual(updated);
  expect(await again.readVersion('Patient', created.id, created.meta!.versionId!)).toEqual(created);
  await expect(again.readResource('Patient', deleted.id)).rejects.toThrow('Gone');
});

test('write times go on increasing after a new start', async () => {
  const before = await store.repo(context()).createResource(patient());
  await store.driver.write((db) => db.run('UPDATE resource SET updated = ?', Date.now() + 60_000));
  await reopen();
  const after = await store.repo(context()).createResource(patient());
  expect(Date.parse(after.meta!.lastUpdated!)).toBeGreaterThan(
    Date.parse(before.meta!.lastUpdated!) + 50_000,
  );
});

test('a folder is opened once', async () => {
  await expect(openStore({ dir })).rejects.toThrow('déjà utilisé');
});

test('settings are kept with the data', async () => {
  expect(store.setting('graine')).toBeUndefined();
  await store.setSetting('graine', 'a');
  await store.setSetting('graine', 'b');
  await reopen();
  expect(store.setting('graine')).toBe('b');
});

test('a backup opens as a store of its own', async () => {
  const { id } = await store.repo(context()).createResource(patient());
  const other = temporaryDir();
  await store.backup(join(other, 'store.sqlite'));
  const copy = await openStore({ dir: other });
  expect(await copy.repo(context()).readResource('Patient', id)).toMatchObject({ id });
  await copy.close();
  rmSync(other, { recursive: true });
});

describe('indexes made by another version of the server', () => {
  const stale = (): Promise<unknown> =>
    store.driver.write((db) => {
      db.exec('DELETE FROM ix_string');
      db.run("UPDATE setting SET value = 'older' WHERE name = 'indexer'");
    });

  test('are made again at start, for every resource', async () => {
    const repo = store.repo(context());
    await repo.withTransaction(
      async (tx) => {
        for (let i = 0; i < 600; i++) {
          await tx.createResource(patient({ name: [{ family: `Nom${i}` }] }));
        }
      },
      { resourceTypes: ['Patient'] },
    );
    await stale();
    expect(await find(repo, 'Patient?name=nom')).toEqual([]);
    await reopen();
    const again = store.repo(context());
    expect(await find(again, 'Patient?name=nom&_count=1000')).toHaveLength(600);
    expect(await find<Patient>(again, 'Patient?family:exact=Nom599')).toHaveLength(1);
  });

  test('are left alone when nothing changed', async () => {
    await store.repo(context()).createResource(patient());
    await store.driver.write((db) => db.exec('DELETE FROM ix_string'));
    await reopen();
    expect(await find(store.repo(context()), 'Patient?name=duval')).toEqual([]);
  });
});
