import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup as sqliteBackup } from 'node:sqlite';
import { Db } from './db.ts';
import { takeLock } from './lock.ts';
import { migrate } from './migrations.ts';
import { Mutex } from './mutex.ts';

/** Told of what happens to the writer's transaction: caches of uncommitted values need it. */
export interface TransactionListener {
  /** The transaction, or one savepoint of it, is undone. */
  undone?(): void;
  /** The transaction is over, kept or undone. */
  ended?(): void;
}

/**
 * The database: one writer connection behind a mutex, one reader connection.
 *
 * node:sqlite is synchronous but repository code is not: without the mutex, another request's statements
 * would slip into an open transaction between two awaits. The reader sees the last committed state (WAL
 * snapshot).
 */
export class Driver {
  readonly reader: Db;
  readonly #writer: Db;
  readonly #mutex = new Mutex();
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  readonly #listeners: TransactionListener[] = [];
  readonly #unlock: () => void;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#unlock = takeLock(dir);
    const path = join(dir, 'store.sqlite');
    this.#writer = new Db(path);
    try {
      // FULL: an acknowledged write survives a power cut, at the price of one fsync per commit.
      this.#writer.exec(`
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;`);
      migrate(this.#writer);
      checkAfterCrash(this.#writer);
      this.reader = new Db(path, { readOnly: true });
      this.reader.exec(
        'PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;',
      );
    } catch (error) {
      this.#writer.close();
      this.#unlock();
      throw error;
    }
  }

  /** Registers a listener of every transaction. */
  listen(listener: TransactionListener): void {
    this.#listeners.push(listener);
  }

  /** Runs a synchronous read on the last committed state. */
  read<T>(query: (db: Db) => T): T {
    return query(this.reader);
  }

  /** Runs a synchronous change in its own transaction, after the ones already queued. */
  write<T>(change: (db: Db) => T): Promise<T> {
    return this.transaction((db) => change(db));
  }

  /**
   * Runs the work in one transaction: committed when it ends, undone when it throws. Everything inside must
   * use the connection it is given; nothing inside may await the network or the transaction queue itself.
   * @throws Error when called from inside another transaction, which would wait for itself for ever.
   */
  async transaction<T>(work: (db: Db) => Promise<T> | T): Promise<T> {
    if (this.#inside.getStore()?.open) {
      throw new Error('A transaction is open here: use its repository, or savepoint()');
    }
    return this.#mutex.run(async () => {
      const marker = { open: true };
      this.#writer.exec('BEGIN IMMEDIATE');
      try {
        const result = await this.#inside.run(marker, async () => work(this.#writer));
        this.#writer.exec('COMMIT');
        return result;
      } catch (error) {
        this.#undo('ROLLBACK');
        throw error;
      } finally {
        marker.open = false;
        for (const listener of this.#listeners) {
          listener.ended?.();
        }
      }
    });
  }

  /** Runs the work inside the open transaction, undoing only this part when it throws. */
  async savepoint<T>(db: Db, work: () => Promise<T>): Promise<T> {
    db.exec('SAVEPOINT nested');
    try {
      const result = await work();
      db.exec('RELEASE nested');
      return result;
    } catch (error) {
      this.#undo('ROLLBACK TO nested; RELEASE nested');
      throw error;
    }
  }

  /** The same for work that never awaits: nothing can slip in between. */
  savepointSync<T>(db: Db, work: () => T): T {
    db.exec('SAVEPOINT step');
    try {
      const result = work();
      db.exec('RELEASE step');
      return result;
    } catch (error) {
      this.#undo('ROLLBACK TO step; RELEASE step');
      throw error;
    }
  }

  /** Copies the database, consistent and without stopping the server. */
  async backup(path: string): Promise<void> {
    await sqliteBackup(this.reader.connection, path);
  }

  /** Waits for the queued transactions, then closes both connections and gives the folder back. */
  async close(): Promise<void> {
    await this.#mutex.run(() => {
      if (!this.reader.connection.isOpen) {
        return;
      }
      this.reader.close();
      this.#writer.run("DELETE FROM setting WHERE name = 'in use'");
      this.#writer.close();
      this.#unlock();
    });
  }

  #undo(sql: string): void {
    // After some errors (disk full) SQLite has already rolled back by itself.
    if (this.#writer.connection.isTransaction) {
      this.#writer.exec(sql);
    }
    for (const listener of this.#listeners) {
      listener.undone?.();
    }
  }
}

/**
 * Checks the file's structure, but only when the last process did not close it: on a large database the check
 * takes seconds, and a clean start must not pay for it.
 */
function checkAfterCrash(db: Db): void {
  const marked = db.run("INSERT OR IGNORE INTO setting (name, value) VALUES ('in use', '1')").changes > 0;
  if (marked) {
    return;
  }
  const problems = db
    .all<{ quick_check: string }>('PRAGMA quick_check(5)')
    .map((row) => row.quick_check)
    .filter((text) => text !== 'ok');
  if (problems.length > 0) {
    throw new Error(`Base de données endommagée (${problems.join(' ; ')}) : restaurez une sauvegarde.`);
  }
}
