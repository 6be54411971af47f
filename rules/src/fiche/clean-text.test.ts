import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, TEXT_LIMIT, withoutForbidden } from './clean-text.ts';

describe('cleanText', () => {
  it('leaves an ordinary text alone', () => {
    const text = 'Patiente de 74 ans, G8 à 13,5.\n\n\tTEP-TDM : pas de lésion « à distance » ; œdème 👩‍⚕️';
    expect(cleanText(text)).toEqual({ text, removed: 0, cut: 0 });
  });

  it('takes out control characters and counts them', () => {
    expect(cleanText('carci\u0000nome\u0007 du\u001F sein')).toEqual({
      text: 'carcinome du sein',
      removed: 3,
      cut: 0,
    });
  });

  it('takes out what nobody sees: zero width, byte order, soft hyphen', () => {
    expect(cleanText('\uFEFFthé\u00ADra\u200Bpie')).toMatchObject({ text: 'thérapie', removed: 3 });
  });

  it('keeps the joiner that holds an emoji together, and narrow spaces', () => {
    expect(cleanText('a\u200Db\u202F:').removed).toBe(0);
  });

  it('writes every line end alike, the line and page breaks of Word included', () => {
    expect(cleanText('un\r\ndeux\rtrois\vquatre\fcinq\u2028six').text).toBe(
      'un\ndeux\ntrois\nquatre\ncinq\nsix',
    );
    expect(cleanText('un\r\ndeux').removed).toBe(0);
  });

  it('shows the bullets of Word as bullets', () => {
    expect(cleanText('\uF0B7 radiothérapie').text).toBe('• radiothérapie');
  });

  it('takes out halves of pairs, keeps pairs', () => {
    expect(cleanText('a\uD83Db')).toMatchObject({ text: 'ab', removed: 1 });
    expect(cleanText('a\uDE00b')).toMatchObject({ text: 'ab', removed: 1 });
    expect(cleanText('a😀b')).toMatchObject({ text: 'a😀b', removed: 0 });
  });

  it('keeps a pasted report of 50,000 characters whole', () => {
    const report = 'Compte rendu. '.repeat(3600).slice(0, 50_000);
    expect(cleanText(report).text).toBe(report);
  });

  it('cuts beyond the limit and says how much, never in the middle of a pair', () => {
    expect(cleanText('x'.repeat(TEXT_LIMIT + 7))).toMatchObject({ removed: 0, cut: 7 });
    const { text, cut } = cleanText(`${'x'.repeat(TEXT_LIMIT - 1)}😀`);
    expect([text.length, cut]).toEqual([TEXT_LIMIT - 1, 2]);
  });

  it('has no limit when only the characters are asked for', () => {
    const long = 'x'.repeat(TEXT_LIMIT + 7);
    expect(withoutForbidden(`\u0000${long}`)).toBe(long);
  });

  it('never leaves what XML forbids, and does nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (input) => {
        const { text } = cleanText(input);
        expect(text.isWellFormed()).toBe(true);
        const bad = [...text].filter(
          (c) => (c < ' ' && c !== '\n' && c !== '\t') || c === '\uFFFE' || c === '\uFFFF',
        );
        expect(bad).toEqual([]);
        expect(cleanText(text)).toEqual({ text, removed: 0, cut: 0 });
      }),
    );
  });
});
