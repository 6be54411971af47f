import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Db } from './db.ts';
import { Driver } from './driver.ts';
import { temporaryDir } from './testing.ts';

let dir: string;
let driver: Driver;
beforeEach(async () => {
  dir = temporaryDir();
  driver = new Driver(dir);
  await driver.write((db) => db.exec('CREATE TABLE t (a)'));
});
afterEach(async () => {
  await driver.close();
  rmSync(dir, { recursive: true, force: true });
});

const rows = (): unknown[] =>
  driver.read((db) => db.all<{ a: unknown }>('SELECT a FROM t ORDER BY a')).map((r) => r.a);

test('is durable: WAL, and one fsync per commit', async () => {
  await driver.write((db) => {
    expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  });
});

test('reads see what is committed, and nothing of an open transaction', async () => {
  await driver.transaction(async (db) => {
    db.run('INSERT INTO t VALUES (1)');
    await sleep(5);
    expect(rows()).toEqual([]);
    expect(db.all('SELECT a FROM t')).toHaveLength(1);
  });
  expect(rows()).toEqual([1]);
});

test('a transaction that throws leaves nothing, and the next one runs', async () => {
  const failing = driver.transaction(async (db) => {
    db.run('INSERT INTO t VALUES (1)');
    await sleep(1);
    throw new Error('no');
  });
  const next = driver.write((db) => db.run('INSERT INTO t VALUES (2)'));
  await expect(failing).rejects.toThrow('no');
  await next;
  expect(rows()).toEqual([2]);
});

test('two transactions never mix their statements', async () => {
  await Promise.all(
    [1, 2, 3].map((n) =>
      driver.transaction(async (db) => {
        const before = db.all('SELECT a FROM t').length;
        await sleep(3);
        expect(db.all('SELECT a FROM t')).toHaveLength(before);
        db.run('INSERT INTO t VALUES (?)', n);
      }),
    ),
  );
  expect(rows()).toEqual([1, 2, 3]);
});

test('a transaction asked from inside another one is an error, not an eternal wait', async () => {
  await driver.transaction(async () => {
    await expect(driver.write(() => 1)).rejects.toThrow(/A transaction is open here/);
  });
});

test('work started inside a transaction may use the queue once it is over', async () => {
  let later: Promise<unknown> | undefined;
  await driver.transaction(async () => {
    later = sleep(20).then(() => driver.write((db) => db.run('INSERT INTO t VALUES (9)')));
  });
  await later;
  expect(rows()).toEqual([9]);
});

describe('savepoints', () => {
  test('undo their own part only, and nest', async () => {
    await driver.transaction(async (db) => {
      db.run('INSERT INTO t VALUES (1)');
      await driver.savepoint(db, async () => {
        db.run('INSERT INTO t VALUES (2)');
        const inner = driver.savepoint(db, async () => {
          db.run('INSERT INTO t VALUES (3)');
          throw new Error('inner');
        });
        await expect(inner).rejects.toThrow('inner');
      });
      const sync = (): void =>
        driver.savepointSync(db, () => {
          db.run('INSERT INTO t VALUES (4)');
          throw new Error('sync');
        });
      expect(sync).toThrow('sync');
      expect(driver.savepointSync(db, () => db.run('INSERT INTO t VALUES (5)').changes)).toBe(1);
    });
    expect(rows()).toEqual([1, 2, 5]);
  });

  test('listeners hear of each undo, then of the end', async () => {
    const heard: string[] = [];
    driver.listen({ undone: () => heard.push('undone'), ended: () => heard.push('ended') });
    await driver.transaction(async (db) => {
      await driver.savepoint(db, () => Promise.reject(new Error('x'))).catch(() => {});
    });
    await driver.write(() => Promise.reject(new Error('y'))).catch(() => {});
    expect(heard).toEqual(['undone', 'ended', 'undone', 'ended']);
  });
});

test('a backup is a whole database, taken while the server writes', async () => {
  await driver.write((db) => db.run('INSERT INTO t VALUES (7)'));
  const path = join(dir, 'copy.sqlite');
  await Promise.all([driver.backup(path), driver.write((db) => db.run('INSERT INTO t VALUES (8)'))]);
  const copy = new Db(path, { readOnly: true });
  expect(copy.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  expect(copy.all<{ a: number }>('SELECT a FROM t').map((r) => r.a)).toContain(7);
  copy.close();
});

test('a damaged file is refused in French when the last process did not close it', async () => {
  await driver.write((db) => {
    for (let i = 0; i < 3000; i++) {
      db.run('INSERT INTO t VALUES (?)', `texte ${i} `.repeat(20));
    }
  });
  await driver.close();
  const path = join(dir, 'store.sqlite');
  const db = new Db(path);
  db.exec("INSERT INTO setting VALUES ('in use', '1')");
  db.close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, bytes.length - 40 * 4096, bytes.length - 20 * 4096);
  writeFileSync(path, bytes);
  expect(() => new Driver(dir)).toThrow(/endommagée.*restaurez une sauvegarde/s);
});

test('a folder that was closed is opened without the check, and closing twice is harmless', async () => {
  await driver.close();
  await driver.close();
  driver = new Driver(dir);
  expect(rows()).toEqual([]);
});
