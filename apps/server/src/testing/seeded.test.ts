import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { readConformance, seedConformance } from '../seed/conformance.ts';
import { openStore, type Store } from '../store/index.ts';
import { seedFolder } from './seeded.ts';

let root: string;
const open: Store[] = [];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dcc-seeded-'));
});
afterAll(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(root, { recursive: true, force: true });
});

async function seeded(name: string): Promise<Store> {
  const dir = join(root, name);
  await seedFolder(dir);
  const store = await openStore({ dir });
  open.push(store);
  return store;
}

const resources = (store: Store): number =>
  store.driver.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM resource'))!.n;

test('a start on it loads nothing: every definition is there, by the recipe of this version', async () => {
  const store = await seeded('one');
  expect(resources(store)).toBe(readConformance().length);
  expect(await seedConformance(store, createLogger('silent'))).toBe(false);
});

test('each folder is its own', async () => {
  const [one, other] = [await seeded('a'), await seeded('b')];
  const before = resources(other);
  await one.driver.write((db) => db.run('DELETE FROM resource'));
  expect(resources(one)).toBe(0);
  expect(resources(other)).toBe(before);
  expect(resources(await seeded('c'))).toBe(before);
});

test('a folder that has a database keeps it', async () => {
  const dir = join(root, 'kept');
  const store = await openStore({ dir });
  await store.setSetting('marque', 'ici');
  await store.close();
  await seedFolder(dir);
  const again = await openStore({ dir });
  open.push(again);
  expect(again.setting('marque')).toBe('ici');
  expect(resources(again)).toBe(0);
});
