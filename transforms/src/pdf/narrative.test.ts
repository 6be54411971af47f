import { describe, expect, it } from 'vitest';
import { parseCda } from './dom.ts';
import type { Block, Para, Table } from './model.ts';
import { narrative } from './narrative.ts';

const blocks = (markup: string): Block[] => narrative(parseCda(`<text>${markup}</text>`).documentElement);
const words = (block: Block | undefined): string =>
  block?.kind === 'para' ? block.runs.map((piece) => (piece.br ? '\n' : piece.text)).join('') : '';
const asTable = (block: Block | undefined): Table => {
  if (block?.kind !== 'table') throw new Error('not a table');
  return block;
};
const asPara = (block: Block | undefined): Para => {
  if (block?.kind !== 'para') throw new Error('not a paragraph');
  return block;
};

describe('narrative: text', () => {
  it('is empty for an absent or an empty text', () => {
    expect(narrative(null)).toEqual([]);
    expect(blocks(' \n  ')).toEqual([]);
    expect(blocks('<br/><br/>')).toEqual([]);
  });

  it('collapses the white space of the XML, not the no-break spaces of the author', () => {
    expect(words(blocks('  un\n   deux\u00a0: trois ')[0]).trim()).toBe('un deux\u00a0: trois');
  });

  it('keeps line breaks between words, not before the first nor after the last', () => {
    expect(words(blocks('<br/>un<br/>deux<br/>')[0])).toBe('un\ndeux');
  });

  it('starts a block at each paragraph, words outside included', () => {
    expect(blocks('avant<paragraph>un</paragraph><paragraph>deux</paragraph>après').map(words)).toEqual([
      'avant',
      'un',
      'deux',
      'après',
    ]);
  });

  it('keeps the styles of content, nested ones added', () => {
    const [block] = blocks(
      'a<content styleCode="Bold">b<content styleCode="Italics xy">c</content></content>',
    );
    expect(asPara(block).runs).toEqual([
      { text: 'a' },
      { text: 'b', bold: true },
      { text: 'c', bold: true, italic: true },
    ]);
    expect(asPara(blocks('<content styleCode="Underline">u</content>')[0]).runs[0]!.underline).toBe(true);
  });

  it('raises and lowers sup and sub', () => {
    const { runs } = asPara(blocks('m<sup>2</sup> H<sub>2</sub>O')[0]);
    expect(runs.map(({ shift }) => shift)).toEqual([undefined, 'sup', undefined, 'sub', undefined]);
  });

  it('drops no word of an element it does not know', () => {
    expect(
      words(
        blocks('<linkHtml href="#x">lien</linkHtml> <footnote>note</footnote> <inconnu>mot</inconnu>')[0],
      ),
    ).toBe('lien note mot');
  });

  it('reads character data and passes over comments', () => {
    expect(words(blocks('<![CDATA[T < 2]]><!-- rien --> cm')[0])).toBe('T < 2 cm');
  });
});

describe('narrative: lists', () => {
  it('marks the items of a list, and numbers those of an ordered one', () => {
    const plain = blocks('<list><item>un</item><item>deux</item></list>').map(asPara);
    expect(plain.map(({ marker }) => marker)).toEqual(['•', '•']);
    const ordered = blocks('<list listType="ordered"><item>un</item><item>deux</item></list>').map(asPara);
    expect(ordered.map(({ marker }) => marker)).toEqual(['1.', '2.']);
    expect(ordered.every(({ tag, level }) => tag === 'LI' && level === 1)).toBe(true);
  });

  it('indents nested lists and the second paragraph of an item', () => {
    const items = blocks(
      '<list><item><paragraph>un</paragraph><paragraph>suite</paragraph><list><item>dedans</item></list></item></list>',
    ).map(asPara);
    expect(items.map(({ level, marker }) => [level, marker])).toEqual([
      [1, '•'],
      [1, undefined],
      [2, '•'],
    ]);
  });

  it('gives the caption of a list without a marker', () => {
    const [caption, item] = blocks('<list><caption>Titre</caption><item>un</item></list>').map(asPara);
    expect(caption!.marker).toBeUndefined();
    expect(words(caption)).toBe('Titre');
    expect(item!.marker).toBe('•');
  });

  it('keeps a table that stands in an item', () => {
    expect(
      blocks('<list><item>un<table><tr><td>x</td></tr></table></item></list>').map(({ kind }) => kind),
    ).toEqual(['para', 'table']);
  });
});

describe('narrative: tables', () => {
  const markup = `<table><caption>Bilan</caption><thead><tr><th colspan="2">Examen</th></tr></thead>
    <tbody><tr><td rowspan="2">Ki67</td><td>20 %<br/>fort</td></tr><tr><td>suite</td></tr></tbody>
    <tfoot><tr><th>Total</th><td/></tr></tfoot></table>`;

  it('reads captions, heads, bodies and feet', () => {
    const [caption, table] = blocks(markup);
    expect(words(caption)).toBe('Bilan');
    expect(asTable(table).head).toHaveLength(1);
    expect(asTable(table).body).toHaveLength(3);
  });

  it('reads spans and header cells, wherever they stand', () => {
    const { head, body } = asTable(blocks(markup)[1]);
    expect(head[0]![0]).toMatchObject({ colspan: 2, rowspan: 1, header: true });
    expect(body[0]![0]).toMatchObject({ colspan: 1, rowspan: 2, header: false });
    expect(body[2]![0]).toMatchObject({ header: true });
    expect(body[2]![0]!.paras[0]!.runs[0]!.bold).toBe(true);
  });

  it('keeps line breaks, paragraphs and lists of a cell', () => {
    const { body } = asTable(
      blocks(
        '<table><tr><td>a<br/>b<paragraph>c</paragraph><list><item>d</item></list></td></tr></table>',
      )[0],
    );
    expect(body[0]![0]!.paras.map(words)).toEqual(['a\nb', 'c', 'd']);
  });

  it('writes a nested table as lines of its cell', () => {
    const inner = '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>';
    const { body } = asTable(blocks(`<table><tr><td>${inner}</td></tr></table>`)[0]);
    expect(body[0]![0]!.paras.map(words)).toEqual(['a — b', 'c']);
  });

  it('writes a table wider than a page as lines', () => {
    const row = Array.from({ length: 20 }, (_, n) => `<td>c${n}</td>`).join('');
    const flat = blocks(`<table><tr>${row}</tr></table>`);
    expect(flat.map(({ kind }) => kind)).toEqual(['para']);
    expect(words(flat[0])).toMatch(/^c0 — c1 .* c19$/);
  });

  it('reads spans that are no number as one', () => {
    const { body } = asTable(blocks('<table><tr><td colspan="x" rowspan="-4">a</td></tr></table>')[0]);
    expect(body[0]![0]).toMatchObject({ colspan: 1, rowspan: 1 });
  });

  it('gives nothing for a table without a row', () => {
    expect(blocks('<table><tbody/></table>')).toEqual([]);
  });
});
