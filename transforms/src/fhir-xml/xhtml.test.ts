import fc from 'fast-check';
import { parseXmlDocument } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { TextSink } from './sink.ts';
import { writeXhtml } from './xhtml.ts';

function clean(div: string): string {
  const sink = new TextSink();
  writeXhtml(div, sink);
  return sink.toString();
}

const ROOT = '<div xmlns="http://www.w3.org/1999/xhtml">';
const inside = (div: string): string => {
  const out = clean(div);
  expect(out.startsWith(ROOT) || out === '<div xmlns="http://www.w3.org/1999/xhtml"/>').toBe(true);
  return out.slice(ROOT.length, -'</div>'.length);
};

describe('writeXhtml', () => {
  it.each([
    ['the div of the Narrative is not doubled', `${ROOT}<p>a</p></div>`, '<p>a</p>'],
    ['text without a div gets one', 'a', 'a'],
    ['an inner div stays', `${ROOT}<div>a</div></div>`, '<div>a</div>'],
    ['empty elements', 'a<br>b<br/>c<hr />', 'a<br/>b<br/>c<hr/>'],
    ['unclosed and crossed tags', '<p>a<b>b</p>c', '<p>a<b>b</b></p>c'],
    ['an end tag without a start', 'a</i>b', 'ab'],
    ['upper case and prefixes', '<P>a</P><x:B>b</x:B>', '<p>a</p><b>b</b>'],
    [
      'attributes: those that carry meaning',
      '<a href="u" onclick="x" class="y" id="z">a</a>',
      '<a href="u">a</a>',
    ],
    ['attributes in simple quotes', "<td colspan='2'>a</td>", '<td colspan="2">a</td>'],
    ['the same attribute twice', '<a href="u" href="v">a</a>', '<a href="u">a</a>'],
    ['named and numbered references', '&eacute;&#233;&#xe9;&nbsp;&lt;', 'ééé\u00a0&lt;'],
    ['unknown references are text', '&foo; & &;', '&amp;foo; &amp; &amp;;'],
    ['a number that is no character', '&#x110000;&#1;', '\ufffd'],
    ['CDATA', '<![CDATA[<b>&amp;]]>', '&lt;b&gt;&amp;amp;'],
    ['instructions and declarations', '<?php x ?><!DOCTYPE a>b', 'b'],
    ['scripts, with all they hold', 'a<script>b<b>c</b></script>d<style/>e', 'ade'],
    ['a sign that opens nothing', '1 < 2 > 0 <', '1 &lt; 2 &gt; 0 &lt;'],
    ['a quote that is not closed', '<a href="u>a</a>', '&lt;a href="u&gt;a'],
  ])('%s', (_, div, expected) => {
    expect(inside(div)).toBe(expected);
  });

  it('always gives XML that a parser takes, with all the text that is not markup', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      '>',
      '"',
      "'",
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&amp;',
      'mot',
      '<br/>',
      '</',
      '<script>',
      '</script>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const root = parseXmlDocument(clean(pieces.join(''))).documentElement;
        return root?.localName === 'div' && root.namespaceURI === 'http://www.w3.org/1999/xhtml';
      }),
      { numRuns: 500 },
    );
  });

  // A quadratic reader would need minutes for these: the time-out of the runner is the limit.
  it.each([
    ['<a"', '&lt;a"'],
    ['<!--', '&lt;!--'],
    ['<![CDATA[', ''],
    ['<!', '&lt;!'],
    ['&#', '&amp;#'],
    ['<a x=', '&lt;a x='],
    ['</p>', ''],
    ['<script>', ''],
  ])('ends on 300,000 times %s', (piece, once) => {
    const out = clean(`${piece.repeat(300_000)}fin`);
    expect(out).toContain(once);
    if (piece !== '<script>') expect(out).toContain('fin</div>');
  });
});
