import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventually, type Harness, startHarness } from '../testing/harness.ts';

/** As much of an element as the script touches. */
interface FakeElement {
  hidden: boolean;
  innerHTML: string;
  textContent: string;
  readonly listeners: Record<string, (event: object) => Promise<void>>;
  addEventListener(name: string, listener: (event: object) => Promise<void>): void;
}

const elements = new Map<string, FakeElement>();
const session = new Map<string, string>();
const downloads: { name: string; content: Promise<string> }[] = [];
let harness: Harness;

function element(id: string): FakeElement {
  let found = elements.get(id);
  if (!found) {
    const listeners: FakeElement['listeners'] = {};
    found = {
      hidden: id === 'signed-in',
      innerHTML: '',
      textContent: '',
      listeners,
      addEventListener: (name, listener) => {
        listeners[name] = listener;
      },
    };
    elements.set(id, found);
  }
  return found;
}

beforeAll(async () => {
  harness = await startHarness();
  const { admin, server } = harness;
  for (const [filename, contentType] of [
    ['oncorif.csv', 'text/csv'],
    ['fiche.pdf', 'application/pdf'],
  ] as const) {
    const attachment = await admin.createAttachment({
      data: `contenu de ${filename}`,
      filename,
      contentType,
    });
    await admin.createResource({
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment }],
    });
  }
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => real(new URL(path, server.url), init));
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => session.get(key) ?? null,
    setItem: (key: string, value: string) => session.set(key, value),
    removeItem: (key: string) => session.delete(key),
  });
  vi.stubGlobal(
    'FormData',
    class {
      readonly #fields: Record<string, string>;
      constructor(form: { fields: Record<string, string> }) {
        this.#fields = form.fields;
      }
      get(name: string): string | undefined {
        return this.#fields[name];
      }
    },
  );
  const blobs = new Map<string, Blob>();
  vi.stubGlobal(
    'URL',
    Object.assign(class extends URL {}, {
      createObjectURL: (blob: Blob) => {
        blobs.set(`blob:${blobs.size}`, blob);
        return `blob:${blobs.size - 1}`;
      },
      revokeObjectURL: () => {},
    }),
  );
  const createElement = () => ({
    href: '',
    download: '',
    click() {
      downloads.push({ name: this.download, content: blobs.get(this.href)!.text() });
    },
  });
  vi.stubGlobal('document', { getElementById: element, createElement });
  // @ts-expect-error: plain ECMAScript, for the browser.
  await import('./client.mjs');
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await harness.close();
});

const submit = (client_id: string, client_secret: string) => {
  const form = { fields: { client_id, client_secret }, reset: vi.fn() };
  return element('sign-in').listeners.submit!({ target: form, preventDefault: vi.fn() });
};
const html = (id: string): string => element(id).innerHTML;

test('a wrong secret is told in French, and nothing is kept', async () => {
  await submit(harness.server.clientId, 'faux secret, bien long');
  expect(element('message').textContent).toBe('Identifiant ou secret du client refusé');
  expect(session.size).toBe(0);
  expect(element('signed-in').hidden).toBe(true);
});

test('signing in shows documents, CSV files, clients and notifications; the secret is not kept', async () => {
  await submit(`  ${harness.server.clientId} `, harness.server.clientSecret!);
  expect(element('message').textContent).toBe('Vous êtes connecté.');
  expect(element('signed-in').hidden).toBe(false);
  expect(html('documents')).toContain('fiche.pdf');
  expect(html('documents')).not.toContain('oncorif.csv');
  expect(html('csv')).toContain('oncorif.csv');
  expect(html('clients')).toContain('Administration');
  expect(html('jobs')).toContain('faite');
  expect(element('jobs-part').hidden).toBe(false);
  expect([...session.values()].join()).not.toContain(harness.server.clientSecret);
});

test('a button downloads its document under its name', async () => {
  const [, download, name] = /data-download="([^"]+)" data-name="([^"]+)"/.exec(html('csv'))!;
  const button = { dataset: { download, name } };
  await element('signed-in').listeners.click!({ target: { closest: () => button } });
  const [got] = downloads;
  expect([got?.name, await got?.content]).toEqual(['oncorif.csv', 'contenu de oncorif.csv']);
});

test('a click elsewhere downloads nothing', async () => {
  await element('signed-in').listeners.click!({ target: { closest: () => null } });
  expect(downloads).toHaveLength(1);
});

test('signing out ends the token and empties the page', async () => {
  const [token] = session.values();
  await element('sign-out').listeners.click!({});
  expect(session.size).toBe(0);
  expect(element('signed-in').hidden).toBe(true);
  expect(['documents', 'csv', 'clients', 'jobs'].map(html)).toEqual(['', '', '', '']);
  const res = await fetch('auth/me', { headers: { authorization: `Bearer ${token}` } });
  expect(res.status).toBe(401);
});

test('a session that ended elsewhere asks to sign in again', async () => {
  session.set('dcc-token', 'plus-valable');
  await element('refresh').listeners.click!({});
  await eventually(async () => element('message').textContent.startsWith('Votre session est terminée'));
  expect(session.size).toBe(0);
});
