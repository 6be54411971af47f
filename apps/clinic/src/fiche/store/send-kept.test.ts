import { describe, expect, it } from 'vitest';
import { type FicheState, readContent, writePart } from '../model/index.ts';
import { CONTEXT, draft } from '../model/testing.ts';
import type { FicheAround, KeptDraft } from './fiche-store.ts';
import { sendKept, shown } from './send-kept.ts';

/** A server with one fiche, and a vault with a draft of its history typed before. */
function world(change: Partial<FicheAround> = {}) {
  const before = draft();
  const base = readContent(before);
  const held = {
    fiche: before as FicheState,
    kept: { base, content: { ...base, history: 'Tapé hors réseau.' }, version: '1' } as KeptDraft | undefined,
  };
  const around: FicheAround = {
    load: async () => held.fiche,
    save: async (_, after) => {
      held.fiche = after;
      return after;
    },
    writers: async () => ({ mine: 'HA', theirs: 'VT' }),
    context: () => CONTEXT,
    keep: async (one) => {
      held.kept = one;
    },
    kept: async () => held.kept,
    ...change,
  };
  return { held, around };
}
const away = async () => {
  throw new TypeError('fetch failed');
};

describe('what was typed in a fiche whose form was left', () => {
  it('is sent, and kept no longer', async () => {
    const { held, around } = world();
    expect(await sendKept('c', around)).toBe(false);
    expect(readContent(held.fiche).history).toBe('Tapé hors réseau.');
    expect(held.kept).toBeUndefined();
  });

  it('goes beside what others wrote since', async () => {
    const { held, around } = world();
    held.fiche = writePart(held.fiche, 'comorbidity', 'Obésité.', CONTEXT);
    await sendKept('c', around);
    expect(readContent(held.fiche)).toMatchObject({ history: 'Tapé hors réseau.', comorbidity: 'Obésité.' });
  });

  it('waits on while the server is away, and stays kept', async () => {
    const { held, around } = world({ save: away });
    expect(await sendKept('c', around)).toBe(true);
    expect(held.kept?.content.history).toBe('Tapé hors réseau.');
    const { around: blind } = world({ load: away });
    await expect(sendKept('c', blind)).rejects.toThrow('fetch failed');
  });

  it('stays kept, and waits for nobody, once the fiche is signed', async () => {
    const { held, around } = world();
    held.fiche = draft({ status: 'final' });
    expect(await sendKept('c', around)).toBe(false);
    expect(held.kept?.content.history).toBe('Tapé hors réseau.');
    expect(readContent(held.fiche).history).not.toContain('Tapé');
  });

  it('is left to its form while that is on screen', async () => {
    const { held, around } = world();
    const first = shown('c');
    const hide = shown('c');
    first();
    expect(await sendKept('c', around)).toBeUndefined();
    expect(held.kept).toBeDefined();
    expect(await sendKept('other', around)).toBe(false);
    hide();
  });

  it('nothing kept, nothing sent', async () => {
    const { held, around } = world();
    held.kept = undefined;
    const { fiche } = held;
    expect(await sendKept('c', around)).toBe(false);
    expect(held.fiche).toBe(fiche);
  });
});
