import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksIn } from './marks.ts';
import { mergeText } from './text.ts';
import { words } from './tokens.ts';

const WRITERS = { mine: 'AM', theirs: 'JD' };
const merged = (base: string, mine: string, theirs: string) => mergeText(base, mine, theirs, WRITERS);
/** Marks as the eye reads them: their no-break space is a plain one here. */
const shown = (base: string, mine: string, theirs: string) =>
  merged(base, mine, theirs).text.replaceAll('\u00a0', ' ');

describe('one side only, or both alike', () => {
  it.each([
    ['a b', 'a b c', 'a b', 'a b c'],
    ['a b', 'a b', 'a x b', 'a x b'],
    ['a b', 'a', 'a', 'a'],
    ['', 'même texte', 'même texte', 'même texte'],
    ['a b c', 'a b c', 'a b c', 'a b c'],
  ])('from %j: %j and %j give %j', (base, mine, theirs, result) => {
    expect(merged(base, mine, theirs)).toMatchObject({ text: result, conflict: false });
  });
});

describe('different places', () => {
  it.each([
    [
      'Radiothérapie puis surveillance.',
      'Radiothérapie du sein puis surveillance.',
      'Radiothérapie puis surveillance à 6 mois.',
      'Radiothérapie du sein puis surveillance à 6 mois.',
    ],
    ['T2 N1', 'T3 N1', 'T2 N0', 'T3 N0'],
    ['un deux', 'un', 'un deux trois', 'un trois'],
    ['a\nb\nc', 'a\nx\nc', 'a\nb\nc\nd', 'a\nx\nc\nd'],
  ])('from %j: %j and %j give %j', (base, mine, theirs, result) => {
    expect(merged(base, mine, theirs)).toMatchObject({ text: result, conflict: false });
  });

  it('never makes one word of two people’s words', () => {
    expect(merged('a ', 'a mot', 'a').text).toBe('a mot');
    expect(words(merged('37 mg', '37,5 mg', 'dose 37 mg').text)).toContain('37,5');
    expect(words(merged('x ', 'x 37', 'x ,5').text)).toContain('37');
  });
});

describe('one place', () => {
  it('keeps both texts with initials', () => {
    expect(shown('', 'chimiothérapie', 'radiothérapie')).toBe('[AM : chimiothérapie] [JD : radiothérapie]');
    expect(shown('Avis', 'Avis favorable', 'Avis réservé')).toBe('Avis [AM : favorable] [JD : réservé]');
    expect(merged('', 'a', 'b').conflict).toBe(true);
  });

  it('marks a whole phrase rather than word by word', () => {
    expect(shown('un deux trois', 'x y z', 'p q r')).toBe('[AM : x y z] [JD : p q r]');
  });

  it('does not let a sense slip in when one text contains the other', () => {
    expect(shown('', 'chimio', 'pas de chimio')).toBe('[AM : chimio] [JD : pas de chimio]');
  });

  it('never mixes two figures into one that nobody wrote', () => {
    expect(shown('37,5 mg', '38,5 mg', '37,6 mg')).toBe('[AM : 38,5] [JD : 37,6] mg');
  });

  it('keeps what one changed where the other deleted', () => {
    expect(shown('garder chimio', 'garder', 'garder chimiothérapie')).toContain('[JD : chimiothérapie]');
  });

  it('lets a sign or a blank stand beside words without marks', () => {
    expect(merged('fin', 'fin.', 'fin du dossier')).toMatchObject({
      text: 'fin du dossier.',
      conflict: false,
    });
    expect(merged('fin', 'fin ', 'fin du').conflict).toBe(false);
  });
});

describe('going on after a mark was made', () => {
  const first = merged('', 'foo', 'bar').text;

  it('each goes on inside their own mark', () => {
    const mine = first.replace('foo', 'foo encore');
    const theirs = first.replace('bar', 'bar aussi');
    expect(shown(first, mine, theirs)).toBe('[AM : foo encore] [JD : bar aussi]');
  });

  it('the one whose words were wrapped meanwhile goes on inside the mark', () => {
    expect(shown('foo', 'foo encore', first)).toBe('[AM : foo encore] [JD : bar]');
    expect(shown('bar', first, 'bar aussi')).toBe('[AM : foo] [JD : bar aussi]');
    expect(shown('fo', 'foo', first.replace('foo', 'fo'))).toBe('[AM : foo] [JD : bar]');
  });

  it('is not marked twice when the same merge arrives again', () => {
    expect(merged('', first, 'bar').text).toBe(first);
    expect(merged('', 'foo', first).text).toBe(first);
  });
});

describe('the caret', () => {
  it('stays after the sign it was after', () => {
    const mine = 'ma phrase';
    const result = merged('', mine, 'autre');
    expect(result.text.slice(0, result.caret(mine.length))).toMatch(/ma phrase$/);
    expect(result.text.slice(0, result.caret(2))).toMatch(/\[AM\u00a0: ma$/);
  });

  it('moves with what was inserted before it, and stays at the beginning', () => {
    const result = merged('b', 'b', 'avant b');
    expect(result.caret(1)).toBe('avant b'.length);
    expect(result.caret(0)).toBe(0);
  });

  it('falls back on what is left when its place was removed', () => {
    const result = merged('un deux trois', 'un deux trois', 'un trois');
    expect(result.text.slice(0, result.caret('un deux'.length)).trim()).toBe('un');
  });
});

// Words of a small alphabet collide often, which is what a merge must stand.
const word = fc.constantFrom('a', 'b', 'ab', 'né', '37', '37,5', 'l’os', '[', ']', '.', '-');
const phrase = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', '', '\n', '  ', '\u00a0')), { maxLength: 14 })
  .map((list) => list.map(([one, blank]) => one + blank).join(''));

describe('for any three texts', () => {
  it('loses no word that either side brought', () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (base, mine, theirs) => {
        const known = new Set(words(base));
        const left = new Set(words(merged(base, mine, theirs).text));
        for (const one of [...words(mine), ...words(theirs)]) {
          expect(known.has(one) || left.has(one), `${one} dans ${JSON.stringify([...left])}`).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives the same text on both sides', () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (base, mine, theirs) => {
        const back = mergeText(base, theirs, mine, { mine: 'JD', theirs: 'AM' });
        expect(merged(base, mine, theirs).text).toBe(back.text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('changes nothing when there is nothing to merge', () => {
    fc.assert(
      fc.property(phrase, phrase, (base, side) => {
        expect(merged(base, side, base).text).toBe(side);
        expect(merged(base, base, side).text).toBe(side);
        expect(merged(base, side, side).text).toBe(side);
      }),
      { numRuns: 1_000 },
    );
  });

  it('puts every caret inside the text, in order', () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (base, mine, theirs) => {
        const { text, caret } = merged(base, mine, theirs);
        const places = Array.from({ length: mine.length + 1 }, (_, at) => caret(at));
        expect([...places].sort((a, b) => a - b)).toEqual(places);
        expect(places.at(-1)).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('long texts', () => {
  it('merges 50,000 pasted characters with one edit', () => {
    const long = 'mot '.repeat(12_500);
    const result = merged(long, `${long}fin`, `début ${long}`);
    expect(result.text).toBe(`début ${long}fin`);
  });

  it('keeps both of two long texts that share nothing', () => {
    const [one, other] = ['a', 'b'].map((letter) =>
      Array.from({ length: 6_000 }, (_, n) => letter + n).join(' '),
    );
    const result = merged('court texte', one!, other!);
    expect(marksIn(result.text).map(({ initials }) => initials)).toEqual(['AM', 'JD']);
    expect(words(result.text)).toEqual(expect.arrayContaining(['a0', 'a5999', 'b0', 'b5999']));
  });
});
