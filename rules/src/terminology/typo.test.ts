import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startsAlmost } from './typo.ts';

describe('startsAlmost', () => {
  it.each([
    ['prostate', 'prosxate', 'replaced'],
    ['prostate', 'prosate', 'missing'],
    ['prostate', 'prosttate', 'too many'],
    ['prostate', 'prsotate', 'swapped'],
    ['adenocarcinome', 'adenocarcinme', 'missing near the end'],
    ['carcinome', 'carx', 'at the end of what was typed'],
  ])('takes « %s » typed « %s »: one letter %s', (word, typed) => {
    expect(startsAlmost(word, typed)).toBe(true);
  });

  it.each([
    ['prostate', 'proxxate', 'two letters'],
    ['prostate', 'rpostate', 'the first letter'],
    ['sein', 'sin', 'too short to err'],
    ['colon', 'carcinome', 'another word'],
  ])('refuses « %s » typed « %s »: %s', (word, typed) => {
    expect(startsAlmost(word, typed)).toBe(false);
  });

  it('takes any word with any one letter changed but the first', () => {
    const word = fc.stringMatching(/^[a-z]{5,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.stringMatching(/^[a-z]$/), (text, place, letter) => {
        const at = 1 + (place % (text.length - 1));
        expect(startsAlmost(text, text.slice(0, at) + letter + text.slice(at + 1))).toBe(true);
        expect(startsAlmost(text, text.slice(0, at) + letter + text.slice(at))).toBe(true);
        expect(startsAlmost(text, text.slice(0, at) + text.slice(at + 1)) || text.length === 4).toBe(true);
      }),
    );
  });
});
