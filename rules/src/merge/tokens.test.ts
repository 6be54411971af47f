import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Output } from './output.ts';
import { tokens, words } from './tokens.ts';

describe('tokens', () => {
  it('give the text back, whatever it is, with the offset of each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const found = tokens(text);
        expect(found.map((one) => one.text).join('')).toBe(text);
        expect(found.every((one) => text.startsWith(one.text, one.at))).toBe(true);
      }),
    );
  });

  it('keep figures, elisions and hyphens whole', () => {
    expect(words('37,5 mg/j d’aujourd’hui T1-T2, fin.')).toEqual([
      '37,5',
      'mg',
      'j',
      'd’aujourd’hui',
      'T1-T2',
      'fin',
    ]);
  });

  it('stand lone surrogates and control characters', () => {
    expect(tokens('\ud800a\u0000').map((one) => one.kind)).toEqual(['sign', 'word', 'sign']);
  });
});

describe('output', () => {
  it('puts a blank where two sources would make one word', () => {
    const out = new Output();
    out.add(tokens('un'), true);
    out.add(tokens('deux'), false);
    out.add(tokens(','), false);
    out.add(tokens('trois'), false);
    expect(words(out.text)).toEqual(['un', 'deux', 'trois']);
  });

  it('knows where each of my signs went', () => {
    const out = new Output();
    out.add(tokens('avant '), false);
    out.add(tokens('mien'), true);
    expect([0, 2, 4, 9].map((offset) => out.caret(offset))).toEqual([0, 8, 10, 10]);
  });
});
