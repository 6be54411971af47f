import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Para, para, run } from './model.ts';
import { BODY_SIZE, type Line, type Measure, wrap } from './wrap.ts';

/** Every sign is one unit wide per point: widths are then counts of signs. */
const measure: Measure = (text, _style, size) => (text.length * size) / BODY_SIZE;
const texts = (lines: Line[]): string[] => lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''));
const set = (block: Para | string, width: number): string[] =>
  texts(wrap(typeof block === 'string' ? para(block) : block, width, measure));

describe('wrap', () => {
  it('fills lines with whole words', () => {
    expect(set('un deux trois quatre', 9)).toEqual(['un deux', 'trois', 'quatre']);
    expect(set('un deux', 7)).toEqual(['un deux']);
    expect(set('un deux', 6)).toEqual(['un', 'deux']);
  });

  it('breaks where the author broke', () => {
    expect(set(para([run('un'), { text: '', br: true }, { text: '', br: true }, run('deux')]), 20)).toEqual([
      'un',
      '',
      'deux',
    ]);
  });

  it('gives one empty line for no word at all, with a height', () => {
    const [line] = wrap(para(''), 20, measure);
    expect(line!.pieces).toEqual([]);
    expect(line!.height).toBeGreaterThan(BODY_SIZE);
  });

  it('cuts a word wider than the line, after a joining sign when one is near', () => {
    expect(set('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(set('abc-defghi', 5)).toEqual(['abc-', 'defgh', 'i']);
    expect(set('a-bcdefghi', 6)).toEqual(['a-bcde', 'fghi']);
  });

  it('does not cut in the middle of a sign of two units', () => {
    expect(set('😀😀😀', 3).join('|')).not.toMatch(/[\ud800-\udbff]\|/);
  });

  it('does not break at a no-break space', () => {
    expect(set('dose 45\u00a0Gy', 9)).toEqual(['dose', '45\u00a0Gy']);
  });

  it('keeps a word in two styles together', () => {
    const lines = wrap(para([run('un de'), run('ux', { bold: true }), run(' trois')]), 6, measure);
    expect(texts(lines)).toEqual(['un', 'deux', 'trois']);
    expect(lines[1]!.pieces.map(({ x, style }) => [x, style.bold])).toEqual([
      [0, undefined],
      [2, true],
    ]);
  });

  it('joins words of one style in one piece, so that they are read as a phrase', () => {
    const [line] = wrap(para('un deux trois'), 50, measure);
    expect(line!.pieces).toHaveLength(1);
    expect(line!.width).toBe(13);
  });

  it('sets sub and sup smaller, lines as high as their size', () => {
    const [line] = wrap(para([run('m'), run('2', { shift: 'sup' })], { size: 20 }), 100, measure);
    expect(line!.pieces[1]!.size).toBeLessThan(line!.pieces[0]!.size);
    expect(line!.height).toBeGreaterThan(20);
  });

  it('loses no sign and never passes the width, for any text', () => {
    const word = fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(...'abcé-/.xyz0') });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 2, max: 30 }), (list, width) => {
        const lines = wrap(para(list.join(' ')), width, measure);
        expect(texts(lines).join('').replace(/ /g, '')).toBe(list.join(''));
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 0.01);
      }),
      { numRuns: 200 },
    );
  });

  it('cuts an endless word without measuring it again and again', () => {
    let signs = 0;
    const counting: Measure = (text, style, size) => {
      signs += text.length;
      return measure(text, style, size);
    };
    const lines = wrap(para('x'.repeat(50_000)), 100, counting);
    expect(lines).toHaveLength(500);
    expect(signs).toBeLessThan(50_000 * 6);
  });
});
