import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, prefixEnd, words } from './text.ts';

describe('fold', () => {
  test.each([
    ['Élodie', 'elodie'],
    ['ŒDÈME', 'oedeme'],
    ['Œdème d’Été', "oedeme d'ete"],
    ['Lætitia', 'laetitia'],
    ['Straße', 'strasse'],
    ['  Le   Gall ', 'le gall'],
    ['Noël', 'noel'], // already decomposed
    ['ﬁbrome', 'fibrome'],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test('case and accents never matter', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'aàâbcçdeéèêëfghiîïjkloôpqrstuùûüvwxyz -'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text));
      }),
    );
  });
});

test('words are runs of letters and digits', () => {
  expect(words("jean-paul le gall d'arc 2e")).toEqual(['jean', 'paul', 'le', 'gall', 'd', 'arc', '2e']);
  expect(words(' - ')).toEqual([]);
});

test('a text that starts with a prefix stands between the prefix and its end, bytewise', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (prefix, rest) => {
      expect(Buffer.compare(bytes(prefix + rest), bytes(prefix))).toBeGreaterThanOrEqual(0);
      expect(Buffer.compare(bytes(prefix + rest), bytes(prefixEnd(prefix)))).toBeLessThan(0);
    }),
  );
  expect(Buffer.compare(bytes('dv'), bytes(prefixEnd('du')))).toBeGreaterThan(0);
});
