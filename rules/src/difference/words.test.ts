import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWords } from './words.ts';

const shown = (before: string, after: string) =>
  compareWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

describe('compareWords', () => {
  test('a word changed is one removed and one added', () => {
    expect(shown('Radiothérapie 50 Gy', 'Radiothérapie 40 Gy')).toBe('Radiothérapie [-50][+40] Gy');
  });

  test('a sentence added at the end', () => {
    expect(shown('Hormonothérapie.', 'Hormonothérapie. Contrôle à 3 mois.')).toBe(
      'Hormonothérapie.[+ Contrôle à 3 mois.]',
    );
  });

  test('neighbours that changed are read as one change', () => {
    expect(shown('faire un scanner abdominal', 'faire une IRM abdominale')).toBe(
      'faire [-un scanner abdominal][+une IRM abdominale]',
    );
  });

  test('accents, ligatures and figures are parts of words', () => {
    expect(shown('cœur normal', 'coeur normal')).toBe('[-cœur][+coeur] normal');
    expect(shown('pT2N0', 'pT2N1')).toBe('[-pT2N0][+pT2N1]');
  });

  test('from nothing and to nothing', () => {
    expect(shown('', 'Tout est neuf')).toBe('[+Tout est neuf]');
    expect(shown('Tout est parti', '')).toBe('[-Tout est parti]');
    expect(compareWords('', '')).toEqual([]);
  });

  test('a very long text is compared by lines', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `ligne numéro ${i}\n`);
    const changed = lines.with(1500, 'autre chose\n');
    expect(compareWords(lines.join(''), changed.join('')).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'ligne numéro 1500\n' },
      { kind: 'added', text: 'autre chose\n' },
    ]);
  });

  test('what stayed and what went is the old text, what stayed and what came the new one', () => {
    const text = fc
      .array(fc.constantFrom('a ', 'b ', 'é', '\n', '. ', ' ', 'mot '))
      .map((one) => one.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = compareWords(before, after);
        const side = (other: string) =>
          runs.flatMap(({ kind, text: one }) => (kind === other ? [] : [one])).join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
      }),
    );
  });
});
