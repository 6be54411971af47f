import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { BotPool, type BotTask } from './pool.ts';
import type { RunResult } from './protocol.ts';

let pool: BotPool;
beforeEach(() => {
  pool = new BotPool({ size: 2, spare: 1, memoryMb: 64, logger: createLogger('silent') });
});
afterEach(() => pool.close(0));

let reads = 0;
function task(code: string, options: Partial<BotTask> & { botId?: string; input?: unknown } = {}): BotTask {
  const { botId = randomUUID(), input, ...rest } = options;
  return {
    message: {
      botId,
      version: code,
      filename: 'bot.cjs',
      event: {
        bot: { reference: `Bot/${botId}` },
        baseUrl: 'http://127.0.0.1:9/',
        accessToken: 'token',
        input,
        contentType: 'application/json',
        secrets: { PASS: { name: 'PASS', valueString: 's3' } },
        traceId: randomUUID(),
      },
    },
    code: async () => {
      reads++;
      return code;
    },
    timeoutMs: 10_000,
    ...rest,
  };
}

const value = (result: RunResult): unknown => {
  if (!result.ok) {
    throw new Error(JSON.stringify(result.outcome));
  }
  return result.json === undefined ? undefined : JSON.parse(result.json);
};
const timers = "const {setTimeout}=require('node:timers');";
const wait = (ms: number) =>
  `${timers} exports.handler = () => new Promise((r) => setTimeout(() => r('fait'), ${ms}));`;

describe('a call', () => {
  test('gives the event to the bot and its value back', async () => {
    const code =
      'exports.handler = async (m, e) => ({ got: e.input, secret: e.secrets.PASS.valueString, bot: e.bot })';
    const result = await pool.run(task(code, { botId: 'b', input: { a: [1, 'é'] } }));
    expect(value(result)).toEqual({ got: { a: [1, 'é'] }, secret: 's3', bot: { reference: 'Bot/b' } });
  });

  test('nothing returned is nothing, not null', async () => {
    expect(value(await pool.run(task('exports.handler = () => undefined')))).toBeUndefined();
    expect(value(await pool.run(task('exports.handler = () => null')))).toBeNull();
  });

  test('a thrown Error and a thrown OperationOutcome keep their text', async () => {
    const plain = await pool.run(task("exports.handler = () => { throw new Error('sans tumeur') }"));
    expect(plain).toMatchObject({ ok: false, outcome: { issue: [{ details: { text: 'sans tumeur' } }] } });
    const issue = "{ severity: 'error', code: 'business-rule', details: { text: 'quorum' } }";
    const outcome = `{ resourceType: 'OperationOutcome', issue: [${issue}] }`;
    for (const thrown of [outcome, `Object.assign(new Error('x'), { outcome: ${outcome} })`]) {
      const result = await pool.run(task(`exports.handler = () => { throw ${thrown} }`));
      expect(result).toMatchObject({ ok: false, outcome: { issue: [{ code: 'business-rule' }] } });
    }
  });

  test('the server’s environment, which may hold a secret, is out of reach', async () => {
    process.env.DCC_TEST_SECRET = 'visible';
    const code = "const p = require('node:process'); exports.handler = () => p.env.DCC_TEST_SECRET ?? 'rien'";
    expect(value(await pool.run(task(code)))).toBe('rien');
  });
});

describe('warm calls', () => {
  test('the code travels once per version and the module stays loaded', async () => {
    reads = 0;
    const code = 'let n = 0; exports.handler = () => ++n';
    for (const expected of [1, 2, 3]) {
      expect(value(await pool.run(task(code, { botId: 'w' })))).toBe(expected);
    }
    expect(reads).toBe(1);
  });

  test('a new version replaces the old one', async () => {
    await pool.run(task('exports.handler = () => 1', { botId: 'v' }));
    expect(value(await pool.run(task('exports.handler = () => 2', { botId: 'v' })))).toBe(2);
  });

  test('a bot that did not load is read again once it is repaired under the same version', async () => {
    const broken = task('exports.handler = (', { botId: 'r' });
    expect((await pool.run(broken)).ok).toBe(false);
    const repaired = { ...broken, code: async () => 'exports.handler = () => 1' };
    expect(value(await pool.run(repaired))).toBe(1);
  });

  test('a warm call does not evaluate the module again', async () => {
    const code = 'let calls = 0; exports.handler = () => ++calls';
    const counts: number[] = [];
    for (let i = 0; i < 20; i++) {
      counts.push(value(await pool.run(task(code, { botId: 'warm' }))) as number);
    }
    // Each thread has its own module: whichever served the calls, one of them served many.
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(5);
  });
});

describe('what goes wrong in a bot costs its thread only', () => {
  test('an endless loop is ended at its deadline, and the next call works', async () => {
    const start = performance.now();
    const endless = pool.run(task('exports.handler = () => { for (;;) {} }', { timeoutMs: 400 }));
    await expect(endless).rejects.toThrow('dépassé son délai de 0.4 s');
    expect(performance.now() - start).toBeLessThan(8000);
    expect(value(await pool.run(task('exports.handler = () => 1')))).toBe(1);
  });

  test('a promise that never ends too', async () => {
    const run = pool.run(task('exports.handler = () => new Promise(() => {})', { timeoutMs: 300 }));
    await expect(run).rejects.toThrow('délai');
  });

  test('process.exit ends the thread, not the server', async () => {
    const code = "exports.handler = () => require('node:process').exit(1)";
    await expect(pool.run(task(code))).rejects.toThrow('son exécution s’est arrêtée');
  });

  test('memory without end is stopped at its limit', async () => {
    const code =
      'exports.handler = () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }';
    await expect(pool.run(task(code))).rejects.toThrow(/interrompu/);
  });

  test('an error thrown after the answer does not reach the next call', async () => {
    const code = `${timers} exports.handler = () => { setTimeout(() => { throw new Error('tard') }, 20); return 1; }`;
    expect(value(await pool.run(task(code)))).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(value(await pool.run(task('exports.handler = () => 2')))).toBe(2);
  });
});

describe('how many at a time', () => {
  test('two run, the third waits; a bot called by a bot has a spare place', async () => {
    const order: string[] = [];
    const start = (name: string, ms: number, nested = false) =>
      pool.run(task(wait(ms), { nested })).then(() => order.push(name));
    await Promise.all([start('a', 900), start('b', 900), start('waits', 1), start('nested', 1, true)]);
    expect(order[0]).toBe('nested');
    expect(order.indexOf('waits')).toBeGreaterThan(1);
    expect(pool.threads).toBeLessThanOrEqual(2);
  });

  test('closing lets a run end and refuses new ones', async () => {
    await pool.run(task('exports.handler = () => 1'));
    const running = pool.run(task(wait(300)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = pool.close(5000);
    await expect(pool.run(task('exports.handler = () => 1'))).rejects.toThrow('Le serveur s’arrête');
    expect(value(await running)).toBe('fait');
    await closing;
  });

  test('closing does not wait for ever', async () => {
    const running = pool.run(task('exports.handler = () => new Promise(() => {})'));
    const failed = expect(running).rejects.toThrow('interrompu');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await pool.close(100);
    await failed;
  });
});
