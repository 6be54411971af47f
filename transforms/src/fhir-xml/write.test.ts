import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Resource } from '@medplum/fhirtypes';
import { Document, parseXmlDocument, serializeToWellFormedString } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { DomSink, toFhirXml, writeFhirXml } from './index.ts';

const xml = (resource: object): string => toFhirXml(resource as Resource);
const FHIR = ' xmlns="http://hl7.org/fhir"';

describe('toFhirXml', () => {
  it('writes primitives, arrays and nested elements (FHIR R4 xml.html)', () => {
    const patient = {
      resourceType: 'Patient',
      id: 'a',
      active: true,
      name: [{ given: ['A', 'B'] }],
      multipleBirthInteger: 0,
    };
    expect(xml(patient)).toBe(
      `<Patient${FHIR}><id value="a"/><active value="true"/><name><given value="A"/><given value="B"/></name>` +
        '<multipleBirthInteger value="0"/></Patient>',
    );
  });

  it('writes the id and extensions of primitives, aligned with their values', () => {
    const patient = {
      resourceType: 'Patient',
      birthDate: '1952-03-18',
      _birthDate: { id: 'b', extension: [{ url: 'u', valueCode: 'c' }] },
      name: [{ given: ['A', null, 'C'], _given: [null, { extension: [{ url: 'u', valueCode: 'c' }] }] }],
    };
    expect(xml(patient)).toBe(
      `<Patient${FHIR}><birthDate value="1952-03-18" id="b"><extension url="u"><valueCode value="c"/></extension>` +
        '</birthDate><name><given value="A"/><given><extension url="u"><valueCode value="c"/></extension></given>' +
        '<given value="C"/></name></Patient>',
    );
  });

  it('writes a primitive that has only a reason for its absence', () => {
    const patient = {
      resourceType: 'Patient',
      _birthDate: { extension: [{ url: 'u', valueCode: 'unknown' }] },
    };
    expect(xml(patient)).toContain(
      '<birthDate><extension url="u"><valueCode value="unknown"/></extension></birthDate>',
    );
  });

  it('writes id as an attribute of an element, url only of an extension', () => {
    const reference = { resourceType: 'DocumentReference', content: [{ id: 'c', attachment: { url: 'u' } }] };
    expect(xml(reference)).toBe(
      `<DocumentReference${FHIR}><content id="c"><attachment><url value="u"/></attachment></content></DocumentReference>`,
    );
    const nested = {
      resourceType: 'Basic',
      extension: [{ url: 'a', extension: [{ url: 'b', valueBoolean: false }] }],
    };
    expect(xml(nested)).toBe(
      `<Basic${FHIR}><extension url="a"><extension url="b"><valueBoolean value="false"/></extension></extension></Basic>`,
    );
  });

  it('puts a resource inside its own element', () => {
    const bundle = { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Basic', id: 'x' } }] };
    expect(xml(bundle)).toBe(
      `<Bundle${FHIR}><entry><resource><Basic><id value="x"/></Basic></resource></entry></Bundle>`,
    );
    const contained = { resourceType: 'List', contained: [{ resourceType: 'Basic', id: 'x' }] };
    expect(xml(contained)).toBe(`<List${FHIR}><contained><Basic><id value="x"/></Basic></contained></List>`);
  });

  it('puts the XHTML of a narrative in its namespace', () => {
    const basic = { resourceType: 'Basic', text: { status: 'additional', div: '<div>a<br>b</div>' } };
    expect(xml(basic)).toContain('<div xmlns="http://www.w3.org/1999/xhtml">a<br/>b</div></text>');
  });

  it('cleans every string', () => {
    expect(xml({ resourceType: 'Basic', id: 'a\u0000"<\n' })).toBe(
      `<Basic${FHIR}><id value="a&quot;&lt;&#10;"/></Basic>`,
    );
  });

  it('refuses what is not a resource, in French', () => {
    for (const wrong of [null, 'x', [], {}, { resourceType: 1 }]) {
      expect(() => toFhirXml(wrong as unknown as Resource)).toThrow('Ressource FHIR attendue');
    }
  });
});

describe('DomSink', () => {
  it('builds the nodes that parsing the text gives', () => {
    const bundle = goldenBundle();
    const document = new Document();
    writeFhirXml(bundle, new DomSink(document as never));
    const parsed = parseXmlDocument(toFhirXml(bundle));
    expect(serializeToWellFormedString(document)).toBe(serializeToWellFormedString(parsed));
    expect(parsed.getElementsByTagNameNS('http://hl7.org/fhir', 'resource').length).toBe(
      bundle.entry?.length,
    );
  });
});
