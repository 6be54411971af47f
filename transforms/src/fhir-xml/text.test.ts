import fc from 'fast-check';
import { parseXmlDocument } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { escapeAttribute, escapeText, xmlChars } from './text.ts';

describe('xmlChars', () => {
  it.each([
    ['plain text', 'Éléonore 12 %', 'Éléonore 12 %'],
    ['controls', 'a\u0000b\u0008c\u001fd', 'abcd'],
    ['tab and line feed stay', 'a\tb\nc', 'a\tb\nc'],
    [
      'line ends of Windows, Mac, Word, NEL, LS, PS',
      'a\r\nb\rc\u000bd\u000ce\u0085f\u2028g\u2029h',
      'a\nb\nc\nd\ne\nf\ng\nh',
    ],
    ['a lone high surrogate', 'a\ud83db', 'a\ufffdb'],
    ['a lone low surrogate', 'a\ude00b', 'a\ufffdb'],
    ['a whole pair', 'a\ud83d\ude00b', 'a\ud83d\ude00b'],
    ['non-characters', 'a\ufffeb\uffffc', 'abc'],
    ['what a soft hyphen and a joiner are made of', 'a\u00adb\u200dc', 'a\u00adb\u200dc'],
  ])('%s', (_, text, expected) => {
    expect(xmlChars(text)).toBe(expected);
  });

  it('changes nothing twice', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(fc.property(text, (s) => xmlChars(xmlChars(s)) === xmlChars(s)));
  });
});

describe('escaping', () => {
  it('comes back from a parser as it was, in text and in an attribute', () => {
    const text = fc.string({ unit: 'binary' }).map(xmlChars);
    fc.assert(
      fc.property(text, (s) => {
        const element = parseXmlDocument(`<a b="${escapeAttribute(s)}">${escapeText(s)}</a>`).documentElement;
        return element?.getAttribute('b') === s && (element?.textContent ?? '') === s;
      }),
      { numRuns: 300 },
    );
  });

  it('lets no CDATA end through', () => {
    expect(escapeText(']]>')).toBe(']]&gt;');
  });

  it('keeps tabs and line feeds of attributes', () => {
    expect(escapeAttribute('a\tb\nc"d<e>&')).toBe('a&#9;b&#10;c&quot;d&lt;e&gt;&amp;');
  });
});
