import { forbidden, OperationOutcomeError, unauthorized } from '@medplum/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FicheState, readContent, writePart } from '../model/index.ts';
import { amendment, CONTEXT, draft } from '../model/testing.ts';
import { FicheStore } from './fiche-store.ts';
import { versioned, World } from './testing.ts';
import { wordsOf } from './unsent.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const signed = (fiche: FicheState): FicheState => ({
  ...fiche,
  composition: { ...fiche.composition, status: 'final' },
});
const pause = () => vi.advanceTimersByTimeAsync(1_000);

describe('typing', () => {
  it('stands at once, is kept here, and saved at the pause: once', async () => {
    const world = new World();
    const store = world.store();
    for (const text of ['A', 'As', 'Asthme.']) store.change('history', text);
    expect(store.snapshot()).toMatchObject({ unsaved: true, content: { history: 'Asthme.' } });
    await vi.advanceTimersByTimeAsync(300);
    expect(world.vault?.content.history).toBe('Asthme.');
    expect(world.saves).toBe(0);
    await pause();
    expect(world.saves).toBe(1);
    expect(readContent(world.fiche).history).toBe('Asthme.');
    expect(store.snapshot()).toMatchObject({ state: 'saved', unsaved: false });
    expect(store.snapshot().savedAt).toBeInstanceOf(Date);
    expect(world.vault).toBeUndefined();
  });

  it('sends nothing when what is typed comes back to what was', async () => {
    const world = new World();
    const store = world.store();
    const { history } = store.snapshot().content;
    store.change('history', 'x');
    store.change('history', history);
    await pause();
    expect(world.saves).toBe(0);
    expect(store.snapshot().unsaved).toBe(false);
  });

  it('keeps on the screen what is no entry yet', async () => {
    const store = new World().store();
    store.change('functional', (now) => ({
      ...now,
      evaluations: [...now.evaluations, { key: 'urn:uuid:a', tool: 'MNA', result: '' }],
    }));
    await pause();
    expect(store.snapshot().content.functional.evaluations.at(-1)).toMatchObject({ tool: 'MNA' });
  });

  it('goes on with the same key once the server has given an id', async () => {
    const world = new World();
    const store = world.store();
    const key = 'urn:uuid:00000000-0000-4000-8000-00000000000a';
    const line = { key, text: 'Curiethérapie', status: 'completed' as const, note: '' };
    store.change('treatments', (now) => [...now, line]);
    await pause();
    store.change('treatments', (now) =>
      now.map((one) => (one.key === key ? { ...one, note: 'Bien tolérée.' } : one)),
    );
    await pause();
    const held = readContent(world.fiche).treatments.filter(({ text }) => text === 'Curiethérapie');
    expect(held).toMatchObject([{ note: 'Bien tolérée.' }]);
  });

  it('writes nothing in a signed fiche', async () => {
    const world = new World(draft({ status: 'final' }));
    const store = world.store();
    store.change('history', 'x');
    await pause();
    expect(store.snapshot()).toMatchObject({ state: 'locked', unsaved: false });
    expect(world.saves).toBe(0);
  });

  it('copies what a signed version rests on, once, however often it is typed', async () => {
    const world = new World(amendment());
    const before = world.fiche.records.size;
    const store = world.store();
    for (const note of ['Relu.', 'Relu deux fois.']) {
      store.change('treatments', (now) => now.map((one, at) => (at === 0 ? { ...one, note } : one)));
      await pause();
    }
    expect(world.fiche.records.size).toBe(before + 1);
    expect(readContent(world.fiche).treatments[0]!.note).toBe('Relu deux fois.');
  });
});

describe('two writers', () => {
  it('keeps both: the second to save merges, and saves the merge', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'Asthme.');
    world.other((fiche) => writePart(fiche, 'comorbidity', 'Obésité.', CONTEXT));
    await pause();
    await pause();
    expect(readContent(world.fiche)).toMatchObject({ history: 'Asthme.', comorbidity: 'Obésité.' });
    expect(store.snapshot()).toMatchObject({ state: 'saved', content: { comorbidity: 'Obésité.' } });
  });

  it('says that what was typed is saved when somebody saved the very same', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'Asthme.');
    world.other((fiche) => writePart(fiche, 'history', 'Asthme.', CONTEXT));
    await pause();
    expect(store.snapshot()).toMatchObject({ state: 'saved', unsaved: false });
    expect(store.snapshot().savedAt).toBeInstanceOf(Date);
    expect(readContent(world.fiche).history).toBe('Asthme.');
    expect(world.vault).toBeUndefined();
    const silent = world.store();
    world.other((fiche) => writePart(fiche, 'history', 'Autre.', CONTEXT));
    await silent.refresh();
    expect(silent.snapshot().savedAt).toBeUndefined();
  });

  it('tells a code that the other chose', async () => {
    const world = new World();
    const store = world.store();
    const { functional } = store.snapshot().content;
    store.change('functional', { ...functional, ecog: 'LA9622-7' });
    world.other((fiche) => writePart(fiche, 'functional', { ...functional, ecog: 'LA9624-3' }, CONTEXT));
    await pause();
    await pause();
    expect(store.snapshot().clashes).toHaveLength(1);
    store.settle();
    expect(store.snapshot().clashes).toEqual([]);
  });

  it('shows what the other saved when it is told of it', async () => {
    const world = new World();
    const store = world.store();
    world.other((fiche) => writePart(fiche, 'history', 'Autre.', CONTEXT));
    await store.refresh();
    expect(store.snapshot().content.history).toBe('Autre.');
    expect(world.saves).toBe(0);
  });

  it('reads nothing again when its own save is heard back, even while it is under way', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'Asthme.');
    const saving = store.flush();
    const heard = store.refresh('2');
    await Promise.all([saving, heard]);
    expect(world.loads).toBe(0);
    await store.refresh('3');
    expect(world.loads).toBe(1);
  });

  it('locks when the other has signed, and says what was typed is not saved', async () => {
    const world = new World();
    const store = world.store();
    world.other(signed);
    store.change('history', 'Trop tard.');
    await store.refresh();
    expect(store.snapshot()).toMatchObject({ state: 'locked', unsaved: false });
    expect(wordsOf(store.snapshot().unsent)).toBe('Antécédents médicaux\nTrop tard.');
  });

  it('locks when the server refuses a write because of the signature', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'Trop tard.');
    world.other(signed);
    world.failure = new OperationOutcomeError(forbidden);
    await pause();
    expect(store.snapshot().state).toBe('locked');
    expect(wordsOf(store.snapshot().unsent)).toContain('Trop tard.');
  });

  it('shows after a reload what was typed too late, until it is seen', async () => {
    const world = new World();
    const first = world.store();
    world.other(signed);
    first.change('history', 'Trop tard.');
    await first.refresh();
    first.close();
    const second = world.store();
    await second.resume();
    expect(wordsOf(second.snapshot().unsent)).toContain('Trop tard.');
    second.settle();
    expect(second.snapshot().unsent).toEqual([]);
    expect(world.vault).toBeUndefined();
    const third = world.store();
    await third.resume();
    expect(third.snapshot().unsent).toEqual([]);
  });

  it('takes up in the amendment what was typed too late in the version before', async () => {
    const world = new World();
    const first = world.store();
    world.other(signed);
    first.change('history', 'Trop tard.');
    await first.refresh();
    first.close();
    world.fiche = versioned(amendment(), ++world.version);
    const second = world.store();
    await second.resume();
    await pause();
    expect(readContent(world.fiche).history).toBe('Trop tard.');
    expect(world.vault).toBeUndefined();
  });
});

describe('without the server', () => {
  it('keeps what is typed, says so, and saves it when the server is back', async () => {
    const world = new World();
    const store = world.store();
    world.failure = new TypeError('fetch failed');
    store.change('history', 'Asthme.');
    await pause();
    expect(store.snapshot()).toMatchObject({ state: 'offline', unsaved: true });
    expect(world.vault?.content.history).toBe('Asthme.');
    world.failure = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(readContent(world.fiche).history).toBe('Asthme.');
    expect(store.snapshot().state).toBe('saved');
  });

  it('takes up after a reload what was typed before, over what others saved since', async () => {
    const world = new World();
    const first = world.store();
    world.failure = new TypeError('fetch failed');
    first.change('history', 'Asthme.');
    await pause();
    first.close();
    world.failure = undefined;
    world.other((fiche) => writePart(fiche, 'comorbidity', 'Obésité.', CONTEXT));
    const second = world.store();
    await second.resume();
    await pause();
    expect(readContent(world.fiche)).toMatchObject({ history: 'Asthme.', comorbidity: 'Obésité.' });
  });

  it('keeps what was typed a moment before the page is left', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'Asthme.');
    store.close();
    expect(world.vault?.content.history).toBe('Asthme.');
  });

  it('keeps the first of what is typed at once, and what follows a quarter of a second later', async () => {
    const world = new World();
    const store = world.store();
    store.change('history', 'A');
    await vi.advanceTimersByTimeAsync(0);
    expect(world.vault?.content.history).toBe('A');
    store.change('history', 'As');
    store.change('history', 'Ast');
    await vi.advanceTimersByTimeAsync(200);
    expect(world.vault?.content.history).toBe('A');
    await vi.advanceTimersByTimeAsync(50);
    expect(world.vault?.content.history).toBe('Ast');
  });

  it('keeps all of it the moment the page is left, and nothing when nothing waits', async () => {
    const world = new World();
    const store = world.store();
    void store.keepNow();
    expect(world.vault).toBeUndefined();
    store.change('history', 'A');
    await vi.advanceTimersByTimeAsync(0);
    store.change('history', 'Asthme.');
    void store.keepNow();
    expect(world.vault?.content.history).toBe('Asthme.');
    await pause();
    expect(readContent(world.fiche).history).toBe('Asthme.');
    expect(world.vault).toBeUndefined();
  });

  it('keeps in the order in which it was typed, however long the browser takes', async () => {
    const world = new World();
    const written: (string | undefined)[] = [];
    const slow = [300, 1];
    const store = new FicheStore(world.fiche, {
      load: async () => world.fiche,
      save: async (_, after) => after,
      writers: async () => ({ mine: 'HA', theirs: 'VT' }),
      context: () => CONTEXT,
      keep: async (draft) => {
        await new Promise((done) => setTimeout(done, slow.shift() ?? 1));
        written.push(draft?.content.history);
      },
      kept: async () => undefined,
    });
    store.change('history', 'A');
    await vi.advanceTimersByTimeAsync(0);
    store.change('history', 'Asthme.');
    void store.keepNow();
    await vi.advanceTimersByTimeAsync(400);
    expect(written).toEqual(['A', 'Asthme.']);
  });

  it('waits for the person when her session has ended', async () => {
    const world = new World();
    const store = world.store();
    world.failure = new OperationOutcomeError(unauthorized);
    store.change('history', 'Asthme.');
    await pause();
    expect(store.snapshot()).toMatchObject({ state: 'offline', unsaved: true });
    world.failure = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(readContent(world.fiche).history).toBe('Asthme.');
  });

  it('shows the reason of a refusal, and does not insist', async () => {
    const world = new World();
    const store = world.store();
    world.failure = new Error('Refusé.');
    store.change('history', 'x');
    await pause();
    expect(store.snapshot()).toMatchObject({ state: 'error', error: 'Refusé.', unsaved: true });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(world.saves).toBe(1);
  });
});
