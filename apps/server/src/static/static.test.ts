import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

const HTML = '<!doctype html><html lang="fr"><script type="module" src="/assets/index-a1b2c3.js"></script>';
const SCRIPT = 'console.log("é");'.repeat(50);
const PAGE = { accept: 'text/html,application/xhtml+xml' };

let harness: Harness;
let folder: string;
let ui: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dcc-ui-'));
  ui = join(folder, 'dist');
  await mkdir(join(ui, 'assets', 'deep'), { recursive: true });
  await writeFile(join(ui, 'index.html'), HTML);
  await writeFile(join(ui, 'index.html.br'), brotliCompressSync(HTML));
  await writeFile(join(ui, 'assets', 'index-a1b2c3.js'), SCRIPT);
  await writeFile(join(ui, 'assets', 'index-a1b2c3.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(ui, 'assets', 'index-a1b2c3.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(ui, 'assets', 'only-gzip.css'), 'p{}');
  await writeFile(join(ui, 'assets', 'only-gzip.css.gz'), gzipSync('p{}'));
  await writeFile(join(ui, 'manifest.webmanifest'), '{}');
  await writeFile(join(ui, '.env'), 'SECRET=1');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  harness = await startHarness({ staticDir: ui });
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

/** As it stands on the line: `fetch` would tidy up the path and unpack the body. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { hostname, port } = new URL(harness.server.url);
  const res = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ hostname, port, path, headers, method }, resolve).on('error', reject);
  });
  const chunks = await res.setEncoding('latin1').toArray();
  return { status: res.statusCode, headers: res.headers, body: Buffer.from(chunks.join(''), 'latin1') };
}

describe('the page of the application', () => {
  test.each(['/', '/index.html', '/patients/123', '/sessions/2026-10-05/cas/4', '/connexion?retour=%2F'])(
    '%s gives index.html, always asked for again',
    async (path) => {
      const { status, headers, body } = await ask(path, PAGE);
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^text\/html; charset=utf-8$/i);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body.toString()).toBe(HTML);
    },
  );

  test('runs its own scripts alone, talks to its own server alone, and stands in no frame', async () => {
    const { headers } = await ask('/agenda', PAGE);
    const policy = new Map(
      (headers['content-security-policy'] as string)
        .split('; ')
        .map((one): [string, string] => [one.split(' ')[0]!, one.split(' ').slice(1).join(' ')]),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('style-src')).toBe("'self' 'unsafe-inline'");
    expect(policy.get('connect-src')).toBe("'self' ws: wss:");
    expect(policy.get('img-src')).toBe("'self' data: blob:");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('is not sent twice to who has it', async () => {
    const first = await ask('/', PAGE);
    expect(first.headers.etag).toBeTruthy();
    const again = await ask('/', { ...PAGE, 'if-none-match': first.headers.etag! });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers['cache-control']).toBe('no-cache');
    expect((await ask('/', { ...PAGE, 'if-match': '"other"' })).status).toBe(412);
  });

  test('has headers without body for HEAD', async () => {
    const { status, headers, body } = await ask('/', PAGE, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(HTML.length), 0]);
  });

  test('a new build shows without a restart', async () => {
    await writeFile(join(ui, 'nouveau.txt'), 'nouveau');
    expect((await ask('/nouveau.txt')).body.toString()).toBe('nouveau');
    await rm(join(ui, 'nouveau.txt'));
    expect((await ask('/nouveau.txt')).status).toBe(404);
  });
});

describe('files', () => {
  test('hashed ones are kept for a year', async () => {
    const { status, headers, body } = await ask('/assets/index-a1b2c3.js');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(SCRIPT);
  });

  test('others are asked for again', async () => {
    const { headers } = await ask('/manifest.webmanifest');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-type']).toMatch(/^application\/manifest\+json/);
  });

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
  ])('Accept-Encoding %s: sent as %s, under the type of the original', async (accepted, encoding) => {
    const { headers, body } = await ask('/assets/index-a1b2c3.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(headers.vary).toContain('Accept-Encoding');
    const unpack = encoding === 'br' ? brotliDecompressSync : gunzipSync;
    expect(unpack(body).toString()).toBe(SCRIPT);
  });

  test('each encoding has its own tag: a cache must not mix them', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (one) =>
          (await ask('/assets/index-a1b2c3.js', { 'accept-encoding': one })).headers.etag as string,
      ),
    );
    expect(new Set(tags).size).toBe(3);
  });

  test('what was not compressed in the better way is sent in the other, or plain', async () => {
    const css = await ask('/assets/only-gzip.css', { 'accept-encoding': 'br, gzip' });
    expect([css.headers['content-encoding'], css.headers['content-type']]).toEqual([
      'gzip',
      'text/css; charset=utf-8',
    ]);
    const plain = await ask('/manifest.webmanifest', { 'accept-encoding': 'br, gzip' });
    expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([undefined, '{}']);
  });

  test('many at once, each its own', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask('/assets/index-a1b2c3.js')));
    expect(answers.every(({ body }) => body.toString() === SCRIPT)).toBe(true);
  });
});

describe('what is not the application', () => {
  test.each(['/assets/index-gone.js', '/assets/', '/assets', '/assets/deep/'])(
    '%s: an asset that is not there is no page, or an old page would run a page as a script',
    async (path) => {
      expect((await ask(path, path === '/assets' ? {} : PAGE)).status).toBe(404);
    },
  );

  test.each([
    ['/fhir/R4/Patient', 401],
    ['/fhir/R5/Patient', 404],
    ['/auth/nothing', 404],
    ['/auth', 404],
    ['/oauth2/nothing', 404],
    ['/admin/nothing', 401],
    ['/.well-known/nothing', 404],
    ['/page/nothing.js', 404],
    ['/ws/nothing', 404],
  ])('%s is an address of the server: %i', async (path, status) => {
    const answer = await ask(path, PAGE);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body.toString()).resourceType).toBe('OperationOutcome');
  });

  test('names that only begin like those of the server are the application’s', async () => {
    for (const path of ['/administration', '/authentification', '/pages/1']) {
      expect((await ask(path, PAGE)).body.toString(), path).toBe(HTML);
    }
  });

  test('a script that asks for data it spelt wrong gets no page', async () => {
    for (const accept of ['*/*', 'application/json', 'application/fhir+json']) {
      expect((await ask('/patients/123', { accept })).status, accept).toBe(404);
    }
  });

  test('nobody writes to it', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await ask('/', PAGE, method)).status, method).toBe(404);
    }
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..%c0%afsecret.txt',
    '//etc/passwd',
    '/%00/etc/passwd',
    '/assets/index-a1b2c3.js%00.txt',
    '/%',
    '/.env',
    '/./.env',
    '/%2eenv',
  ])('%s leaves the folder for nobody', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.toString()).not.toMatch(/secret|root:/i);
  });
});

describe('beside the server', () => {
  test('the state page stands at its own address, and its files with it', async () => {
    const { status, body } = await ask('/etat', PAGE);
    expect(status).toBe(200);
    expect(body.toString()).toContain('Serveur en service');
    expect((await ask('/page/client.mjs')).status).toBe(200);
    expect((await ask('/healthcheck')).status).toBe(200);
  });

  test('the API keeps its closed policy', async () => {
    const { headers } = await ask('/fhir/R4/metadata');
    expect(headers['content-security-policy']).toContain("default-src 'none'; frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  test('the same client works with and without an application', async () => {
    const patient = await harness.admin.createResource({ resourceType: 'Patient' });
    expect(await harness.admin.readResource('Patient', patient.id)).toEqual(patient);
  });
});

test('the folder may be reached by a link, as deployments do', async () => {
  const link = join(folder, 'current');
  await symlink(ui, link);
  const other = await startHarness({ staticDir: link });
  const res = await fetch(other.server.url, { headers: PAGE });
  expect(await res.text()).toBe(HTML);
  await other.close();
});

test('a folder without a page is refused at the start, by name', async () => {
  const start = startHarness({ staticDir: folder });
  await expect(start).rejects.toThrow(/staticDir : un dossier qui contient index\.html est attendu/);
});
