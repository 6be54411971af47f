import { connect } from 'node:net';
import type { MedplumClient } from '@medplum/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
beforeAll(async () => {
  harness = await startHarness({ maxJsonBytes: 1_000_000, maxBinaryBytes: 1_000_000 });
  admin = harness.admin;
});
afterAll(async () => {
  // Whatever was sent above, the server still works.
  await admin.createResource({ resourceType: 'Patient', name: [{ family: 'Toujours' }] });
  await harness.close();
});

const send = (
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type = 'application/fhir+json',
) => rawFetch(admin, path, { method, body, headers: { 'content-type': type } });

const deep = (depth: number): string => {
  const open = '{"resourceType":"Questionnaire","status":"draft","item":[';
  const item = '{"linkId":"a","type":"group","item":[';
  return `${open}${item.repeat(depth)}${']}'.repeat(depth)}]}`;
};

describe('bodies', () => {
  test.each([
    ['broken JSON', '{"resourceType":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"Patient"'],
    ['an array', '[]'],
    ['no type', '{}'],
    ['another type', '{"resourceType":"Task","status":"draft","intent":"order"}'],
    ['a type that is no text', '{"resourceType":{"a":1}}'],
    ['__proto__', '{"resourceType":"Patient","__proto__":{"superAdmin":true}}'],
    ['__proto__ deeper', '{"resourceType":"Patient","name":[{"__proto__":{"family":"x"}}]}'],
    ['constructor', '{"resourceType":"Patient","constructor":{"prototype":{"x":1}}}'],
    ['NUL', '{"resourceType":"Patient","name":[{"family":"a\\u0000b"}]}'],
    ['a lone surrogate', '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}'],
    ['arrays where an object is expected', '{"resourceType":"Patient","name":[[["x"]]]}'],
    ['a meta that is no object', '{"resourceType":"Patient","meta":[1]}'],
    ['a depth bomb', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['a deep resource', deep(500)],
  ])('%s is a 400', async (_name, body) => {
    const res = await send('POST', 'fhir/R4/Patient', body);
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test('too large is a 413, in JSON, in a form and as a document', async () => {
    const large = 'x'.repeat(2_000_000);
    for (const [path, type] of [
      ['fhir/R4/Patient', 'application/fhir+json'],
      ['fhir/R4/Patient/_search', 'application/x-www-form-urlencoded'],
      ['fhir/R4/Binary', 'application/pdf'],
      ['fhir/R4/Binary', 'application/fhir+json'],
    ] as const) {
      const status = await send('POST', path, large, type).then(
        (res) => res.status,
        // The server may close while the rest is still being sent.
        () => 413,
      );
      expect(status).toBe(413);
    }
  });

  test.each([
    ['Bundle of nothing', { type: 'transaction' }],
    ['entries that are no array', { type: 'transaction', entry: { length: 1 } }],
    ['an entry of nothing', { type: 'transaction', entry: [{}] }],
    ['a null entry', { type: 'batch', entry: [null] }],
    ['no type', { entry: [] }],
    ['a strange method', { type: 'transaction', entry: [{ request: { method: 'TRACE', url: 'Patient' } }] }],
    [
      'a strange url',
      { type: 'transaction', entry: [{ request: { method: 'GET', url: '../../admin/jobs' } }] },
    ],
  ])('%s', async (_name, more) => {
    const res = await send('POST', 'fhir/R4', JSON.stringify({ resourceType: 'Bundle', ...more }));
    expect(res.status).toBeGreaterThanOrEqual(200);
    expect(res.status).toBeLessThan(500);
  });

  test.each([
    ['no array', '{"op":"add"}'],
    ['an unknown operation', '[{"op":"explode","path":"/name"}]'],
    ['a path to the prototype', '[{"op":"add","path":"/__proto__/superAdmin","value":true}]'],
    ['a path to nowhere', '[{"op":"replace","path":"/name/99/family","value":"x"}]'],
    ['another type', '[{"op":"replace","path":"/resourceType","value":"Task"}]'],
    ['null operations', '[null]'],
  ])('a patch with %s is a 4xx', async (_name, body) => {
    const { id } = await admin.createResource({ resourceType: 'Patient' });
    const res = await send('PATCH', `fhir/R4/Patient/${id}`, body, 'application/json-patch+json');
    expect(res.status).toBeGreaterThanOrEqual(400);
    expect(res.status).toBeLessThan(500);
  });
});

describe('addresses', () => {
  test.each([
    'fhir/R4/Patient?name=%E0%A4%A',
    'fhir/R4/%E0%A4%A',
    'fhir/R4/Patient/%00',
    'fhir/R4/Patient/..%2f..%2fadmin%2fjobs',
    'fhir/R4/Binary/..%2f..%2fsigning.key',
    'fhir/R4/Patient?_sort=__proto__',
    'fhir/R4/Patient?constructor=x',
    'fhir/R4/Patient?__proto__=x',
    'fhir/R4/__proto__',
    'fhir/R4/constructor/1',
    "fhir/R4/Patient?name='%20OR%201=1;%20DROP%20TABLE%20resource;--",
    'fhir/R4/Patient?_count=-1',
    'fhir/R4/Patient?_offset=99999999999999999999',
    'fhir/R4/Patient?birthdate=gt9999-99-99',
    'fhir/R4/Patient?_lastUpdated=xx',
    `fhir/R4/Patient?${'_has:Observation:subject:'.repeat(30)}code=1`,
    'fhir/R4/Patient?_include=Patient:__proto__',
    'fhir/R4/Patient?_filter=((((',
    'fhir/R4/Bot/$execute?identifier=',
    'admin/projects/__proto__',
    'oauth2/nothing',
  ])('%s is never a 5xx', async (path) => {
    const res = await rawFetch(admin, path);
    expect(res.status).toBeLessThan(500);
    expect(await res.text()).not.toContain('node:');
  });

  test('a query of 100 kB is refused', async () => {
    const res = await rawFetch(admin, `fhir/R4/Patient?name=${'x'.repeat(100_000)}`);
    expect(res.status).toBeGreaterThanOrEqual(400);
    expect(res.status).toBeLessThan(500);
  });

  test('a thousand values in one parameter answer in time', async () => {
    const start = performance.now();
    const res = await rawFetch(admin, `fhir/R4/Patient?identifier=${Array(2000).fill('a').join(',')}`);
    expect(res.status).toBeLessThan(500);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('GraphQL', () => {
  const query = (text: string) =>
    send('POST', 'fhir/R4/$graphql', JSON.stringify({ query: text }), 'application/json');
  const nest = (depth: number): string =>
    depth === 0
      ? 'id'
      : `ObservationList(_reference: subject) { subject { resource { ... on Patient { ${nest(depth - 1)} } } } }`;

  test('too deep, or asking for the whole schema, is refused', async () => {
    for (const text of [`{ PatientList { ${nest(20)} } }`, '{ __schema { types { name } } }', '{', '']) {
      const res = await query(text);
      expect(res.status).toBeGreaterThanOrEqual(400);
      expect(res.status).toBeLessThan(500);
    }
  });

  test('an alias flood is refused before it runs', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `p${i}: PatientConnection(_count: 1) { count }`);
    const start = performance.now();
    const res = await query(`{ ${many.join(' ')} }`);
    expect(res.status).toBe(400);
    expect(await res.text()).toContain('plus de 100 recherches');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('below HTTP', () => {
  const talk = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(harness.server.url);
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let answer = '';
      socket.setTimeout(3000, () => socket.destroy());
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      // A refused connection is often reset after its answer: what was read by then counts.
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });

  test('noise, smuggling and endless headers are cut', async () => {
    expect(await talk('\u0000\u0001\u0002\r\n\r\n')).toContain('400');
    const both =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await talk(both)).toContain('400');
    expect(await talk(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`)).toContain('431');
  });
});

test('errors tell nothing of the inside', async () => {
  const res = await send('POST', 'fhir/R4/Patient', '{"resourceType":"Patient","name":{"a":1}}');
  const text = await res.text();
  expect(text).not.toContain('/src/');
  expect(text).not.toContain('at Object');
});
