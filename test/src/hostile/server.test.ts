/**
 * What no client of ours sends, over HTTP and websockets, to a server of its own: no crash, no 5xx, an answer
 * for less than a second of its work, and the server as well afterwards as before. Bodies, addresses and GraphQL have more in
 * apps/server.
 */
import { connect } from 'node:net';
import type { MedplumClient } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../support/server-process.ts';
import { type Hostile, json, openHostile } from './server.ts';

let hostile: Hostile;
let server: ServerProcess;
let medplum: MedplumClient;
let patient: Patient & { id: string };
const send: Hostile['send'] = (path, init) => hostile.send(path, init);

beforeAll(async () => {
  hostile = await openHostile();
  ({ server, medplum } = hostile);
  patient = await medplum.createResource<Patient>({ resourceType: 'Patient', name: [{ family: 'Témoin' }] });
}, 120_000);
afterEach(async () => {
  expect(server.process.exitCode).toBeNull();
  expect((await medplum.readResource('Patient', patient.id)).name?.[0]?.family).toBe('Témoin');
});
afterAll(() => server?.stop());

/** Texts that break parsers: marks of every syntax here, NUL, lone surrogates, prototypes. */
const nasty = fc.oneof(
  fc.constantFrom('\u0000', '\ud800', '__proto__', 'constructor', '%', '%E0%A4%A', '|', ',', '\\', '$', '..'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[:.|,$\\()'"=&%_a-z0-9-]{0,40}$/),
);

describe('search', () => {
  const codes =
    'name family identifier birthdate _id _sort _count _offset _cursor _filter _include _has _type'.split(
      ' ',
    );

  test('any value of any parameter', async () => {
    const request = fc.tuple(
      fc.constantFrom(...codes),
      fc.constantFrom('', ':exact', ':foo', '.x', ':Patient'),
      nasty,
    );
    await fc.assert(
      fc.asyncProperty(request, async ([code, modifier, value]) => {
        const text = value.toWellFormed();
        await send(`fhir/R4/Patient?${encodeURIComponent(code + modifier)}=${encodeURIComponent(text)}`);
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  test.each([
    '_cursor=x&_sort=_lastUpdated',
    '_cursor=2-99999999999999999999&_sort=_lastUpdated',
    '_cursor=2-1',
    '_offset=-1',
    '_count=1e9x',
    'family:exakt=x',
    '_filter=a eq',
    `_filter=${'not ('.repeat(500)}`,
    `_has:${'Observation:subject:_has:'.repeat(50)}code=1`,
  ])('%s is refused with a reason in French', async (query) => {
    const { status, text } = await send(`fhir/R4/Patient?${query}`);
    expect(status).toBe(query.startsWith('_count') ? 200 : 400);
    expect(text).not.toMatch(/Invalid|Unexpected|Cannot/);
  });
});

describe('headers', () => {
  test.each(['x', '"', 'W/"', '"a", "b"', `"${'x'.repeat(5000)}"`, '*'])('If-Match %j', async (value) => {
    const body = { ...patient, meta: undefined };
    const { status } = await send(`fhir/R4/Patient/${patient.id}`, json('PUT', body, { 'if-match': value }));
    expect([200, 400, 412]).toContain(status);
    expect(status === 200).toBe(value === '*');
  });

  test.each([
    'Bearer',
    'Bearer x',
    `Bearer ${'a'.repeat(7000)}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'Basic ====',
    'Basic OjoO',
    'Negotiate x',
  ])('authorization %j opens nothing', async (authorization) => {
    expect((await send('fhir/R4/Patient', { headers: { authorization } })).status).toBe(401);
  });

  test('a token signed by somebody else, or changed by one letter', async () => {
    const [head, payload, signature] = medplum.getAccessToken()!.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1e6 })).toString('base64url');
    for (const token of [
      `${head}.${forged}.${signature}`,
      `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
    ]) {
      expect((await send('fhir/R4/Patient', { headers: { authorization: `Bearer ${token}` } })).status).toBe(
        401,
      );
    }
  });
});

describe('bodies', () => {
  test('any JSON as a resource, an operation, a bundle', async () => {
    const paths = ['Patient', '', '$graphql', 'ValueSet/$expand', 'Patient/$validate', 'CodeSystem/$lookup'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 4 }), async (path, body) => {
        await send(`fhir/R4/${path}`, json('POST', body));
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  test.each([
    '{"resourceType":"Patient","__proto__":{"x":1}}',
    '{"resourceType":"Patient","name":[{"family":"a\\u0000b"}]}',
    '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}',
    '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"PUT","url":"__proto__/1"}}]}',
    '{"resourceType":"Bundle","type":"batch","entry":{"length":1e9}}',
    `${'['.repeat(200_000)}`,
    `{"a":`.repeat(50_000),
  ])('%.60s is refused', async (body) => {
    const { status } = await send('fhir/R4/Patient', json('POST', body));
    expect(status).toBe(400);
  });

  test('larger than allowed is a 413 before it is read', async () => {
    const { status } = await send('fhir/R4/Patient', json('POST', `"${'x'.repeat(11 * 1024 * 1024)}"`));
    expect(status).toBe(413);
  });

  test('GraphQL that never ends being evaluated', async () => {
    const double = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Patient{...f${i + 1} ...f${i + 1}}`,
    );
    const query = `{PatientList{...f0}} ${double.join('')} fragment f30 on Patient{id}`;
    const { status, text } = await send('fhir/R4/$graphql', json('POST', { query }));
    expect(status).toBe(400);
    expect(text).toContain('GraphQL');
  });
});

describe('sockets', () => {
  const url = () => new URL('ws/subscriptions-r4', server.url.replace('http', 'ws'));
  /** Sends all at once; gives the code the connection is closed with, within the time. */
  const flood = (messages: (string | Uint8Array<ArrayBuffer>)[], count: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const ws = new WebSocket(url());
      const timer = setTimeout(() => reject(new Error('still open')), 20_000);
      ws.onopen = () => {
        for (let i = 0; i < count; i++) {
          ws.send(messages[i % messages.length]!);
        }
      };
      ws.onclose = ({ code }) => {
        clearTimeout(timer);
        resolve(code);
      };
    });

  test('noise ends the connection, others are served meanwhile', async () => {
    const noise = [
      '{',
      '\u0000',
      '{"type":"bind-with-token","payload":{"token":{}}}',
      new Uint8Array([255, 0]),
    ];
    const closed = Promise.all(Array.from({ length: 20 }, () => flood(noise, 300)));
    await send('fhir/R4/Patient?_count=1');
    expect(new Set(await closed)).toEqual(new Set([1008]));
  });

  test('a flood of pings too, and one message of a megabyte', async () => {
    expect(await flood(['{"type":"ping"}'], 3000)).toBe(1008);
    expect(await flood(['x'.repeat(1_000_000)], 1)).toBe(1009);
  });

  test('upgrades that are none', async () => {
    for (const head of ['GET /ws/subscriptions-r4', 'GET //', 'POST /ws/subscriptions-r4', 'GET /%E0%A4%A']) {
      const answer = await raw(
        `${head} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      expect([head, /^HTTP\/1\.1 4\d\d/.test(answer)]).toEqual([head, true]);
    }
  });
});

/** What comes back on a connection, once it is closed or has been silent. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

test('others are answered while two hundred connections send drop by drop', async () => {
  const { hostname, port } = new URL(server.url);
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(Number(port), hostname, () =>
      socket.write('POST /fhir/R4/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{'),
    );
    return socket.on('error', () => undefined);
  });
  for (let i = 0; i < 5; i++) {
    await send(`fhir/R4/Patient/${patient.id}`);
  }
  for (const socket of slow) {
    socket.destroy();
  }
});
