import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { admin, storeForTests } from '../store/testing.ts';
import { warmGraphql, whenIdle } from './warm.ts';

let http: Server;
let answers: (() => void)[] = [];
let done = 0;
const work = async () => {
  done++;
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(async () => {
  [answers, done] = [[], 0];
  http = createServer((_req, res) => answers.push(() => res.end()));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(() => {
  http.closeAllConnections();
  http.close();
});
const ask = async () => {
  const before = answers.length;
  const answer = fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  while (answers.length === before) {
    await sleep(5);
  }
  return async () => {
    answers.at(-1)!();
    await (await answer).text();
  };
};

describe('work for quiet times', () => {
  test('is done once, when nothing comes', async () => {
    whenIdle(http, work, 50);
    await sleep(400);
    expect(done).toBe(1);
  });

  test('waits for the request under way', async () => {
    whenIdle(http, work, 60);
    const end = await ask();
    await sleep(400);
    expect(done).toBe(0);
    await end();
    await sleep(400);
    expect(done).toBe(1);
  });

  test('is given up when the server stops', async () => {
    whenIdle(http, work, 50)();
    await sleep(200);
    expect(done).toBe(0);
    expect(http.listenerCount('request')).toBe(1);
  });
});

describe('the GraphQL schema', () => {
  const stored = storeForTests();
  test('is built by the first query and kept: the second takes a fraction', async () => {
    const measure = async () => {
      const start = process.cpuUsage();
      await warmGraphql(stored.repo(admin()));
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const first = await measure();
    expect(await measure()).toBeLessThan(first / 5);
  });
});
