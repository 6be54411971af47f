import type { CarePlan } from '@medplum/fhirtypes';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryVault, type Vault } from '../offline/vault.ts';
import { type Opening, SharedDocument } from './document.ts';
import { FakeServer } from './fake-server.ts';

const PAUSE = { keep: 1, send: 4, retry: 15 };
const REFERENCE = 'CarePlan/p1';
const PLAN: CarePlan = {
  resourceType: 'CarePlan',
  id: 'p1',
  status: 'draft',
  intent: 'proposal',
  subject: { reference: 'Patient/1' },
};
const IDENTIFIER = { system: 'urn:x', value: '1' };
const NEW: Opening<CarePlan> = {
  create: { ...PLAN, id: undefined, identifier: [IDENTIFIER] },
  identifier: 'urn:x|1',
};

const opened: SharedDocument<CarePlan>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function open(
  server: FakeServer,
  me: string,
  vault: Vault = memoryVault(),
  what: Opening<CarePlan> = { reference: REFERENCE },
) {
  const document = new SharedDocument<CarePlan>(what, {
    remote: server.as(me),
    vault: Promise.resolve(vault),
    pause: PAUSE,
  });
  opened.push(document);
  return document;
}

function served(description?: string): FakeServer {
  const server = new FakeServer();
  server.put({ ...PLAN, description }, 'ZZ');
  return server;
}

const state = (document: SharedDocument<CarePlan>) => document.snapshot().state;
const text = (document: SharedDocument<CarePlan>) => document.snapshot().value?.description;
const type = (document: SharedDocument<CarePlan>, words: string) =>
  document.change((draft) => ({ ...draft, description: `${draft.description ?? ''}${words}` }));
const until = (document: SharedDocument<CarePlan>, wanted: string) =>
  vi.waitFor(() => expect(state(document)).toBe(wanted), { interval: 1 });
const settled = (...documents: SharedDocument<CarePlan>[]) =>
  vi.waitFor(
    () => {
      const versions = documents.map((one) => one.snapshot().value?.meta?.versionId);
      expect(documents.map(state)).toEqual(documents.map(() => 'saved'));
      expect(new Set(versions).size).toBe(1);
    },
    { interval: 1 },
  );

describe('one writer', () => {
  test('types at once, is saved at the pause, and told when', async () => {
    const server = served('a');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    type(anne, ' b');
    expect(text(anne)).toBe('a b');
    expect(state(anne)).toBe('saving');
    await until(anne, 'saved');
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('a b');
    expect(anne.snapshot().savedAt).toBeInstanceOf(Date);
  });

  test('writes once for many keys, and not at all for none', async () => {
    const server = served('a');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    for (const letter of 'mot') type(anne, letter);
    await until(anne, 'saved');
    anne.change((draft) => draft);
    await anne.flush();
    expect(server.writes).toBe(2);
  });

  test('flush does not wait for the pause', async () => {
    const server = served('');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    type(anne, 'mot');
    await anne.flush();
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('mot');
  });
});

describe('two writers', () => {
  test.each([true, false])(
    'in two places see each other’s words, with initials (signed events: %s)',
    async (signs) => {
      const server = served('un deux');
      server.signs = signs;
      const [anne, paul] = [open(server, 'AM'), open(server, 'JD')];
      await settled(anne, paul);
      type(anne, ' trois');
      await vi.waitFor(() => expect(text(paul)).toBe('un deux trois'), { interval: 1 });
      await vi.waitFor(() => expect(paul.snapshot().other?.initials).toBe('AM'), { interval: 1 });
      expect(anne.snapshot().other).toBeUndefined();
    },
  );

  test('are not told of a bot that changes who may see the words', async () => {
    const server = served('un');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    const now = server.newest<CarePlan>(REFERENCE);
    server.put({ ...now, meta: { ...now.meta, accounts: [{ reference: 'Organization/1' }] } }, 'X');
    type(anne, ' deux');
    await settled(anne);
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('un deux');
    expect(anne.snapshot().other).toBeUndefined();
  });

  test('in one place keep both texts', async () => {
    const server = served('');
    const [anne, paul] = [open(server, 'AM'), open(server, 'JD')];
    await settled(anne, paul);
    type(anne, 'chimiothérapie');
    type(paul, 'radiothérapie');
    await settled(anne, paul);
    const merged = '[AM\u00a0: chimiothérapie] [JD\u00a0: radiothérapie]';
    expect([text(anne), text(paul)]).toEqual([merged, merged]);
  });

  test('without any event find out by the refused version', async () => {
    const server = served('');
    const [anne, paul] = [open(server, 'AM'), open(server, 'JD')];
    await settled(anne, paul);
    server.quiet = true;
    type(anne, 'un');
    await anne.flush();
    type(paul, 'deux');
    await paul.flush();
    expect(server.newest<CarePlan>(REFERENCE).description).toMatch(/un.*deux/);
  });

  test('who create the same thing at once write in one resource', async () => {
    const server = new FakeServer();
    const [anne, paul] = [open(server, 'AM', memoryVault(), NEW), open(server, 'JD', memoryVault(), NEW)];
    await Promise.all([until(anne, 'saved'), until(paul, 'saved')]);
    expect(server.versions.size).toBe(0);
    type(anne, 'un');
    type(paul, 'deux');
    await settled(anne, paul);
    expect(server.versions.size).toBe(1);
    expect(text(anne)).toMatch(/un.*deux/);
  });

  test('see what the other begins before they have begun themselves', async () => {
    const server = new FakeServer();
    const [anne, paul] = [open(server, 'AM', memoryVault(), NEW), open(server, 'JD', memoryVault(), NEW)];
    await Promise.all([until(anne, 'saved'), until(paul, 'saved')]);
    type(anne, 'un');
    await settled(anne, paul);
    expect(text(paul)).toBe('un');
    await vi.waitFor(() => expect(paul.snapshot().other?.initials).toBe('AM'), { interval: 1 });
  });

  test('of two codes, the one saved first stands and the other is told until seen', async () => {
    const server = served('');
    const [anne, paul] = [open(server, 'AM'), open(server, 'JD')];
    await settled(anne, paul);
    server.quiet = true;
    anne.change((draft) => ({ ...draft, language: 'fr' }));
    await anne.flush();
    paul.change((draft) => ({ ...draft, language: 'br' }));
    await until(paul, 'conflict');
    expect(paul.snapshot().choices).toEqual([{ path: 'language', mine: 'br', theirs: 'fr' }]);
    paul.settle();
    expect(state(paul)).toBe('saved');
  });
});

describe('the server away', () => {
  test('keeps what is typed, says so, and sends it when it is back', async () => {
    const server = served('');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    server.mood = 'away';
    type(anne, 'mot');
    await until(anne, 'offline');
    expect(anne.snapshot().error).toContain('réseau');
    type(anne, ' suivant');
    server.mood = 'well';
    await until(anne, 'saved');
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('mot suivant');
  });

  test('a page that is about to go keeps at once what the server does not have', async () => {
    const server = served('a');
    const vault = memoryVault();
    const anne = open(server, 'AM', vault);
    await until(anne, 'saved');
    await anne.keepNow();
    expect(await vault.names()).toEqual([]);
    server.mood = 'away';
    type(anne, ' mien');
    await anne.keepNow();
    expect(await vault.names()).toHaveLength(1);
  });

  test('the page closed meanwhile: the words come back from the vault, on top of others’', async () => {
    const server = served('a');
    const vault = memoryVault();
    const first = open(server, 'AM', vault);
    await until(first, 'saved');
    server.mood = 'away';
    type(first, ' mien');
    await until(first, 'offline');
    first.close();
    server.put({ ...PLAN, description: 'leur a' }, 'JD');
    const away = open(server, 'AM', vault);
    await until(away, 'offline');
    expect(text(away)).toBe('a mien');
    server.mood = 'well';
    await until(away, 'saved');
    expect(text(away)).toBe('leur a mien');
    expect(await vault.names()).toEqual([]);
  });

  test('an answer that never came does not write the words twice', async () => {
    const server = served('');
    const vault = memoryVault();
    const anne = open(server, 'AM', vault);
    await until(anne, 'saved');
    server.mood = 'lost';
    type(anne, 'mot');
    await until(anne, 'offline');
    server.put({ ...server.newest<CarePlan>(REFERENCE), description: 'mot autre' }, 'JD');
    type(anne, ' suivant');
    server.mood = 'well';
    await until(anne, 'saved');
    expect(text(anne)).toBe('mot [AM\u00a0: suivant] [JD\u00a0: autre]');
  });

  test('a creation whose answer was lost makes one resource', async () => {
    const server = new FakeServer();
    const anne = open(server, 'AM', memoryVault(), NEW);
    await until(anne, 'saved');
    server.mood = 'lost';
    type(anne, 'mot');
    await until(anne, 'offline');
    type(anne, ' suivant');
    server.mood = 'well';
    await until(anne, 'saved');
    expect(server.versions.size).toBe(1);
    expect(text(anne)).toBe('mot suivant');
  });
});

describe('refusals', () => {
  test('an expired session keeps the words and goes on after', async () => {
    const server = served('');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    server.mood = 'expired';
    type(anne, 'mot');
    await until(anne, 'offline');
    server.mood = 'well';
    await anne.sync(true);
    await until(anne, 'saved');
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('mot');
  });

  test('what the server does not take is told, kept, and tried again at the next change', async () => {
    const server = served('');
    const vault = memoryVault();
    const anne = open(server, 'AM', vault);
    await until(anne, 'saved');
    server.mood = 'refuses';
    type(anne, 'mot');
    await until(anne, 'error');
    expect(anne.snapshot().error).toContain('Donnée refusée');
    expect(await vault.names()).toEqual([REFERENCE]);
    server.mood = 'well';
    type(anne, '.');
    await until(anne, 'saved');
  });

  test('a plan put in force meanwhile takes no more words, and loses none', async () => {
    const server = served('a');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    server.quiet = true;
    server.put({ ...PLAN, description: 'a', status: 'active' }, 'JD');
    type(anne, ' b');
    await until(anne, 'locked');
    expect(text(anne)).toBe('a b');
    type(anne, ' c');
    expect(text(anne)).toBe('a b');
    expect(server.newest<CarePlan>(REFERENCE).description).toBe('a');
  });

  test('while an accent is composed nothing moves', async () => {
    const server = served('a');
    const anne = open(server, 'AM');
    await until(anne, 'saved');
    anne.hold(true);
    server.put({ ...PLAN, description: 'zéro a' }, 'JD');
    await anne.sync();
    expect(text(anne)).toBe('a');
    anne.hold(false);
    await vi.waitFor(() => expect(text(anne)).toBe('zéro a'), { interval: 1 });
  });
});
