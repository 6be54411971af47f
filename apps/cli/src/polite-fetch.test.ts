import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Interrupted, politeFetch, secondsToWait } from './polite-fetch.ts';

/** Answers 429 so many times, then 200 with the body it got. */
let server: Server;
let url: string;
let refusals: number;
let requests: number;
beforeEach(async () => {
  requests = 0;
  refusals = 0;
  server = createServer((req, res) => {
    requests++;
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      if (refusals-- > 0) {
        res.writeHead(429, { 'retry-after': '1' }).end();
      } else {
        res.end(body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('politeFetch', () => {
  test('sends again, with its body, after the time asked', async () => {
    refusals = 2;
    const waits: number[] = [];
    const start = Date.now();
    const response = await politeFetch({ onWait: (seconds) => waits.push(seconds) })(url, {
      method: 'POST',
      body: 'bonjour',
    });
    expect(await response.text()).toBe('bonjour');
    expect(waits).toEqual([1, 1]);
    expect(Date.now() - start).toBeGreaterThan(1900);
    expect(requests).toBe(3);
  });

  test('sends nothing more once it is stopped', async () => {
    const controller = new AbortController();
    const polite = politeFetch({ signal: controller.signal });
    expect((await polite(url)).ok).toBe(true);
    controller.abort();
    await expect(polite(url)).rejects.toThrow(Interrupted);
    expect(requests).toBe(1);
  });

  test('is stopped while it waits, and does not wait to the end', async () => {
    refusals = 1;
    const controller = new AbortController();
    const start = Date.now();
    const stop = () => setTimeout(() => controller.abort(), 50);
    await expect(politeFetch({ signal: controller.signal, onWait: stop })(url)).rejects.toThrow(Interrupted);
    expect(Date.now() - start).toBeLessThan(900);
    expect(requests).toBe(1);
  });

  test('lets the request under way end', async () => {
    const controller = new AbortController();
    const answer = politeFetch({ signal: controller.signal })(url, { method: 'POST', body: 'x' });
    controller.abort();
    expect(await (await answer).text()).toBe('x');
  });
});

describe('secondsToWait', () => {
  test.each<[Record<string, string>, number]>([
    [{ ratelimit: '"requests";r=59000;t=60, "fhirInteractions";r=0;t=12' }, 12],
    [{ ratelimit: '"a";r=0;t=3, "b";r=0;t=31' }, 31],
    [{ ratelimit: '"a";r=0;t=0' }, 1],
    [{ ratelimit: '"a";r=0;t=99999' }, 120],
    [{ ratelimit: '"a";r=10;t=50', 'retry-after': '7' }, 7],
    [{ 'retry-after': '7' }, 7],
    [{ ratelimit: 'n’importe quoi'.normalize('NFD').replace(/[^ -~]/g, '') }, 5],
    [{}, 5],
  ])('%j -> %i s', (headers, seconds) => {
    expect(secondsToWait(new Headers(headers))).toBe(seconds);
  });
});
