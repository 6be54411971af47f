import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export type SqlValue = null | number | bigint | string | Uint8Array;
export type Row = Record<string, SqlValue>;

/** Statements kept compiled per connection; searches vary in shape, so the oldest give way. */
const MAX_STATEMENTS = 400;

/** One SQLite connection with its prepared statements. Synchronous, as node:sqlite is. */
export class Db {
  readonly connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, options: { readOnly?: boolean } = {}) {
    this.connection = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: 5_000 });
  }

  /** Runs several statements, without results. */
  exec(sql: string): void {
    this.connection.exec(sql);
  }

  /** All rows of a query. */
  all<T = Row>(sql: string, ...params: SqlValue[]): T[] {
    return this.#prepare(sql).all(...(params as SQLInputValue[])) as T[];
  }

  /** The first row of a query, if any. */
  get<T = Row>(sql: string, ...params: SqlValue[]): T | undefined {
    return this.#prepare(sql).get(...(params as SQLInputValue[])) as T | undefined;
  }

  /** Runs a change; gives the number of rows changed and the last rowid. */
  run(sql: string, ...params: SqlValue[]): { changes: number; lastInsertRowid: number } {
    const result = this.#prepare(sql).run(...(params as SQLInputValue[]));
    return { changes: Number(result.changes), lastInsertRowid: Number(result.lastInsertRowid) };
  }

  /** The compiled statement itself, for loops that bind thousands of rows. */
  prepare(sql: string): StatementSync {
    return this.#prepare(sql);
  }

  close(): void {
    this.#statements.clear();
    if (this.connection.isOpen) {
      this.connection.close();
    }
  }

  #prepare(sql: string): StatementSync {
    const cached = this.#statements.get(sql);
    if (cached) {
      // Moved to the end: Map keeps insertion order, so the first key is the least recently used.
      this.#statements.delete(sql);
      this.#statements.set(sql, cached);
      return cached;
    }
    const statement = this.connection.prepare(sql);
    if (this.#statements.size >= MAX_STATEMENTS) {
      this.#statements.delete(this.#statements.keys().next().value!);
    }
    this.#statements.set(sql, statement);
    return statement;
  }
}
