import { describe, expect, it } from 'vitest';
import { checkCda } from './check.ts';
import { parseStrictly } from './parse.ts';

const ROOT = '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>x</title></ClinicalDocument>';
const codes = (source: string | Uint8Array): string[] => {
  const parsed = parseStrictly(source);
  return 'defects' in parsed ? parsed.defects.map(({ code }) => code) : [];
};
const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return little ? bytes : bytes.swap16();
};

describe('DOCTYPE', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>';

  it.each([
    ['plain', `<!DOCTYPE ClinicalDocument>${ROOT}`],
    ['with entities', `${bomb}${ROOT}`],
    ['calling a file', `<!DOCTYPE a SYSTEM "file:///etc/passwd">${ROOT}`],
    ['after the declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${bomb}${ROOT}`],
    ['after a comment that shows a root', `<!-- <ClinicalDocument> -->${bomb}${ROOT}`],
    ['after an instruction that shows an end', `<?x ?><?y -->?>\n<!-- -->${bomb}${ROOT}`],
    ['after a byte order mark', `\ufeff${bomb}${ROOT}`],
    ['in lower case, which is no XML but some readers take', `<!doctype a>${ROOT}`],
    ['spaced', `<! DOCTYPE a>${ROOT}`],
    ['an entity alone', `<!ENTITY a "b">${ROOT}`],
  ])('is refused %s', (_, source) => {
    expect(codes(source)).toEqual(['XML-DOCTYPE']);
    expect(codes(new TextEncoder().encode(source))).toEqual(['XML-DOCTYPE']);
  });

  it('is refused before its entities grow', () => {
    const lol = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join(
      '',
    );
    const start = performance.now();
    expect(codes(`<!DOCTYPE a [<!ENTITY e0 "x">${lol}]><a>&e12;</a>`)).toEqual(['XML-DOCTYPE']);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('is not seen in a text or a comment that only speaks of it', () => {
    const text = ROOT.replace('x</title>', '&lt;!DOCTYPE a&gt;</title><!-- <!DOCTYPE b> -->');
    expect(codes(text)).toEqual([]);
    expect(codes(ROOT.replace('x<', '<![CDATA[<!DOCTYPE c>]]><'))).toEqual([]);
  });
});

describe('encoding', () => {
  const hidden = `<?xml version="1.0"?><!DOCTYPE a>${ROOT}`;

  it.each([
    ['UTF-16 little endian', utf16(hidden, true, true)],
    ['UTF-16 big endian', utf16(hidden, false, true)],
    ['Latin-1', Buffer.from(ROOT.replace('x<', 'é<'), 'latin1')],
    ['a declared Latin-1', `<?xml version="1.0" encoding="ISO-8859-1"?>${ROOT}`],
    ['a declared UTF-7', `<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a>${ROOT}`],
    ['a declared EBCDIC', `<?xml version='1.0' encoding='cp037'?>${ROOT}`],
    ['XML 1.1, which allows control characters', `<?xml version="1.1" encoding="UTF-8"?>${ROOT}`],
  ])('%s is refused', (_, source) => {
    expect(codes(source)).toEqual(['XML-ENCODAGE']);
  });

  it.each([
    ['UTF-16 little endian without mark', utf16(hidden, true, false)],
    ['UTF-16 big endian without mark', utf16(hidden, false, false)],
  ])('%s is refused whatever it holds', (_, source) => {
    expect(codes(source)).toHaveLength(1);
  });

  it.each(['UTF-8', 'utf-8', 'UTF8'])('%s is accepted', (name) => {
    expect(codes(`<?xml version="1.0" encoding="${name}"?>${ROOT}`)).toEqual([]);
  });

  it('a byte order mark and no declaration are accepted', () => {
    expect(codes(new TextEncoder().encode(`\ufeff${ROOT}`))).toEqual([]);
    expect(codes(ROOT)).toEqual([]);
  });
});

describe('signs', () => {
  const title = (text: string) => ROOT.replace('x<', `${text}<`);

  it.each([
    ['a null', '\u0000'],
    ['a backspace', '\u0008'],
    ['a delete', '\u007f'],
    ['a C1 control', '\u0085'],
    ['a right-to-left override', 'dose 01\u202e mg'],
    ['an isolate', '\u2066x'],
    ['a non-character', '\ufffe'],
    ['half a pair', '\ud800x'],
    ['a reference to a control', '&#x85;'],
    ['a decimal reference to an override', '&#8238;'],
  ])('%s is refused', (_, text) => {
    expect(codes(title(text))).toEqual(['XML-CARACTERE']);
  });

  it('names the sign and whom to ask', () => {
    const [defect] = checkCda(title('a\u202eb'));
    expect(defect).toMatchObject({ code: 'XML-CARACTERE', severity: 'error', forWhom: 'secretaire' });
    expect(defect!.message).toContain('U+202E');
  });

  it('what French texts hold is accepted', () => {
    expect(codes(title('« œdème » – 5\u00a0µg ≥ β ; ½ ; Ångström\n\t suite 😀'))).toEqual([]);
  });
});

describe('form', () => {
  it.each([
    ['nothing', ''],
    ['a text', 'bonjour'],
    ['an open element', '<ClinicalDocument>'],
    ['two roots', '<a/><b/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an unbound prefix', '<x:a/>'],
    ['a comment that does not end', '<!-- <a/>'],
  ])('%s is refused', (_, source) => {
    expect(codes(source)).toEqual(['XML-MALFORME']);
  });

  it('says in French where it breaks', () => {
    const [defect] = checkCda('<a>\n<b></a>');
    expect(defect!.message).toMatch(/n’est pas un XML bien formé .*line 2/);
    expect(defect!.forWhom).toBe('editeur');
  });

  it.each([
    ['another root', '<Patient xmlns="urn:hl7-org:v3"/>'],
    ['another namespace', '<ClinicalDocument xmlns="http://hl7.org/fhir"/>'],
  ])('%s is refused as such', (_, source) => {
    expect(checkCda(source).map(({ code }) => code)).toEqual(['XML-RACINE']);
  });

  it('an empty document gets its defects, not an exception', () => {
    const defects = checkCda('<ClinicalDocument xmlns="urn:hl7-org:v3"/>');
    expect(defects.length).toBeGreaterThan(15);
    expect(new Set(defects.map(({ path }) => path))).toEqual(new Set(['/ClinicalDocument']));
  });

  it('survives depth', () => {
    const deep = `<ClinicalDocument xmlns="urn:hl7-org:v3">${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</ClinicalDocument>`;
    expect(checkCda(deep).length).toBeGreaterThan(15);
  });
});
