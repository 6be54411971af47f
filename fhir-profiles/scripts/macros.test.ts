import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../src/sections.ts';
import { codesOf } from '../src/terminology.ts';
import { expandMacros } from './macros.ts';

/** The regular expression in an expanded macro. */
function regex(macro: string): RegExp {
  return new RegExp(/matches\('([^']+)'\)/.exec(expandMacros(macro))![1]!);
}

describe('expandMacros', () => {
  it('writes systems, identifiers, extensions and references', () => {
    expect(expandMacros("system='{{CISIS}}'")).toBe(
      "system='https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis'",
    );
    expect(expandMacros('{{RCP}}')).toBe('urn:oid:1.2.250.1.161.1.20.3.1');
    expect(expandMacros('{{ext:dcc-rcp}}')).toBe(
      "extension.where(url='https://dcc.example.org/fhir/StructureDefinition/dcc-rcp')",
    );
    expect(expandMacros('subject.{{ref:Patient}}')).toBe(
      "subject.where((reference.startsWith('Patient/') or reference.startsWith('urn:uuid:')))",
    );
  });

  it('fails on a macro that does not exist, naming it', () => {
    expect(() => expandMacros('{{nothing}}')).toThrow('{{nothing}}');
    expect(() => expandMacros('{{nothing:x}}')).toThrow('{{nothing:x}}');
  });

  it('writes a value set as an expression that matches its codes and nothing else', () => {
    const pattern = new RegExp(`^${expandMacros('{{codes:jdv-type-traitement-frcp}}')}$`);
    for (const { code } of codesOf('jdv-type-traitement-frcp')) expect(code).toMatch(pattern);
    // A dot is a dot: GEN-092.03.01 must not let GEN-092x03x01 in.
    for (const wrong of ['', 'GEN-092x03x01', 'GEN-092.03.011', 'C15313 '])
      expect(wrong).not.toMatch(pattern);
  });

  it('knows the appareils, the topics and the two natures', () => {
    expect('76752008').toMatch(regex('{{appareil}}'));
    expect('24028007').not.toMatch(regex('{{appareil}}'));
    expect('ORG-130').toMatch(regex('{{topic}}'));
    expect('ORG-132').toMatch(regex('{{nature}}'));
    expect('ORG-130').not.toMatch(regex('{{nature}}'));
  });

  it('lists the mandatory sections by template', () => {
    const templates = expandMacros('{{mandatory}}').match(/urn:oid:[\d.]+/g);
    const expected = Object.values(SECTIONS).filter(({ mandatory }) => mandatory);
    expect(templates).toEqual(expected.map(({ template }) => `urn:oid:1.2.250.1.213.1.1.2.${template}`));
    expect(templates).toHaveLength(9);
  });

  it('pairs each LOINC code with its own template', () => {
    const pairs = regex('{{sectionPair}}');
    expect('72135-7|urn:oid:1.2.250.1.213.1.1.2.27').toMatch(pairs);
    expect('72135-7|urn:oid:1.2.250.1.213.1.1.2.2').not.toMatch(pairs);
    expect('30954-2|urn:oid:1.2.250.1.213.1.1.2.150').toMatch(pairs);
    expect('30954-2|urn:oid:1.2.250.1.213.1.1.2.34').toMatch(pairs);
  });

  it('makes one line of a block, since SUSHI keeps line ends and a user reads a sentence', () => {
    const fsh = 'Description: """\n  Patient.name : le nom\n  est obligatoire.\n"""\nSeverity: #error\n';
    expect(expandMacros(fsh)).toBe(
      'Description: "Patient.name : le nom est obligatoire."\nSeverity: #error\n',
    );
  });
});
