import { BotCrash } from '../bots/call.ts';
import type { Logger } from '../log.ts';
import type { Driver } from '../store/driver.ts';
import {
  failJob,
  finishJob,
  JOBS_SCHEMA,
  type Job,
  nextDue,
  purgeJobs,
  recoverJobs,
  takeJob,
} from '../store/jobs.ts';

const CONCURRENCY = 2;
const FIRST_RETRY_MS = 1000;
/** Longest sleep: also how late a job can be after the system clock was set back. */
const MAX_SLEEP_MS = 30_000;
const PURGE_EVERY_MS = 3_600_000;

/** Milliseconds before the attempt after this one: 1 s, 2 s, 4 s... */
export function backOff(attempts: number): number {
  return FIRST_RETRY_MS * 2 ** Math.max(attempts - 1, 0);
}

/**
 * Works off the job table, two at a time. At least once: a job is marked done only after its delivery, and
 * what was running when the process died runs again.
 */
export class JobRunner {
  readonly #driver: Driver;
  readonly #deliver: (job: Job) => Promise<void>;
  readonly #logger: Logger;
  readonly #running = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #purge: NodeJS.Timeout | undefined;
  #taking = false;
  #again = false;
  #stopped = true;

  constructor(driver: Driver, deliver: (job: Job) => Promise<void>, logger: Logger) {
    this.#driver = driver;
    this.#deliver = deliver;
    this.#logger = logger;
  }

  /** Makes the table if needed. To be called before the store accepts writes. */
  static prepare(driver: Driver): Promise<void> {
    return driver.write((db) => db.exec(JOBS_SCHEMA));
  }

  async start(): Promise<void> {
    const recovered = await this.#driver.write((db) => recoverJobs(db, Date.now()));
    if (recovered > 0) {
      this.#logger.warn({ recovered }, 'jobs interrupted by a crash run again');
    }
    this.#stopped = false;
    const purge = () => this.#driver.write((db) => purgeJobs(db, Date.now()));
    await purge();
    this.#purge = setInterval(() => void purge(), PURGE_EVERY_MS).unref();
    this.wake();
  }

  /** To be called when jobs may have been added. */
  wake(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#taking) {
      this.#again = true;
      return;
    }
    this.#taking = true;
    this.#fill()
      .catch((err: Error) => this.#logger.error({ message: err.message }, 'job table not readable'))
      .finally(() => {
        this.#taking = false;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** Takes no more jobs, and waits for those that run. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#purge);
    await Promise.allSettled(this.#running);
  }

  async #fill(): Promise<void> {
    clearTimeout(this.#timer);
    while (!this.#stopped && this.#running.size < CONCURRENCY) {
      const job = await this.#driver.write((db) => takeJob(db, Date.now()));
      if (!job) {
        this.#sleep();
        return;
      }
      const run = this.#run(job).finally(() => {
        this.#running.delete(run);
        this.wake();
      });
      this.#running.add(run);
    }
  }

  #sleep(): void {
    const due = this.#driver.read((db) => nextDue(db));
    if (due === undefined || this.#stopped) {
      return;
    }
    const delay = Math.min(Math.max(due - Date.now(), 10), MAX_SLEEP_MS);
    // A due job that cannot be taken waits behind a running one, whose end wakes this runner.
    if (due > Date.now() || this.#running.size === 0) {
      this.#timer = setTimeout(() => this.wake(), delay);
    }
  }

  async #run(job: Job): Promise<void> {
    const { id, subscriptionId, attempts } = job;
    try {
      await this.#deliver(job);
      await this.#driver.write((db) => finishJob(db, id));
    } catch (err) {
      if (this.#stopped && err instanceof BotCrash) {
        // Ended by the stop itself: left as running, hence run again at the next start.
        return;
      }
      const text = (err as Error)?.message ?? 'erreur inconnue';
      const status = await this.#driver.write((db) => failJob(db, job, text, Date.now() + backOff(attempts)));
      this.#logger.warn({ job: id, subscription: subscriptionId, attempts, status }, 'notification failed');
    }
  }
}
