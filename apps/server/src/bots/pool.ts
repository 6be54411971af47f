import { Worker } from 'node:worker_threads';
import type { Logger } from '../log.ts';
import { BotCrash, callWorker } from './call.ts';
import type { RunMessage, RunResult } from './protocol.ts';

export interface PoolOptions {
  /** Bots running at the same time. */
  readonly size: number;
  /**
   * More that may run when a bot calls a bot: otherwise callers could hold every worker and wait for ever.
   */
  readonly spare: number;
  readonly memoryMb: number;
  readonly logger: Logger;
}

export interface BotTask {
  readonly message: Omit<RunMessage, 'code'>;
  /** Reads the deployed text; called only when the chosen worker does not hold this version. */
  readonly code: () => Promise<string>;
  readonly timeoutMs: number;
  /** Called by a bot: may use the spare workers. */
  readonly nested?: boolean;
}

interface Slot {
  readonly worker: Worker;
  /** Version held, by bot id. */
  readonly versions: Map<string, string>;
  busy: boolean;
}

interface Waiting {
  readonly task: BotTask;
  readonly resolve: (result: RunResult) => void;
  readonly reject: (err: Error) => void;
}

/**
 * Runs bots in worker threads: one call at a time in each, kept warm between calls. A deadline or a crash
 * costs the thread, never the server: `terminate()` ends even an endless synchronous loop.
 */
export class BotPool {
  readonly #options: PoolOptions;
  readonly #slots = new Set<Slot>();
  readonly #queue: Waiting[] = [];
  #active = 0;
  #closing = false;
  #idle: (() => void) | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Runs one call, waiting for a free worker. The deadline counts from the start of the run. */
  run(task: BotTask): Promise<RunResult> {
    if (this.#closing) {
      return Promise.reject(stopping());
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, resolve, reject });
      this.#next();
    });
  }

  /** Threads alive: what tests and the state page look at. */
  get threads(): number {
    return this.#slots.size;
  }

  /** Lets the running bots end within the time given, then ends every thread. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    for (const waiting of this.#queue.splice(0)) {
      waiting.reject(stopping());
    }
    if (this.#active > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        this.#idle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await Promise.all([...this.#slots].map((slot) => slot.worker.terminate()));
  }

  #next(): void {
    const { size, spare } = this.#options;
    const index = this.#queue.findIndex(({ task }) => this.#active < (task.nested ? size + spare : size));
    if (index < 0) {
      if (this.#active === 0) {
        this.#idle?.();
      }
      return;
    }
    const [waiting] = this.#queue.splice(index, 1) as [Waiting];
    this.#active++;
    this.#perform(waiting.task)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        this.#active--;
        this.#next();
      });
  }

  async #perform(task: BotTask): Promise<RunResult> {
    const { botId, version } = task.message;
    const slot = this.#take(botId, version);
    try {
      const code = slot.versions.get(botId) === version ? undefined : await task.code();
      const result = await callWorker(
        slot.worker,
        { ...task.message, code },
        task.timeoutMs,
        this.#options.logger,
      );
      // A bot that failed to load is not held: the next call must bring its text again.
      if (result.ok || slot.versions.get(botId) === version) {
        slot.versions.set(botId, version);
      }
      return result;
    } catch (err) {
      this.#drop(slot);
      throw err;
    } finally {
      slot.busy = false;
      if (this.#slots.size > this.#options.size) {
        this.#drop(slot);
      }
    }
  }

  /** A free worker that already holds the bot, else any free one, else a new one. */
  #take(botId: string, version: string): Slot {
    const free = [...this.#slots].filter((slot) => !slot.busy);
    const slot = free.find((one) => one.versions.get(botId) === version) ?? free[0] ?? this.#spawn();
    slot.busy = true;
    return slot;
  }

  #spawn(): Slot {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      // A bot needs none of the server's variables, which may hold the bootstrap secret.
      env: { NODE_ENV: process.env.NODE_ENV, TZ: process.env.TZ, LANG: process.env.LANG },
      execArgv: [],
      // Kept from the server's own stdout, on which programs read the "ready" line.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMb, stackSizeMb: 4 },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    const slot: Slot = { worker, versions: new Map(), busy: false };
    this.#slots.add(slot);
    // A thread may die while idle (a timer the bot left behind): it only disappears from the pool.
    worker.on('error', () => this.#slots.delete(slot));
    worker.on('exit', () => this.#slots.delete(slot));
    worker.unref();
    return slot;
  }

  #drop(slot: Slot): void {
    this.#slots.delete(slot);
    void slot.worker.terminate();
  }
}

function stopping(): BotCrash {
  return new BotCrash(503, 'transient', 'Le serveur s’arrête');
}
