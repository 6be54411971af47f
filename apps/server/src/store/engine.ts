import { conflict, OperationOutcomeError } from '@medplum/core';
import type { WriteEvent } from '../context.ts';
import { Clock } from './clock.ts';
import type { Db } from './db.ts';
import { Driver } from './driver.ts';
import type { Tx } from './session.ts';
import { Symbols } from './symbols.ts';

/**
 * Runs inside the transaction, synchronously: what it writes commits or fails with the events. `approved` is
 * a set of its own for each transaction, kept when an `Undecided` makes it start again.
 */
export type BeforeCommit = (db: Db, events: readonly WriteEvent[], approved: Set<string>) => void;
/** Runs after the commit; must not throw. */
export type AfterCommit = (events: readonly WriteEvent[]) => void;

/**
 * Thrown by a `before` hook: undo, let `settle` decide outside of the transaction, then do the same again.
 */
export class Undecided extends Error {
  readonly settle: () => Promise<void>;

  constructor(settle: () => Promise<void>) {
    super('Undecided');
    this.settle = settle;
  }
}

/** Rounds of one transaction: a bot that agrees to something else each time never comes to an end. */
const MAX_ROUNDS = 4;

/** What every repository of a store shares: connections, interned texts, clock, hooks. */
export class Engine {
  readonly driver: Driver;
  readonly symbols = new Symbols();
  readonly clock: Clock;
  readonly before: BeforeCommit[] = [];
  readonly after: AfterCommit[] = [];
  /** Of every fullUrl and link; ends with a slash. Set again when the server knows its port. */
  baseUrl: string;
  /** Grows at each committed change of a terminology resource: the key of expansion caches. */
  terminologyVersion = 0;

  constructor(dir: string, baseUrl: string) {
    this.baseUrl = baseUrl;
    this.driver = new Driver(dir);
    this.driver.listen(this.symbols);
    const last = this.driver.read((db) =>
      db.get<{ last: number | null }>(
        `SELECT max(last) AS last FROM (
          SELECT max(updated) AS last FROM resource UNION ALL SELECT max(updated) FROM history)`,
      ),
    );
    this.clock = new Clock(last?.last ?? 0);
  }

  /**
   * Runs the work in one transaction, then its end checks and the `before` hooks; `after` hooks follow the
   * commit. The work is done again when a hook could not decide.
   * @throws OperationOutcomeError 409 when it cannot decide at all.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T> | T, atEnd: (tx: Tx) => void): Promise<T> {
    const approved = new Set<string>();
    for (let round = 1; ; round++) {
      try {
        return await this.#attempt(work, atEnd, approved);
      } catch (error) {
        if (!(error instanceof Undecided)) {
          throw error;
        }
        if (round === MAX_ROUNDS) {
          throw new OperationOutcomeError(conflict('Les contrôles avant écriture ne s’accordent pas'));
        }
        await error.settle();
      }
    }
  }

  async #attempt<T>(
    work: (tx: Tx) => Promise<T> | T,
    atEnd: (tx: Tx) => void,
    approved: Set<string>,
  ): Promise<T> {
    let tx: Tx | undefined;
    const result = await this.driver.transaction(async (db) => {
      tx = { db, events: [], pending: [], permissions: [], orphans: new Set(), terminologyTouched: false };
      const value = await work(tx);
      atEnd(tx);
      if (tx.events.length > 0) {
        for (const hook of this.before) {
          hook(db, tx.events, approved);
        }
      }
      return value;
    });
    if (tx?.terminologyTouched) {
      this.terminologyVersion++;
    }
    if (tx && tx.events.length > 0) {
      for (const hook of this.after) {
        this.#runAfter(hook, tx.events);
      }
    }
    return result;
  }

  /** The write is done and acknowledged: a failing hook must not make its caller believe the contrary. */
  #runAfter(hook: AfterCommit, events: readonly WriteEvent[]): void {
    try {
      hook(events);
    } catch (error) {
      process.emitWarning(`After-commit hook failed: ${(error as Error).message}`);
    }
  }
}
