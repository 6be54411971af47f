import type { Db } from './db.ts';

/** Texts kept in memory; identifiers and references dominate, codes and systems stay warm by use. */
const MAX_CACHED = 100_000;

/**
 * Interned texts: each distinct text (system, code, reference, url, parameter name) has a small integer, so
 * that an index row is four integers and not four strings.
 */
export class Symbols {
  readonly #bySid = new Map<string, number>();
  /** Interned by the open transaction: forgotten at each undo, as SQLite may then reuse their numbers. */
  #fresh: string[] = [];

  /** The symbol of the text, created when new. For the writer connection only. */
  intern(db: Db, text: string): number {
    const known = this.find(db, text);
    if (known !== undefined) {
      return known;
    }
    const sid = db.run('INSERT INTO symbol (text) VALUES (?)', text).lastInsertRowid;
    this.#remember(text, sid);
    this.#fresh.push(text);
    return sid;
  }

  /** The symbol of the text, or undefined when no resource ever held it. */
  find(db: Db, text: string): number | undefined {
    const cached = this.#bySid.get(text);
    if (cached !== undefined) {
      return cached;
    }
    const row = db.get<{ sid: number }>('SELECT sid FROM symbol WHERE text = ?', text);
    if (row) {
      this.#remember(text, row.sid);
    }
    return row?.sid;
  }

  /** The transaction, or a part of it, is undone. */
  undone(): void {
    for (const text of this.#fresh) {
      this.#bySid.delete(text);
    }
  }

  /** The transaction is over. Only now: after a partial undo the outer part can still be undone. */
  ended(): void {
    this.#fresh = [];
  }

  #remember(text: string, sid: number): void {
    if (this.#bySid.size >= MAX_CACHED) {
      this.#bySid.delete(this.#bySid.keys().next().value!);
    }
    this.#bySid.set(text, sid);
  }
}
