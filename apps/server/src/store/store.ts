import type { Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../context.ts';
import { loadDefinitions } from '../validate/definitions.ts';
import { type BulkResult, bulkInsert } from './bulk.ts';
import type { Driver } from './driver.ts';
import { type AfterCommit, type BeforeCommit, Engine } from './engine.ts';
import { ensureIndexed } from './reindex.ts';
import { SqliteRepository } from './repository/repository.ts';

export interface StoreOptions {
  /** Data folder, created when missing; one process at a time. */
  readonly dir: string;
  /** Of Bundle links and fullUrls; ends with a slash. */
  readonly baseUrl?: string;
}

/** An open data folder. */
export class Store {
  readonly #engine: Engine;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  static async open(options: StoreOptions): Promise<Store> {
    loadDefinitions();
    const engine = new Engine(options.dir, options.baseUrl ?? 'http://localhost:8103/');
    try {
      await ensureIndexed(engine);
    } catch (error) {
      await engine.driver.close();
      throw error;
    }
    return new Store(engine);
  }

  /** The database itself, for the other tables of the server (`store/jobs.ts`, `store/sessions.ts`…). */
  get driver(): Driver {
    return this.#engine.driver;
  }

  get baseUrl(): string {
    return this.#engine.baseUrl;
  }

  /** To be set once the port is known. */
  set baseUrl(url: string) {
    this.#engine.baseUrl = url;
  }

  /** The repository of one caller. Cheap: make one per request. */
  repo(context: RequestContext): SqliteRepository {
    return new SqliteRepository(this.#engine, context);
  }

  /** Adds a synchronous hook that runs inside the transaction of every write: the outbox pattern. */
  beforeCommit(hook: BeforeCommit): void {
    this.#engine.before.push(hook);
  }

  /** Adds a hook that runs after each commit, in order. It must not throw. */
  afterCommit(hook: AfterCommit): void {
    this.#engine.after.push(hook);
  }

  /** Loads conformance resources into the shared read-only project, fast. */
  bulkInsert(resources: Iterable<Resource>): Promise<BulkResult> {
    return bulkInsert(this.#engine, resources);
  }

  /** A named value kept with the data: the seed's hash, a key's id. */
  setting(name: string): string | undefined {
    return this.driver.read((db) =>
      db.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', name),
    )?.value;
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.driver.write((db) =>
      db.run('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', name, value),
    );
  }

  /** Copies the database to a file, consistent, while the server runs. */
  backup(path: string): Promise<void> {
    return this.driver.backup(path);
  }

  /** Waits for the writes under way, then gives the folder back. */
  close(): Promise<void> {
    return this.driver.close();
  }
}

/** Opens a data folder. */
export function openStore(options: StoreOptions): Promise<Store> {
  return Store.open(options);
}
