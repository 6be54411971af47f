import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express, { type Request, type Response } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { bodyParsers, checkShape } from './body.ts';
import { errorHandler } from './errors.ts';

describe('the shape of what was parsed', () => {
  const nested = (depth: number): object => {
    let value: object = {};
    for (let i = 1; i < depth; i++) {
      value = i % 2 ? [value] : { child: value };
    }
    return value;
  };

  test('one hundred levels pass, one more does not', () => {
    expect(() => checkShape(nested(100))).not.toThrow();
    expect(() => checkShape(nested(101))).toThrow('trop profondément imbriqué');
  });

  test('a bomb of a million levels is refused, not fallen for', () => {
    expect(() => checkShape(nested(1_000_000))).toThrow('trop profondément imbriqué');
  });

  test('__proto__ is refused wherever it hides, escapes included', () => {
    expect(() => checkShape(JSON.parse('{"a":[{"__proto__":{"admin":true}}]}'))).toThrow('__proto__');
    expect(() => checkShape(JSON.parse('{"a":{"\\u005f_proto__":1}}'))).toThrow('__proto__');
  });

  test('the word as a value harms nobody', () => {
    expect(() => checkShape({ text: '__proto__', constructor: 'x' })).not.toThrow();
  });

  test('a wide body costs little', () => {
    expect(() => checkShape(Array.from({ length: 200_000 }, (_, i) => ({ i })))).not.toThrow();
  });
});

type Answer = { got: unknown; issue: { details: { text: string } }[] };

describe('over HTTP', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const app = express();
    app.use(bodyParsers(2048), (req: Request, res: Response) => {
      res.json({ got: req.body ?? null });
    });
    app.use(errorHandler(createLogger('silent')));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const post = async (body: string | Uint8Array<ArrayBuffer>, type: string, headers = {}) => {
    const res = await fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
    return { status: res.status, body: (await res.json()) as Answer };
  };

  test('FHIR JSON, JSON Patch, forms and text each arrive as what they are', async () => {
    expect((await post('{"a":1}', 'application/fhir+json; charset=utf-8')).body.got).toEqual({ a: 1 });
    expect((await post('[{"op":"test"}]', 'application/json-patch+json')).body.got).toEqual([{ op: 'test' }]);
    expect((await post('a=1&a=2', 'application/x-www-form-urlencoded')).body.got).toEqual({ a: ['1', '2'] });
    expect((await post('MSH|^~\\&|', 'x-application/hl7-v2+er7')).body.got).toBe('MSH|^~\\&|');
  });

  test.each(['{"a":', '{"a":1}}', "{'a':1}", '\u0000', '[1,]'])('broken JSON %j is a 400', async (body) => {
    const { status, body: answer } = await post(body, 'application/json');
    expect(status).toBe(400);
    expect(answer.issue[0]?.details.text).toBe('JSON illisible');
  });

  test('over the limit is a 413, announced or compressed', async () => {
    const large = JSON.stringify({ a: 'x'.repeat(4096) });
    expect((await post(large, 'application/json')).status).toBe(413);
    const zipped = gzipSync(JSON.stringify({ a: 'x'.repeat(1_000_000) }));
    const bomb = await post(new Uint8Array(zipped), 'application/json', { 'content-encoding': 'gzip' });
    expect(bomb.status).toBe(413);
  });

  test('another charset is refused by name', async () => {
    expect((await post('{}', 'application/json; charset=iso-8859-1')).status).toBe(415);
  });
});
