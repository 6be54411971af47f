import type { CarePlan, CompositionSection, Observation, Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cda, PDF, sectionPath } from './testing.ts';
import { draft } from './variants.ts';

/** Text that people paste and attackers write: the document stays well formed and says what was written. */
const wished = (text: string): Cda =>
  new Cda(
    draft(({ get }) => {
      get<Observation>('wishes').valueString = text;
    }),
  );

const WISH = '//content[@ID = "souhait-1"]';

describe('text of a field', () => {
  it.each([
    ['markup', '<script>alert(1)</script> & "quotes" \'apostrophes\' ]]> <![CDATA[x]]>'],
    ['entities', '&amp; &lt; &eacute; &#233; &unknown;'],
    ['right to left', 'مريض \u202b שלום \u202c fin'],
    ['emoji', '👩🏽‍⚕️ 🧬 e\u0301 𝔘𝔫𝔦'],
    ['braces of XSLT', '{/Bundle} {{x}} $document-id'],
    ['separators of our tables', '|a=b| \u00a6 #x # =|'],
  ])('%s is kept as it is', (_, text) => {
    expect(wished(text).value(WISH)).toBe(text);
  });

  it('controls disappear, lone surrogates are shown as unreadable', () => {
    expect(wished('a\u0000b\u0001c\u001bd\ufffee\ud800f').value(WISH)).toBe('abcde\ufffdf');
  });

  it('line ends of every kind become lines', () => {
    const made = wished('un\r\ndeux\rtrois\nquatre\u000bcinq\u2028six');
    expect(made.nodes(`${WISH}/br`)).toHaveLength(5);
    expect(made.value(`${WISH}/string-join(text(), "/")`)).toBe('un/deux/trois/quatre/cinq/six');
  });

  it('50,000 characters are kept', () => {
    const text = 'Récit très long. '.repeat(50_000 / 17);
    expect(wished(text).value(WISH)).toBe(text);
  });

  it('whatever the text, the document is well formed and holds it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((s) => /\S/.test(s));
    for (const sample of fc.sample(text, { numRuns: 40, seed: 7 })) {
      const expected = sample
        .toWellFormed()
        .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
        .replace(/(?![\t\n\u0080-\u009f])[\p{Cc}\ufffe\uffff]/gu, '');
      const lines = wished(sample).value(
        `${WISH}/string-join((text()|br)!(if (self::br) then "\n" else .), "")`,
      );
      expect(lines).toBe(expected);
    }
  });

  it('names and attributes are escaped too', () => {
    const made = new Cda(
      draft(({ get }) => {
        get<Patient>('patient').name![0]!.family = 'O"B<R>&IEN\'';
        get<Patient>('patient').identifier![1]!.value = '"<&>\'\n\t';
        get<CarePlan>('decision').activity![0]!.detail!.code!.text = '<b>gras</b>';
      }),
      { pdf: PDF },
    );
    expect(made.value('//patientRole/patient/name/family[@qualifier = "BR"]')).toBe('O"B<R>&IEN\'');
    expect(made.value('//patientRole/id[2]/@extension')).toBe('"<&>\'\n\t');
    expect(made.value('//content[@ID = "proposition-1"]')).toMatch(/^<b>gras<\/b>/);
  });
});

describe('narrative of an author', () => {
  const told = (inner: string): Cda =>
    new Cda(
      draft(({ section }) => {
        const text: CompositionSection['text'] = {
          status: 'additional',
          div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`,
        };
        section(2).text = text;
      }),
    );
  const TEXT = sectionPath(2, '/text');

  it('keeps paragraphs, lists, tables, links and emphasis', () => {
    const made = told(
      '<h2>Titre</h2><p>Un <b>gras</b> et <i>italique</i> H<sub>2</sub>O</p><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>' +
        '<table><caption>Bilan</caption><thead><tr><th>Date</th></tr></thead><tbody><tr><td colspan="2">1978</td></tr></tbody></table>' +
        '<p><a href="https://exemple.fr/x?a=1&amp;b=2">lien</a></p><img src="data:x" alt="schéma"/>',
    );
    expect(made.values(`${TEXT}/paragraph`)).toEqual(['Titre', 'Un gras et italique H2O', 'lien']);
    expect(made.value(`${TEXT}/paragraph[2]/content[@styleCode = "Bold"]`)).toBe('gras');
    expect(made.values(`${TEXT}/list/item/text()`)).toEqual(['a', 'b']);
    expect(made.value(`${TEXT}/list/item/list[@listType = "ordered"]/item`)).toBe('c');
    expect(made.value(`${TEXT}/table/tbody/tr/td[@colspan = "2"]`)).toBe('1978');
    expect(made.value(`${TEXT}/table/thead/tr/th`)).toBe('Date');
    expect(made.value(`${TEXT}//linkHtml/@href`)).toBe('https://exemple.fr/x?a=1&b=2');
    expect(made.value(TEXT)).toContain('[image : schéma]');
  });

  it('flattens what a cell or a line cannot hold, and loses nothing', () => {
    const made = told(
      '<table><tr><td><table><tr><td>dedans</td><td>aussi</td></tr></table><ul><li>point</li></ul></td></tr></table><p>x<span><p>y</p></span></p>',
    );
    const text = made.value(TEXT);
    for (const word of ['dedans', 'aussi', 'point', 'x', 'y']) expect(text).toContain(word);
    expect(made.nodes(`${TEXT}//td//table`)).toEqual([]);
    expect(made.nodes(`${TEXT}//paragraph//paragraph`)).toEqual([]);
  });

  it.each([
    ['broken tags', '<p>un <b>deux</p> trois </i> < quatre', 'un deux trois  < quatre'],
    ['entities of HTML', 'caf&eacute;&nbsp;&amp; th&#233; &foo;', 'café\u00a0& thé &foo;'],
    ['comments, CDATA', 'a<!-- b -->c<![CDATA[<d>]]>e', 'ac<d>e'],
    // What follows an unclosed comment is text, the end tag of the div included.
    ['an unclosed comment', 'a <!-- b <p>c', 'a  b <p>c</div>'],
    ['script and style', 'a<script>b</script><style>c{}</style>d', 'ad'],
    ['a link that runs code', '<a href="javascript:x()">ici</a>', 'ici'],
    ['foreign elements', '<svg:g xmlns:svg="urn:x"><custom-tag onclick="x">mot</custom-tag></svg:g>', 'mot'],
  ])('%s', (_, html, words) => {
    const made = told(html);
    expect(made.value(TEXT)).toBe(words);
    expect(made.xml).not.toMatch(/javascript:|onclick|<script/);
  });

  it('refuses a DOCTYPE and entities by not reading them', () => {
    const made = new Cda(
      draft(({ section }) => {
        const div =
          '<!DOCTYPE div [<!ENTITY x SYSTEM "file:///etc/passwd">]><div xmlns="http://www.w3.org/1999/xhtml">&x;</div>';
        section(2).text = { status: 'additional', div };
      }),
    );
    expect(made.value(TEXT)).toContain('&x;');
    expect(made.xml).not.toContain('<!');
  });

  it('survives 20,000 nested tags and 50,000 opening signs', () => {
    expect(told(`${'<b>'.repeat(20_000)}fond`).value(TEXT)).toBe('fond');
    expect(told(`${'<'.repeat(50_000)}fin`).value(TEXT)).toMatch(/^<+fin$/);
  });
});
