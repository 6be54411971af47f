import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNarrative, paragraphsOf, toNarrative } from './narrative.ts';

const div = (body: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>`;

describe('toNarrative', () => {
  it('makes one paragraph per block and keeps line ends', () => {
    expect(toNarrative('un\ndeux\n\ntrois')).toBe(div('<p>un<br/>deux</p><p>trois</p>'));
  });

  it('escapes what XML would read as its own', () => {
    expect(toNarrative('PNN < 500 & fièvre > 38 "sévère"')).toBe(
      div('<p>PNN &lt; 500 &amp; fièvre &gt; 38 &quot;sévère&quot;</p>'),
    );
  });

  it('is empty for blanks: FHIR forbids a narrative that says nothing', () => {
    expect([toNarrative(''), toNarrative(' \n\n\t ')]).toEqual(['', '']);
    expect(toNarrative('', [{ name: 'organe', lines: [] }])).toBe('');
  });

  it('puts our own lines after the words of the author, in a div of their own', () => {
    expect(toNarrative('Écho', [{ name: 'organe', lines: ['RE : 90 %', 'HER2 : 1+'] }])).toBe(
      div('<p>Écho</p><div class="organe"><p>RE : 90 %</p><p>HER2 : 1+</p></div>'),
    );
  });
});

describe('fromNarrative', () => {
  it('reads back what was typed', () => {
    expect(fromNarrative(div('<p>un<br/>deux</p><p>trois</p>')).text).toBe('un\ndeux\n\ntrois');
    expect(fromNarrative(undefined)).toEqual({ text: '', derived: [] });
  });

  it('reads our own lines apart from the words of the author', () => {
    const html = div('<p>Écho</p><div class="organe"><p>RE : 90 %</p><p>HER2</p></div><p>après</p>');
    expect(fromNarrative(html)).toEqual({
      text: 'Écho\n\naprès',
      derived: [{ name: 'organe', lines: ['RE : 90 %', 'HER2'] }],
    });
  });

  it('loses no word of what another software formatted', () => {
    const html = div(
      '<h2>Examens</h2><ul><li><b>TDM</b> du 3/9</li><li>IRM</li></ul><table><tr><td>CA 15-3</td><td>28</td></tr></table>fin',
    );
    expect(fromNarrative(html).text).toBe('Examens\n\n- TDM du 3/9\n- IRM\n\nCA 15-3 28\n\nfin');
  });

  it('reads an unmarked div as part of the text, and nested ones too', () => {
    expect(fromNarrative(div('<div><p>a</p><div>b</div></div>c')).text).toBe('a\n\nb\n\nc');
  });

  it('knows entities, decimal and hexadecimal, and leaves unknown ones as written', () => {
    expect(fromNarrative(div('<p>&lt;5&#160;mm &#xE9;&eacute; &amp;amp; &apos;</p>')).text).toBe(
      "<5\u00A0mm é&eacute; &amp; '",
    );
  });

  it('collapses the white space of the source, as a browser does', () => {
    expect(fromNarrative(div('\n  <p>a\n     b</p>\n  <p/>\n')).text).toBe('a b');
  });

  it('survives what is not closed', () => {
    expect(fromNarrative('<div><p>a<b>c').text).toBe('ac');
    expect(fromNarrative('pas de balise').text).toBe('pas de balise');
  });
});

describe('there and back', () => {
  const line = fc.stringMatching(/^[a-zé<>&"' 0-9]{1,30}$/).map((text) => text.replace(/ +/g, ' ').trim());
  const text = fc
    .array(fc.array(line.filter(Boolean), { minLength: 1, maxLength: 3 }), { maxLength: 4 })
    .map((blocks) => blocks.map((lines) => lines.join('\n')).join('\n\n'));

  it('gives the same text', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(fromNarrative(toNarrative(typed)).text).toBe(typed);
      }),
    );
  });

  it('gives the same paragraphs', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(paragraphsOf(fromNarrative(toNarrative(typed)).text)).toEqual(paragraphsOf(typed));
      }),
    );
  });
});
