import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { KEPT_MS, memoryVault, openVault, type Vault } from './vault.ts';

const ANNE = 'Practitioner/anne';
const PAUL = 'Practitioner/paul';
const SECRET = { text: 'carcinome canalaire infiltrant', patient: 'Patient/1' };

/** The database as somebody with the machine in hand would read it. */
async function rows(): Promise<{ keys: unknown[]; kept: { profile: string; data: ArrayBuffer }[] }> {
  const db = await openDB('dcc-offline');
  const found = { keys: await db.getAll('keys'), kept: await db.getAll('kept') };
  db.close();
  return found;
}

beforeEach(async () => {
  for (const who of [ANNE, PAUL]) await (await openVault(who)).erase();
});

describe('what a login keeps', () => {
  test('comes back to the same person, after a reload too', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    const again = await openVault(ANNE);
    expect(await again.get('CarePlan/1')).toEqual(SECRET);
    expect(await again.names()).toEqual(['CarePlan/1']);
    await again.remove('CarePlan/1');
    expect(await again.get('CarePlan/1')).toBeUndefined();
  });

  test('is one vault for two tabs that open at once', async () => {
    const [one, other] = await Promise.all([openVault(ANNE), openVault(ANNE)]);
    await one.put('CarePlan/1', SECRET);
    await other.put('CarePlan/2', SECRET);
    expect(await other.get('CarePlan/1')).toEqual(SECRET);
    expect(await (await openVault(ANNE)).get('CarePlan/2')).toEqual(SECRET);
  });

  test('never appears to another person on the machine', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    const other = await openVault(PAUL);
    expect(await other.get('CarePlan/1')).toBeUndefined();
    expect(await other.names()).toEqual([]);
    expect(await (await openVault(ANNE)).get('CarePlan/1')).toEqual(SECRET);
  });

  test('is unreadable in the database, and its key does not leave it', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    const { keys, kept } = await rows();
    const bytes = kept.map(({ data }) => Buffer.from(data).toString('latin1')).join();
    expect(bytes).not.toContain('carcinome');
    const { key } = keys[0] as { key: CryptoKey };
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  test('does not open under another name or another person’s', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    const db = await openDB('dcc-offline');
    const [row] = await db.getAll('kept');
    await db.put('kept', { ...row, name: 'CarePlan/2' });
    db.close();
    expect(await (await openVault(ANNE)).get('CarePlan/2')).toBeUndefined();
  });
});

describe('the end of a login', () => {
  test('erases the key and all it opened, and only that', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    await (await openVault(PAUL)).put('CarePlan/1', SECRET);
    await (await openVault(ANNE)).erase();
    const { keys, kept } = await rows();
    expect(keys).toHaveLength(1);
    expect(kept.map(({ profile }) => profile)).toEqual([PAUL]);
  });

  test('twelve hours after, whoever comes next finds nothing', async () => {
    let clock = 1_000_000;
    const now = () => clock;
    const vault = await openVault(ANNE, now);
    await vault.put('CarePlan/1', SECRET);
    clock += KEPT_MS - 1;
    expect(await vault.get('CarePlan/1')).toEqual(SECRET);
    clock += 1;
    expect(await vault.get('CarePlan/1')).toBeUndefined();
    await openVault(PAUL, now);
    const { kept } = await rows();
    expect(kept).toEqual([]);
  });

  test('signing in again gives another twelve hours', async () => {
    let clock = 1_000_000;
    const vault = await openVault(ANNE, () => clock);
    await vault.put('CarePlan/1', SECRET);
    clock += KEPT_MS - 1;
    await vault.renew();
    clock += KEPT_MS - 1;
    expect(await vault.get('CarePlan/1')).toEqual(SECRET);
  });

  test('a tab left open writes nothing after another one signed out', async () => {
    const left: Vault = await openVault(ANNE);
    await (await openVault(ANNE)).erase();
    await left.put('CarePlan/1', SECRET);
    expect((await rows()).kept).toEqual([]);
  });

  test('takes what was left behind without its key, whoever comes next', async () => {
    await (await openVault(ANNE)).put('CarePlan/1', SECRET);
    const db = await openDB('dcc-offline');
    await db.delete('keys', ANNE);
    db.close();
    await openVault(PAUL);
    expect((await rows()).kept).toEqual([]);
  });

  test('stays ended, whatever the old screens ask', async () => {
    const vault = await openVault(ANNE);
    await vault.erase();
    await vault.renew();
    await vault.put('CarePlan/1', SECRET);
    expect(await rows()).toEqual({ keys: [], kept: [] });
  });

  test('leaves nothing of what was being kept at that moment', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const vault = await openVault(ANNE);
      const keeping = vault.put('CarePlan/1', SECRET);
      for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
      await vault.erase();
      await keeping;
      expect(await rows()).toEqual({ keys: [], kept: [] });
    }
  });
});

test('without IndexedDB the page itself keeps the words', async () => {
  const vault = memoryVault();
  await vault.put('a', SECRET);
  expect(await vault.get('a')).toEqual(SECRET);
  expect(await vault.names()).toEqual(['a']);
  await vault.erase();
  expect(await vault.get('a')).toBeUndefined();
});
