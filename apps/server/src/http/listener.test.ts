import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttp } from './listener.ts';

let http: Server;
const sockets: Socket[] = [];

/** Answers the number of characters received; of a request that was cut, nothing. */
const sizeOfBody: RequestListener = (req, res) => {
  text(req).then(
    (body) => res.end(String(body.length)),
    () => res.destroy(),
  );
};

beforeEach(async () => {
  http = createHttp(sizeOfBody, {
    headers: 300,
    request: 900,
    check: 50,
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(() => {
  for (const socket of sockets.splice(0)) {
    socket.destroy();
  }
  http.close();
});

const port = () => (http.address() as AddressInfo).port;

/** Sends pieces with a pause between them; resolves with all that came back once the connection is closed. */
function drip(pieces: string[], pauseMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port(), '127.0.0.1');
    sockets.push(socket);
    let answer = '';
    const rest = [...pieces];
    const timer = setInterval(() => {
      const piece = rest.shift();
      if (piece !== undefined && socket.writable) {
        socket.write(piece);
      }
    }, pauseMs);
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

test('headers that never end are cut', async () => {
  const start = performance.now();
  expect(await drip(['GET / HTTP/1.1\r\n', ...Array(500).fill('X: y\r\n')], 20)).toContain('408');
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a body that never ends is cut', async () => {
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n';
  const start = performance.now();
  expect(await drip([head, ...Array(500).fill('x')], 20)).toContain('408');
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a request in pieces that comes to its end is served', async () => {
  const answer = await drip(
    ['POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n', 'Content-Length: 4\r\n\r\n', 'ab', 'cd'],
    20,
  );
  expect(answer).toContain('200 OK');
  expect(answer.endsWith('4\r\n0\r\n\r\n') || answer.endsWith('4')).toBe(true);
});

test('others are served while a hundred dawdle', async () => {
  const slow = Array.from({ length: 100 }, () => drip(['GET / HTTP/1.1\r\n'], 20));
  const start = performance.now();
  const res = await fetch(`http://127.0.0.1:${port()}/`);
  expect(res.status).toBe(200);
  expect(performance.now() - start).toBeLessThan(1000);
  await Promise.all(slow);
});
