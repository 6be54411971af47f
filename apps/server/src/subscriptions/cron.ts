import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Bot } from '@medplum/fhirtypes';
import { systemContext } from '../auth/directory.ts';
import type { WriteEvent } from '../context.ts';
import type { Logger } from '../log.ts';
import type { Db } from '../store/db.ts';
import type { Store } from '../store/index.ts';
import { addJob } from '../store/jobs.ts';
import { nextTime, patternsOf } from './schedule.ts';

/** The job's subscription, when no subscription is its cause. */
export const CRON = 'cron';

const ATTEMPTS = 3;
/** Longest sleep: a clock set forward is noticed within it. */
const MAX_SLEEP_MS = 30_000;
const PAGE = 1000;

/** One line for each bot that runs by itself, and when. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cron (
    botId TEXT PRIMARY KEY,
    projectId TEXT NOT NULL,
    patterns TEXT NOT NULL,
    dueAt INTEGER NOT NULL
  ) WITHOUT ROWID;`;

interface Line {
  readonly [column: string]: string | number;
  readonly botId: string;
  readonly projectId: string;
  readonly patterns: string;
  readonly dueAt: number;
}

/**
 * Runs bots at the times they say, through the job table: with its attempts, its order and its recovery after
 * a crash. The times are stored: what was due while the server was off runs once when it is on again.
 */
export class CronClock {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #onJob: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = true;

  constructor(store: Store, logger: Logger, onJob: () => void) {
    this.#store = store;
    this.#logger = logger;
    this.#onJob = onJob;
  }

  /** Reads the bots as they are, then follows what is written. */
  async start(): Promise<void> {
    const { driver } = this.#store;
    await driver.write((db) => db.exec(SCHEMA));
    const bots = await this.#bots();
    await driver.write((db) => {
      const known = new Set(bots.map(({ id }) => id));
      for (const { botId } of db.all<Line>('SELECT * FROM cron')) {
        if (!known.has(botId)) {
          db.run('DELETE FROM cron WHERE botId = ?', botId);
        }
      }
      for (const bot of bots) {
        this.#plan(db, bot, this.#readable(bot), Date.now());
      }
    });
    this.#stopped = false;
    this.#store.beforeCommit((db, events) => this.#follow(db, events));
    this.#store.afterCommit((events) => {
      if (events.some(({ resource }) => resource.resourceType === 'Bot')) {
        this.#wake();
      }
    });
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** In the transaction of the change: the plan and the bot agree, also after a crash. */
  #follow(db: Db, events: readonly WriteEvent[]): void {
    for (const { resource, interaction } of events) {
      if (resource.resourceType === 'Bot') {
        if (interaction === 'delete') {
          db.run('DELETE FROM cron WHERE botId = ?', resource.id);
        } else {
          this.#plan(db, resource, accepted(resource), Date.now());
        }
      }
    }
  }

  /** A bot whose times did not change keeps its next one, even past: it is still to be run. */
  #plan(db: Db, bot: Bot & { id: string }, patterns: string[], now: number): void {
    const text = JSON.stringify(patterns);
    const line = db.get<Line>('SELECT * FROM cron WHERE botId = ?', bot.id);
    if (line?.patterns === text) {
      return;
    }
    db.run('DELETE FROM cron WHERE botId = ?', bot.id);
    const due = nextTime(patterns, now);
    if (due !== undefined) {
      const project = bot.meta?.project ?? '';
      db.run(
        'INSERT INTO cron (botId, projectId, patterns, dueAt) VALUES (?, ?, ?, ?)',
        bot.id,
        project,
        text,
        due,
      );
    }
  }

  /** What an older server let in must not keep this one from starting. */
  #readable(bot: Bot): string[] {
    try {
      return patternsOf(bot);
    } catch (error) {
      this.#logger.warn({ bot: bot.id, reason: (error as Error).message }, 'bot not scheduled');
      return [];
    }
  }

  #wake(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) {
      return;
    }
    const next = this.#store.driver.read((db) =>
      db.get<{ due: number | null }>('SELECT min(dueAt) AS due FROM cron'),
    )?.due;
    if (next !== null && next !== undefined) {
      const delay = Math.min(Math.max(next - Date.now(), 0), MAX_SLEEP_MS);
      this.#timer = setTimeout(() => void this.#tick(), delay).unref();
    }
  }

  /** The job and the next time in one transaction: a time is neither lost nor run twice. */
  async #tick(): Promise<void> {
    try {
      const now = Date.now();
      const added = await this.#store.driver.write((db) => {
        const due = db.all<Line>('SELECT * FROM cron WHERE dueAt <= ?', now);
        for (const line of due) {
          this.#run(db, line, now);
        }
        return due.length;
      });
      if (added > 0) {
        this.#onJob();
      }
    } catch (error) {
      this.#logger.error({ message: (error as Error).message }, 'cron not readable');
    }
    this.#wake();
  }

  #run(db: Db, { botId, projectId, patterns }: Line, now: number): void {
    const job = { projectId, subscriptionId: CRON, resourceType: 'Bot', resourceId: botId };
    addJob(db, { ...job, versionId: '', interaction: 'update', maxAttempts: ATTEMPTS }, now);
    const next = nextTime(JSON.parse(patterns) as string[], now);
    if (next === undefined) {
      db.run('DELETE FROM cron WHERE botId = ?', botId);
    } else {
      db.run('UPDATE cron SET dueAt = ? WHERE botId = ?', next, botId);
    }
  }

  async #bots(): Promise<(Bot & { id: string })[]> {
    const repo = this.#store.repo(systemContext(''));
    const bots: (Bot & { id: string })[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const page = await repo.searchResources<Bot>({ resourceType: 'Bot', count: PAGE, offset });
      bots.push(...page);
      if (page.length < PAGE) {
        return bots;
      }
    }
  }
}

/**
 * @throws OperationOutcomeError 400 for times that cannot be kept: a bot that never runs is found out too
 * late.
 */
function accepted(bot: Bot): string[] {
  try {
    return patternsOf(bot);
  } catch (error) {
    throw new OperationOutcomeError(badRequest((error as Error).message, 'Bot.cronString'));
  }
}
