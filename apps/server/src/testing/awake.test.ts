import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenIdle } from '../http/warm.ts';
import { keepAwake } from './awake.ts';

let asked: string[] = [];
const http = createServer((req, res) => {
  asked.push(req.url!);
  res.end('ok');
});
beforeEach(async () => {
  asked = [];
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  http.closeAllConnections();
  http.close();
});
const url = () => `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;

test('a server that is asked now and then is never at rest; let alone, it is', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  let works = 0;
  const giveUp = whenIdle(http, async () => void works++, 1500);
  const letRest = keepAwake(url());
  for (let beat = 1; beat <= 5; beat++) {
    vi.advanceTimersByTime(600);
    await vi.waitFor(() => expect(asked).toHaveLength(beat), { interval: 0 });
  }
  expect(new Set(asked)).toEqual(new Set(['/healthcheck']));
  expect(works).toBe(0);
  letRest();
  vi.advanceTimersByTime(3100);
  expect(works).toBe(1);
  expect(asked).toHaveLength(5);
  giveUp();
});

test('a server that has gone is no failure of the test', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const refused: unknown[] = [];
  const note = (reason: unknown) => refused.push(reason);
  process.on('unhandledRejection', note);
  const letRest = keepAwake('http://127.0.0.1:1/');
  vi.advanceTimersByTime(1300);
  await new Promise((resolve) => setTimeout(resolve, 50));
  letRest();
  process.off('unhandledRejection', note);
  expect(refused).toEqual([]);
});
