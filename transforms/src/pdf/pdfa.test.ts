import { inflateSync } from 'node:zlib';
import { parseXmlDocument } from 'slimdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { ficheXml } from './fixture.ts';
import { readPdf } from './reading.ts';
import { renderFrcpPdf } from './render.ts';

/** The file as Latin-1, and its objects: dictionary text and, for a stream, its inflated bytes. */
interface Raw {
  text: string;
  objects: { dict: string; stream: Buffer | null }[];
}

function rawOf(bytes: Uint8Array): Raw {
  const text = Buffer.from(bytes).toString('latin1');
  const objects = [...text.matchAll(/\n\d+ 0 obj\n([\s\S]*?)\nendobj/g)].map(([, body]) => {
    const [, dict, stream] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream$/.exec(body!) ?? [
      null,
      body!,
      undefined,
    ];
    const data = stream === undefined ? null : Buffer.from(stream, 'latin1');
    return { dict: dict!, stream: data && dict!.includes('FlateDecode') ? inflateSync(data) : data };
  });
  return { text, objects };
}

const TITLE = 'FRCP R &amp; D &lt;3C&gt; "Nord"';

let bytes: Uint8Array;
let raw: Raw;
beforeAll(async () => {
  bytes = await renderFrcpPdf(ficheXml({ title: TITLE }));
  raw = rawOf(bytes);
});
const having = (pattern: RegExp) => raw.objects.filter(({ dict }) => pattern.test(dict));

// No PDF/A validator exists among the packages allowed: what ISO 19005-1 level B asks is looked for in the file.
describe('PDF/A-1b', () => {
  it('is a PDF 1.4 with a binary comment, an ID and no encryption', () => {
    expect(raw.text.startsWith('%PDF-1.4\n%ÿÿÿÿ')).toBe(true);
    expect(raw.text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(raw.text).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
    expect(raw.text).not.toContain('/Encrypt');
    expect(raw.objects.length).toBeGreaterThan(50);
  });

  it('embeds every font it names, with its map to Unicode and its set of glyphs', () => {
    const descriptors = having(/\/Type \/FontDescriptor/);
    expect(descriptors.length).toBeGreaterThanOrEqual(2);
    for (const { dict } of descriptors) {
      expect(dict).toMatch(/\/FontFile2 \d+ 0 R/);
      expect(dict).toMatch(/\/CIDSet \d+ 0 R/);
      expect(dict).toMatch(/\/FontName \/[A-Z]{6}\+DejaVuSansCondensed/);
    }
    const fonts = having(/\/Type \/Font\n/);
    expect(fonts.length).toBe(descriptors.length * 2);
    for (const { dict } of fonts) expect(dict).toMatch(/\/ToUnicode|\/FontDescriptor/);
    expect(raw.text).not.toContain('Helvetica');
  });

  it('declares part 1 level B in well-formed XMP that agrees with the Info dictionary', () => {
    const [xmp] = having(/\/Type \/Metadata/);
    const text = xmp!.stream!.toString('utf8');
    const document = parseXmlDocument(text.replace(/<\?xpacket[^>]*\?>/g, ''));
    const value = (name: string) =>
      document.getElementsByTagNameNS('*', name).map((element) => element.textContent?.trim());
    expect(value('part')).toEqual(['1']);
    expect(value('conformance')).toEqual(['B']);
    expect(value('title')).toEqual(['FRCP R et D ‹3C› "Nord" (version 1)']);
    expect(value('CreateDate')).toEqual(['2026-10-12T18:30:00Z']);
    expect(value('Producer')).toEqual(['DCC (PDFKit)']);
    expect(raw.text).toContain('(D:20261012183000Z)');
  });

  it('has an sRGB output intent and only RGB colours', () => {
    const [intent] = having(/\/Type \/OutputIntent/);
    expect(intent!.dict).toMatch(/\/S \/GTS_PDFA1/);
    expect(intent!.dict).toMatch(/\/DestOutputProfile \d+ 0 R/);
    const profile = having(/\/N 3/)[0]!.stream!;
    expect(profile.subarray(36, 40).toString('latin1')).toBe('acsp');
    const drawn = raw.objects
      .map(({ stream }) => stream?.toString('latin1') ?? '')
      .filter((s) => / Tf\n/.test(s));
    expect(drawn.length).toBeGreaterThan(0);
    for (const content of drawn) expect(content).not.toMatch(/ [kK]\n|\/DeviceCMYK/);
  });

  it('uses no transparency, script, embedded file or outside link', () => {
    for (const word of [
      '/SMask',
      '/JavaScript',
      '/EmbeddedFiles',
      '/Launch',
      '/URI',
      '/Transparency',
      '/ca ',
      '/CA ',
    ]) {
      expect(raw.text, word).not.toContain(word);
    }
  });

  it('is tagged, in French, and shows its title', async () => {
    const reading = await readPdf(bytes);
    expect(reading.lang).toBe('fr-FR');
    expect(reading.marked).toBe(true);
    expect(reading.title).toBe('FRCP R et D ‹3C› "Nord" (version 1)');
    expect(raw.text).toContain('/DisplayDocTitle true');
    for (const tag of ['Document', 'Sect', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'LI']) {
      expect(having(new RegExp(`/S /${tag}\\n`)).length, tag).toBeGreaterThan(0);
    }
  });
});

describe('the same fiche gives the same file', () => {
  it('byte for byte', async () => {
    expect(Buffer.from(await renderFrcpPdf(ficheXml({ title: TITLE }))).equals(bytes)).toBe(true);
  });

  it('and another document has another ID', async () => {
    const idOf = (file: Uint8Array) =>
      /\/ID \[<([0-9a-f]{32})>/.exec(Buffer.from(file).toString('latin1'))![1];
    const [one, same, other] = await Promise.all(
      ['2.25.1', '2.25.1', '2.25.2'].map((id) => renderFrcpPdf(ficheXml({ id })).then(idOf)),
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});
