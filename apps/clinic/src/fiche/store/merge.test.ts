import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FicheContent, PART_KEYS, readContent, same } from '../model/index.ts';
import { draft } from '../model/testing.ts';
import { mergeContent } from './merge.ts';

const base = () => readContent(draft());
const WRITERS = { mine: 'HA', theirs: 'VT' };
const merge = (mine: Partial<FicheContent>, theirs: Partial<FicheContent>) =>
  mergeContent(base(), { ...base(), ...mine }, { ...base(), ...theirs }, WRITERS);

describe('mergeContent', () => {
  it('changes nothing when nobody did', () => {
    expect(merge({}, {})).toEqual({ content: base(), clashes: [] });
  });

  it('takes each part from who changed it', () => {
    const { content, clashes } = merge({ history: 'Mien.' }, { comorbidity: 'Sien.' });
    expect(content).toMatchObject({ history: 'Mien.', comorbidity: 'Sien.' });
    expect(clashes).toEqual([]);
  });

  it('keeps both texts where both wrote, marked with initials', () => {
    const { history } = base();
    const { content } = merge({ history: `${history} Asthme.` }, { history: `${history} Tabac sevré.` });
    expect(content.history).toContain('Asthme.');
    expect(content.history).toContain('Tabac sevré.');
    expect(content.history).toMatch(/HA|VT/);
  });

  it('merges inside a tumour: my morphology, their TNM', () => {
    const { tumours } = base().tumour;
    const [one] = tumours;
    const mine = { tumours: [{ ...one!, note: 'Relu.' }] };
    const theirs = { tumours: [{ ...one!, tnm: { ...one!.tnm, t: 'cT3' } }] };
    const { content, clashes } = merge({ tumour: mine }, { tumour: theirs });
    expect(content.tumour.tumours).toMatchObject([{ note: 'Relu.', tnm: { t: 'cT3', n: 'cN1' } }]);
    expect(clashes).toEqual([]);
  });

  it('keeps what both added to a list, in one list', () => {
    const { treatments } = base();
    const added = (key: string) => ({ key, text: key, status: 'completed' as const, note: '' });
    const { content } = merge(
      { treatments: [...treatments, added('a')] },
      { treatments: [...treatments, added('b')] },
    );
    expect(content.treatments.map(({ key }) => key)).toEqual([...treatments.map(({ key }) => key), 'a', 'b']);
  });

  it('lets go what one side deleted, unless the other changed it', () => {
    const [first, second] = base().treatments;
    expect(merge({ treatments: [first!] }, {}).content.treatments).toEqual([first]);
    const changed = { ...second!, note: 'Important.' };
    const { content } = merge({ treatments: [first!] }, { treatments: [first!, changed] });
    expect(content.treatments).toEqual([first, changed]);
  });

  it('keeps the order of who reordered', () => {
    const { lines, ...rest } = base().proposal;
    const reversed = { ...rest, lines: [...lines].reverse() };
    expect(merge({ proposal: reversed }, {}).content.proposal).toEqual(reversed);
    const noted = { ...rest, lines, note: 'Autre.' };
    expect(merge({ proposal: reversed }, { proposal: noted }).content.proposal).toEqual({
      ...reversed,
      note: 'Autre.',
    });
  });

  it('tells a code that both chose differently: theirs stands, it is saved', () => {
    const { functional } = base();
    const { content, clashes } = merge(
      { functional: { ...functional, ecog: 'LA9622-7' } },
      { functional: { ...functional, ecog: 'LA9624-3' } },
    );
    expect(content.functional.ecog).toBe('LA9624-3');
    expect(clashes).toMatchObject([
      { part: 'functional', path: ['ecog'], mine: 'LA9622-7', theirs: 'LA9624-3' },
    ]);
    expect(clashes).toHaveLength(1);
  });
});

describe('whoever writes', () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  it('finds her words afterwards, and so does the other', () => {
    const part = fc.constantFrom(
      'history' as const,
      'comorbidity' as const,
      'exams' as const,
      'comment' as const,
    );
    fc.assert(
      fc.property(part, part, word, word, (mine, theirs, own, other) => {
        const was = base();
        const left = { ...was, [mine]: `${was[mine]} ${own}` };
        const right = { ...was, [theirs]: `${other} ${was[theirs]}` };
        const { content } = mergeContent(was, left, right, WRITERS);
        expect(content[mine]).toContain(own);
        expect(content[theirs]).toContain(other);
        const untouched = PART_KEYS.filter((key) => key !== mine && key !== theirs);
        expect(untouched.every((key) => same(content[key], was[key]))).toBe(true);
      }),
    );
  });
});
