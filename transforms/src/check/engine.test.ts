import { parseXmlDocument } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { pathOf, runPatterns } from './engine.ts';
import { isPdf, isTime } from './functions.ts';
import { compileContext } from './match.ts';
import { readSchematron } from './schematron.ts';

const schema = (inside: string): string =>
  `<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:dcc="urn:dcc:check">${inside}</schema>`;
const rule = (context: string, test: string, more = '') =>
  `<rule context="${context}" dcc:field="Champ" dcc:for="editeur"><assert id="A" test="${test}" ${more}>Il manque X
   (<value-of select="@code"/>). Corriger.</assert></rule>`;
const run = (rules: string, xml: string) =>
  runPatterns(
    readSchematron(schema(`<pattern id="p">${rules}</pattern>`)),
    parseXmlDocument(`<ClinicalDocument xmlns="urn:hl7-org:v3">${xml}</ClinicalDocument>`),
    '2025.01',
  );

describe('readSchematron', () => {
  it('reads rules, extends abstract ones, and inherits field and addressee', () => {
    const [pattern] = readSchematron(
      schema(`<pattern id="p"><rule abstract="true" id="base" dcc:field="Base" dcc:for="secretaire">
        <assert id="B" test="true()" role="warning">Texte, fin.</assert></rule>
        <rule context="cda:a" dcc:field="Champ" dcc:for="editeur"><extends rule="base"/>
        <assert id="A" test="@x" dcc:for="demandeur">Texte, fin.</assert></rule></pattern>`),
    );
    expect(pattern!.rules).toHaveLength(1);
    expect(pattern!.rules[0]!.asserts).toMatchObject([
      { id: 'B', field: 'Base', forWhom: 'secretaire', severity: 'warning' },
      { id: 'A', field: 'Champ', forWhom: 'demandeur', severity: 'error' },
    ]);
  });

  it.each([
    [
      'a field',
      '<rule context="cda:a" dcc:for="editeur"><assert id="A" test="1">x</assert></rule>',
      /dcc:field/,
    ],
    [
      'an addressee',
      '<rule context="cda:a" dcc:field="F" dcc:for="voisin"><assert id="A" test="1"/></rule>',
      /dcc:for/,
    ],
    ['a base', '<rule context="cda:a"><extends rule="nulle"/></rule>', /nulle/],
    ['a known element', '<rule context="cda:a"><report test="1"/></rule>', /report/],
    ['a context', '<rule dcc:field="F" dcc:for="editeur"><assert id="A" test="1"/></rule>', /context/],
    ['a readable context', rule('cda:a[position() = 1]', '1'), /illisible/],
  ])('refuses rules without %s', (_, rules, reason) => {
    expect(() => readSchematron(schema(`<pattern id="p">${rules}</pattern>`))).toThrow(reason);
  });
});

describe('runPatterns', () => {
  it('tells where, what and for whom, values included', () => {
    expect(
      run(rule('cda:value', '@codeSystem'), '<value code="C1"/><value code="C2" codeSystem="1"/>'),
    ).toEqual([
      {
        code: 'A',
        severity: 'error',
        field: 'Champ',
        path: '/ClinicalDocument/value[1]',
        message: 'Il manque X (C1). Corriger.',
        forWhom: 'editeur',
      },
    ]);
  });

  it('gives an element to the first rule of the pattern that matches it', () => {
    const rules = rule("cda:value[@code = 'C1']", 'true()') + rule('cda:value', 'false()');
    expect(run(rules, '<value code="C1"/><value code="C2"/>').map(({ path }) => path)).toEqual([
      '/ClinicalDocument/value[2]',
    ]);
  });

  it('keeps asserts of one rule apart, in any number of elements', () => {
    const two = `<rule context="cda:v" dcc:field="F" dcc:for="editeur"><assert id="A" test="@a">Un, fin.</assert>
      <assert id="B" test="@b">Deux, fin.</assert></rule>`;
    const found = run(two, '<v a="1"/><v b="1"/><v a="1" b="1"/><v/>').map(
      ({ code, path }) => code + path.at(-2),
    );
    expect(found).toEqual(['B1', 'A2', 'A4', 'B4']);
  });
});

describe('contexts', () => {
  const matches = (context: string, xml: string, name: string): number => {
    const { names, matches: test } = compileContext(context);
    const document = parseXmlDocument(`<ClinicalDocument xmlns="urn:hl7-org:v3">${xml}</ClinicalDocument>`);
    const found = document.getElementsByTagName(name);
    expect(names.includes(name) || names.includes('*') || !found.length).toBe(true);
    return found.filter(test).length;
  };

  it.each([
    ['cda:a', '<a/><b><a/></b>', 2],
    ['cda:b/cda:a', '<a/><b><a/></b>', 1],
    ['/cda:ClinicalDocument/cda:a', '<a/><b><a/></b>', 1],
    ["cda:a[@x = '1']", '<a x="1"/><a x="2"/><a/>', 1],
    ['cda:a[@x]', '<a x="1"/><a x=""/><a/>', 2],
    ["cda:a[cda:c/@x = '1']", '<a><c x="2"/><c x="1"/></a><a x="1"/>', 1],
    ['cda:a[cda:c]', '<a><c/></a><a/>', 1],
    ['cda:a[not(@x)]', '<a x="1"/><a/>', 1],
    ["cda:a[@x = '1' and @y = '2']", '<a x="1"/><a x="1" y="2"/>', 1],
    ["cda:a[@x = '1'][@y]", '<a x="1"/><a x="1" y="2"/>', 1],
    ['cda:z|cda:a', '<a/>', 1],
    ['*[@x]', '<a x="1"/><a/>', 1],
    ["cda:b[@x = '|]/']/cda:a", '<b x="|]/"><a/></b>', 1],
  ])('%s', (context, xml, count) => {
    expect(matches(context, xml, 'a')).toBe(count);
  });
});

describe('functions', () => {
  it.each(['2026', '202610', '20261012', '20240229', '202610121805+0200', '20261012180500.123-0300'])(
    '%s is a time',
    (value) => expect(isTime(value)).toBe(true),
  );
  it.each([
    '',
    '26',
    '20261301',
    '20261131',
    '20250229',
    '202610121805',
    '20261012250000+0200',
    '2026-10-12',
    '17000101',
  ])('%s is none', (value) => expect(isTime(value)).toBe(false));

  it('tells a PDF by both its ends', () => {
    const file = (text: string) => Buffer.from(text).toString('base64');
    const whole = `%PDF-1.4\n${'x'.repeat(500)}\n%%EOF\n`;
    expect(isPdf(file(whole))).toBe(true);
    expect(isPdf(`  ${file(whole).replace(/(.{76})/g, '$1\n')}  `)).toBe(true);
    expect(isPdf(file(whole.slice(0, -10)))).toBe(false);
    expect(isPdf(file(`<html>${whole}`))).toBe(false);
    expect(isPdf('')).toBe(false);
    expect(isPdf(`${file(whole).slice(0, -5)}é===`)).toBe(false);
  });

  it('gives the path of an element', () => {
    const document = parseXmlDocument('<a><b/><b><c/></b></a>');
    expect(pathOf(document.getElementsByTagName('c')[0]!)).toBe('/a/b[2]/c');
  });
});
