/** What becomes of words when an answer does not come, or comes while they are typed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FicheContent, readContent, writePart } from '../model/index.ts';
import { CONTEXT } from '../model/testing.ts';
import { reloaded, World } from './testing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pause = () => vi.advanceTimersByTimeAsync(1_000);

describe('an answer that never came', () => {
  const ecog = (code: string) => (now: FicheContent['functional']) => ({ ...now, ecog: code });
  const [FIRST, SECOND] = ['LA9622-7', 'LA9624-3'];

  it('one’s own choice, stored, is nobody else’s when it is changed again', async () => {
    const world = new World();
    const store = world.store();
    world.silent = true;
    store.change('functional', ecog(FIRST));
    await pause();
    expect(store.snapshot().state).toBe('offline');
    store.change('functional', ecog(SECOND));
    world.silent = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(store.snapshot()).toMatchObject({
      state: 'saved',
      clashes: [],
      content: { functional: { ecog: SECOND } },
    });
    expect(readContent(world.fiche).functional.ecog).toBe(SECOND);
    expect(world.vault).toBeUndefined();
  });

  it('nor after a reload, wherever the request was when the page went', async () => {
    const world = new World();
    const first = world.store();
    const before = world.fiche;
    world.silent = true;
    first.change('functional', ecog(FIRST));
    void first.flush();
    await vi.advanceTimersByTimeAsync(0);
    first.change('functional', ecog(SECOND));
    first.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(readContent(world.fiche).functional.ecog).toBe(FIRST);
    world.silent = false;
    // Read before, or after, what was under way was stored.
    for (const read of [before, world.fiche]) {
      const kept = structuredClone(world.vault!);
      const [stored, version] = [world.fiche, world.version];
      const second = world.store(read);
      await second.resume();
      await pause();
      await pause();
      expect(second.snapshot()).toMatchObject({ clashes: [], content: { functional: { ecog: SECOND } } });
      expect(readContent(world.fiche).functional.ecog).toBe(SECOND);
      expect(world.vault).toBeUndefined();
      second.close();
      Object.assign(world, { fiche: stored, version, vault: kept });
    }
  });

  it('typed back to what it was, it stands so, whenever the other is stored', async () => {
    for (const late of [false, true]) {
      const world = new World();
      const first = world.store();
      const before = world.fiche;
      const was = readContent(before).functional.ecog!;
      world.silent = true;
      first.change('functional', ecog(FIRST));
      void first.flush();
      await vi.advanceTimersByTimeAsync(0);
      first.change('functional', ecog(was));
      await first.keepNow();
      const stored = world.fiche;
      world.silent = false;
      if (late) Object.assign(world, { fiche: before, version: 1 });
      const kept = structuredClone(world.vault!);
      const second = world.store(before);
      Object.assign(world, { vault: kept });
      await second.resume();
      await pause();
      if (late) Object.assign(world, { fiche: stored, version: 2 });
      await second.refresh();
      await pause();
      await pause();
      expect(readContent(world.fiche).functional.ecog).toBe(was);
      expect(second.snapshot()).toMatchObject({ clashes: [], content: { functional: { ecog: was } } });
      expect(world.vault).toBeUndefined();
      second.close();
      first.close();
    }
  });

  it('a line that was made in it is not made twice', async () => {
    const world = new World();
    const first = world.store();
    const key = 'urn:uuid:00000000-0000-4000-8000-00000000000b';
    const line = { key, text: 'Curiethérapie', status: 'completed' as const, note: '' };
    world.silent = true;
    first.change('treatments', (now) => [...now, line]);
    await pause();
    first.change('treatments', (now) => now.map((one) => (one.key === key ? { ...one, note: 'Dit.' } : one)));
    first.close();
    world.silent = false;
    const second = world.store(reloaded(world.fiche));
    await second.resume();
    await pause();
    const held = readContent(world.fiche).treatments.filter(({ text }) => text === 'Curiethérapie');
    expect(held).toMatchObject([{ note: 'Dit.' }]);
  });

  it('what somebody else chose meanwhile is told all the same', async () => {
    const world = new World();
    const store = world.store();
    world.silent = true;
    store.change('functional', ecog(FIRST));
    await pause();
    world.silent = false;
    world.other((fiche) =>
      writePart(fiche, 'functional', ecog('LA9625-0')(readContent(fiche).functional), CONTEXT),
    );
    store.change('functional', ecog(SECOND));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(store.snapshot().clashes).toHaveLength(1);
    expect(store.snapshot().content.functional.ecog).toBe('LA9625-0');
  });

  it('reads the server before it sends again, and remembers a few only', async () => {
    const world = new World();
    const store = world.store();
    world.failure = new TypeError('fetch failed');
    for (let at = 0; at < 8; at++) {
      store.change('history', `Mot ${at}.`);
      await vi.advanceTimersByTimeAsync(6_000);
    }
    expect(world.loads).toBeGreaterThan(5);
    expect(world.vault?.doubts).toHaveLength(3);
    world.failure = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(readContent(world.fiche).history).toBe('Mot 7.');
    expect(world.vault).toBeUndefined();
  });

  it('forgets what the server refused: it is not there', async () => {
    const world = new World();
    const store = world.store();
    world.failure = new Error('Refusé.');
    store.change('history', 'x');
    await pause();
    await store.keepNow();
    expect(world.vault).toMatchObject({ content: { history: 'x' } });
    expect(world.vault).not.toHaveProperty('doubts');
  });
});

describe('typed while the server is read', () => {
  it('stays, on top of what others wrote', async () => {
    const world = new World();
    const store = world.store();
    world.other((fiche) => writePart(fiche, 'comorbidity', 'Obésité.', CONTEXT));
    world.writers = async () => {
      store.change('history', 'Asthme.');
    };
    await store.refresh();
    expect(store.snapshot().content).toMatchObject({ history: 'Asthme.', comorbidity: 'Obésité.' });
  });

  it('stays beside what was kept before a reload', async () => {
    const world = new World();
    const first = world.store();
    first.change('history', 'Asthme.');
    first.close();
    const second = world.store();
    world.writers = async () => second.change('comorbidity', 'Obésité.');
    await second.resume();
    await pause();
    expect(readContent(world.fiche)).toMatchObject({ history: 'Asthme.', comorbidity: 'Obésité.' });
  });

  it('what is no entry yet comes back after a reload', async () => {
    const world = new World();
    const first = world.store();
    const begin = (tool: string) =>
      first.change('functional', (now) => ({
        ...now,
        evaluations: [...now.evaluations, { key: `urn:uuid:${tool}`, tool, result: '' }],
      }));
    begin('MNA');
    await pause();
    const { saves } = world;
    begin('SPPB');
    await pause();
    expect(world.saves).toBe(saves);
    first.close();
    const second = world.store();
    await second.resume();
    expect(second.snapshot().content.functional.evaluations.at(-1)).toMatchObject({ tool: 'SPPB' });
  });
});
