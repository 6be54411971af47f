import { describe, expect, it } from 'vitest';
import { PART_KEYS, readContent, readPart, writeContent, writePart } from './content.ts';
import { FicheEdit } from './edit.ts';
import { PARTS } from './parts/index.ts';
import type { Part } from './parts/part.ts';
import { amendment, blank, CONTEXT, draft } from './testing.ts';

describe('the golden fiche', () => {
  it('is read whole: no part of it is empty', () => {
    const content = readContent(draft());
    const empty = PART_KEYS.filter((key) => {
      const value = content[key];
      return value === '' || (Array.isArray(value) && value.length === 0) || Object.keys(value).length === 0;
    });
    // The golden record has no answers to an organ part.
    expect(empty).toEqual([]);
    expect(content.organ).toEqual({ items: [], lines: [] });
  });

  it('changes in nothing when what was read is written back', () => {
    const state = draft();
    expect(writeContent(state, readContent(state), CONTEXT)).toBe(state);
  });

  // Without the guard of writePart: each writer itself must give back what it was given.
  it.each(PART_KEYS)('keeps each entry of « %s » as it was, even written anew', (key) => {
    const state = draft();
    const edit = new FicheEdit(state, CONTEXT);
    (PARTS[key] as unknown as Part<unknown>).write(edit, readPart(state, key));
    const after = edit.done();
    expect(after.records.size).toBe(state.records.size);
    for (const [name, record] of after.records) expect(record, name).toEqual(state.records.get(name));
    const sections = (one: typeof state) =>
      (one.composition.section ?? []).map(({ text, ...rest }) => ({ ...rest, status: text?.status }));
    expect(sections(after)).toEqual(sections(state));
  });

  it.each(PART_KEYS)('says the same after « %s » was written on an empty fiche', (key) => {
    const value = readPart(draft(), key);
    // The quorum is the server's: nobody writes it here.
    if (key === 'record') delete (value as { quorum?: string }).quorum;
    const written = writePart(blank(), key, value, CONTEXT);
    expect(withoutKeys(readPart(written, key))).toEqual(withoutKeys(value));
  });
});

describe('writePart', () => {
  it('never touches a signed fiche', () => {
    for (const status of ['final', 'amended'] as const) {
      expect(() => writePart(draft({ status }), 'history', 'x', CONTEXT)).toThrow('signée');
    }
  });

  it('lets in no character that a document cannot hold, in a field of one line neither', () => {
    const [first] = readPart(draft(), 'treatments');
    const after = writePart(
      draft(),
      'treatments',
      [{ ...first!, text: 'Tumor\u0007ectomie\u0000' }],
      CONTEXT,
    );
    expect(readPart(after, 'treatments')[0]!.text).toBe('Tumorectomie');
  });

  it('leaves the old state as it was', () => {
    const state = draft();
    const text = JSON.stringify([state.composition, [...state.records]]);
    writePart(state, 'functional', { evaluations: [], ecog: 'LA9624-3' }, CONTEXT);
    expect(JSON.stringify([state.composition, [...state.records]])).toBe(text);
  });

  it('dates the fiche when something changes', () => {
    const after = writePart(draft(), 'history', 'Aucun.', { now: '2026-10-14T13:59:00+02:00' });
    expect(after.composition.date).toBe('2026-10-14T13:59:00+02:00');
  });

  it('takes a section out of the fiche when it says nothing any more', () => {
    const after = writePart(draft(), 'history', '  ', CONTEXT);
    expect(after.composition.section!.map(({ title }) => title)).not.toContain('Antécédents médicaux');
    expect(after.composition.section).toHaveLength(draft().composition.section!.length - 1);
  });

  it('puts a section where the order of the document wants it', () => {
    const titles = (state: ReturnType<typeof draft>) => state.composition.section!.map(({ title }) => title);
    const without = writePart(draft(), 'exams', '', CONTEXT);
    expect(titles(writePart(without, 'exams', 'TDM', CONTEXT))).toEqual(titles(draft()));
  });

  it('keeps the lines that others derived in the section of an author', () => {
    const state = draft();
    const sections = state.composition.section!.map((one) =>
      one.title === 'Examens'
        ? {
            ...one,
            text: {
              status: 'additional' as const,
              div: '<div><p>TDM</p><div class="organe"><p>RE 90 %</p></div></div>',
            },
          }
        : one,
    );
    const after = writePart(
      { ...state, composition: { ...state.composition, section: sections } },
      'exams',
      'IRM',
      CONTEXT,
    );
    const { text } = after.composition.section!.find(({ title }) => title === 'Examens')!;
    expect(text!.div).toContain('<p>IRM</p><div class="organe"><p>RE 90 %</p></div>');
  });
});

describe('an amendment', () => {
  it('copies the entry it changes: the signed version keeps its own', () => {
    const state = amendment();
    const before = readPart(state, 'tumour');
    const [first] = before.tumours;
    const value = { tumours: [{ ...first!, laterality: '24028007' }] };
    const after = writePart(state, 'tumour', value, CONTEXT);
    expect(after.records.get(first!.key)).toEqual(state.records.get(first!.key));
    const [now] = readPart(after, 'tumour').tumours;
    expect(now).toMatchObject({ laterality: '24028007', topography: first!.topography, tnm: first!.tnm });
    expect(now!.key).not.toBe(first!.key);
    // Its TNM and classification follow it, as copies too.
    expect(after.records.size).toBe(state.records.size + 3);
  });

  it('goes on with the copy when the form still bears the old key', () => {
    const state = amendment();
    const [first] = readPart(state, 'tumour').tumours;
    const once = writePart(state, 'tumour', { tumours: [{ ...first!, note: 'Relu.' }] }, CONTEXT);
    const twice = writePart(once, 'tumour', { tumours: [{ ...first!, note: 'Relu deux fois.' }] }, CONTEXT);
    expect(twice.records.size).toBe(once.records.size);
    expect(readPart(twice, 'tumour').tumours.map(({ note }) => note)).toEqual(['Relu deux fois.']);
  });

  it('points to everything that did not change', () => {
    const state = amendment();
    const after = writePart(state, 'comment', 'Vous serez appelée.', CONTEXT);
    expect(after.records).toEqual(state.records);
  });

  it('takes out of itself what it drops, and leaves it in the signed version', () => {
    const state = amendment();
    const [kept, dropped] = readPart(state, 'treatments');
    const after = writePart(state, 'treatments', [kept!], CONTEXT);
    expect(readPart(after, 'treatments')).toEqual([kept]);
    expect(after.records.get(dropped!.key)).toEqual(state.records.get(dropped!.key));
  });
});

/** Keys are given anew to what is made anew. */
function withoutKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'key');
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutKeys(one)]));
}
