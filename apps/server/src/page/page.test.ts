import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { directorySize } from './state.ts';

let harness: Harness;
let html: string;
let response: Response;
beforeAll(async () => {
  harness = await startHarness();
  const { admin } = harness;
  await admin.createResource({ resourceType: 'Patient', name: [{ family: 'Confidentiel' }] });
  await admin.createAttachment({
    data: 'contenu confidentiel',
    contentType: 'text/csv',
    filename: 'confidentiel.csv',
  });
  response = await fetch(harness.server.url);
  html = await response.text();
});
afterAll(() => harness.close());

describe('the page of an anonymous visitor', () => {
  test('is French HTML with a state and counts', () => {
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('<html lang="fr">');
    expect(html).toMatch(/<dt>Version<\/dt><dd>\d+\.\d+\.\d+<\/dd>/);
    expect(html).toMatch(/<td data-label="Type">Patient<\/td><td data-label="Nombre">1<\/td>/);
    expect(html).toMatch(/<dt>Données<\/dt><dd>[\d,]+\sMo<\/dd>/);
    expect(html).not.toContain('{{');
  });

  test('holds nothing of a resource, a client or a file', () => {
    for (const hidden of [
      'onfidentiel',
      harness.server.clientId,
      harness.server.clientSecret!,
      harness.dir,
    ]) {
      expect(html).not.toContain(hidden);
    }
  });

  test('does not count the definitions every server has', () => {
    expect(html).not.toContain('StructureDefinition');
  });
});

describe('the page works under its own policy', () => {
  test('nothing inline, nothing from elsewhere', () => {
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/\sstyle=|\son\w+=/);
    expect([...html.matchAll(/(?:src|href)="(https?:[^"]*)"/g)]).toEqual([]);
  });

  test('every file it names, and those they import, are served with their type', async () => {
    const named = [...html.matchAll(/(?:src|href)="(page\/[^"]+)"/g)].map((match) => match[1]!);
    expect(named.sort()).toEqual(['page/client.mjs', 'page/style.css']);
    const seen = new Set<string>();
    for (const queue = [...named]; queue.length > 0; ) {
      const name = queue.pop()!;
      if (seen.has(name)) {
        continue;
      }
      seen.add(name);
      const res = await fetch(new URL(name, harness.server.url));
      expect(res.status).toBe(200);
      expect(res.headers.get('content-type')).toContain(
        name.endsWith('.css') ? 'text/css' : 'text/javascript',
      );
      const code = await res.text();
      queue.push(...[...code.matchAll(/from '\.\/([\w.]+)'/g)].map((match) => `page/${match[1]}`));
    }
    expect(seen).toContain('page/format.mjs');
  });

  test('every element the script looks for is in the page', async () => {
    const code = await (await fetch(new URL('page/client.mjs', harness.server.url))).text();
    const ids = [...code.matchAll(/(?:find|fill)\('([\w-]+)'/g)].map((match) => match[1]!);
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids) {
      expect(html).toContain(`id="${id}"`);
    }
  });

  test('each field has a label, each section a name', () => {
    expect(html.match(/<input /g)).toHaveLength(2);
    expect(html.match(/<label>[^<]+<input/gs)).toHaveLength(2);
    for (const [, id] of html.matchAll(/aria-labelledby="([\w-]+)"/g)) {
      expect(html).toContain(`id="${id}"`);
    }
  });

  test('only its own files are served', async () => {
    for (const path of [
      'page/routes.ts',
      'page/../config.ts',
      'page/..%2fconfig.ts',
      'package.json',
      'signing.key',
    ]) {
      expect((await fetch(new URL(path, harness.server.url))).status).toBe(404);
    }
  });
});

describe('what its script asks of the API is answered', () => {
  const search = async (query: string) =>
    (await harness.admin.searchResources('DocumentReference', query)).length;

  test('documents and CSV files apart', async () => {
    const { admin } = harness;
    for (const contentType of ['text/csv', 'application/pdf']) {
      const attachment = await admin.createAttachment({ data: 'x', contentType });
      await admin.createResource({
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment }],
      });
    }
    const order = '_sort=-_lastUpdated&_count=50';
    expect(await search(`${order}&contenttype=text/csv`)).toBe(1);
    expect(await search(`${order}&contenttype:not=text/csv`)).toBe(1);
  });

  test('clients by name', async () => {
    const clients = await harness.admin.searchResources('ClientApplication', '_sort=name&_count=50');
    expect(clients.map((one) => one.name)).toContain('Administration');
  });
});

test('the health check says which version answers', async () => {
  const res = await fetch(`${harness.server.url}healthcheck`);
  expect(await res.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test('a folder weighs what its files weigh', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'dcc-size-'));
  await mkdir(join(dir, 'a', 'b'), { recursive: true });
  await writeFile(join(dir, 'a', 'one'), Buffer.alloc(1000));
  await writeFile(join(dir, 'a', 'b', 'two'), Buffer.alloc(234));
  expect(await directorySize(dir)).toBe(1234);
  await rm(dir, { recursive: true });
});
