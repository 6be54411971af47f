import { describe, expect, it } from 'vitest';
import { progressOf } from './lines.ts';
import { writePart } from './model/index.ts';
import { blank, CONTEXT, draft } from './model/testing.ts';

const title = (key: string) => `<${key}>`;

describe('progressOf', () => {
  it('is whole for the golden fiche, with its nine mandatory parts', () => {
    const { lines, done, of } = progressOf(draft(), title);
    expect([done, of, lines.length]).toEqual([9, 9, 21]);
    expect(lines[0]).toEqual({ id: 'question', title: '<question>', mandatory: true, state: 'complete' });
    expect(lines.filter(({ mandatory }) => mandatory)).toHaveLength(9);
    expect(lines.find(({ derived }) => derived)).toMatchObject({ id: 'status', state: 'complete' });
  });

  it('counts what was begun, and says what is left in it', () => {
    const tumour = {
      key: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      morphology: { text: 'Carcinome' },
      topography: { text: '' },
      state: 'active' as const,
      note: '',
      classifications: [],
    };
    const state = writePart(blank(), 'tumour', { tumours: [tumour] }, CONTEXT);
    const { done, lacks, lines } = progressOf(state, title);
    expect(done).toBe(1);
    expect(lacks('tumour')).toEqual(['la topographie', 'le TNM, ou la raison de son absence']);
    expect(lines.find(({ id }) => id === 'tumour')!.state).toBe('incomplete');
  });

  it('does not scold a part that nobody has begun', () => {
    const { lacks, lines } = progressOf(blank(), title);
    expect(lacks('proposal')).toEqual([]);
    expect(lines.filter(({ derived }) => !derived).every(({ state }) => state === 'empty')).toBe(true);
  });
});
