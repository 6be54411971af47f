import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { golden, goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Binary, Composition, DocumentReference, OperationOutcome } from '@medplum/fhirtypes';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from '../src/frcp-to-cda/render.ts';
import { assemble } from '../src/shared/assemble.ts';
import { TestServer } from '../src/testing/server.ts';
import { draftServer, FICHE, NOW, signature } from '../src/testing/story.ts';
import { botNames, build, bundlePath } from './build.ts';
import { loadInVmContext } from './vm-context.ts';

beforeAll(async () => {
  await build();
}, 120_000);

const code = (name: string) => readFileSync(bundlePath(name), 'utf8');
const MEBIBYTE = 1024 * 1024;

describe('the bundles', () => {
  test('there is one per bot', () => {
    expect(botNames()).toEqual(expect.arrayContaining(['frcp-to-cda', 'sign-frcp']));
    for (const name of botNames()) {
      expect(existsSync(bundlePath(name)), name).toBe(true);
    }
  });

  test('built again, nothing is built', async () => {
    const before = botNames().map((name) => statSync(bundlePath(name)).mtimeMs);
    expect(await build()).toBe(false);
    expect(botNames().map((name) => statSync(bundlePath(name)).mtimeMs)).toEqual(before);
  });

  test.each(botNames())('%s loads in the VM context of the real server, and exports handler', (name) => {
    expect(typeof loadInVmContext(code(name))).toBe('function');
  });

  test.each(botNames())('%s loads by a plain require too, as in a Lambda', (name) => {
    const loaded = createRequire(import.meta.url)(bundlePath(name)) as { handler?: unknown };
    expect(typeof loaded.handler).toBe('function');
  });

  test.each(botNames())('%s fits a $deploy of 10 MB and names no file of this machine', (name) => {
    const text = code(name);
    expect(text.length).toBeLessThan(6 * MEBIBYTE);
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain('import.meta');
  });

  test('saxon-js is asked for, not included', () => {
    expect(code('frcp-to-cda')).toMatch(/require\(["']saxon-js["']\)/);
    expect(code('frcp-to-cda')).not.toContain('Saxonica Limited. All rights');
  });
});

test('ssh2-sftp-client is required when it is needed, never imported: a VM context cannot', () => {
  expect(code('oncorif-automatic')).toMatch(/require\(["']ssh2-sftp-client["']\)/);
  for (const name of botNames()) expect(code(name), name).not.toMatch(/\bimport\(["'][\w-]+["']\)/);
});

describe('run from their bundles', () => {
  // The hour of the story: what was typed after the code was shown is not signed.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a fiche is signed, and refused with all its reasons', async () => {
    const sign = loadInVmContext(code('sign-frcp'));
    const server = await draftServer();
    expect(await sign(server.medplum, signature())).toMatchObject({ status: 'final' });
    const other = await draftServer((fiche) => {
      fiche.section = [];
    });
    // An error of another context is no instance of our classes: only what it carries counts.
    const error = await sign(other.medplum, signature()).catch((reason: unknown) => reason);
    const { message, outcome } = error as { message: string; outcome: OperationOutcome };
    expect(message).toContain('- Proposition thérapeutique : la rubrique est absente');
    expect(outcome.issue.length).toBe(message.split('\n').length - 1);
  });

  test('a document is issued, with the very bytes that the sources give', async () => {
    const issue = loadInVmContext(code('frcp-to-cda'));
    const server = new TestServer();
    await server.add(...goldenBundle().entry!.map(({ resource }) => resource!));
    const document = (await issue(server.medplum, {
      input: golden<Composition>('frcp'),
    })) as DocumentReference;
    expect(document.resourceType, JSON.stringify(document)).toBe('DocumentReference');
    const expected = await render((await assemble(server.medplum, FICHE)).bundle);
    const stored = async (index: number) => {
      const id = document.content[index]!.attachment.url!.split('/')[1]!;
      const { data } = await server.repository.readResource<Binary>('Binary', id);
      return Buffer.from(data!, 'base64');
    };
    // Compared as booleans: a difference would print half a megabyte.
    expect((await stored(1)).equals(expected.pdf)).toBe(true);
    expect((await stored(0)).equals(Buffer.from(expected.cda))).toBe(true);
  }, 60_000);
});
