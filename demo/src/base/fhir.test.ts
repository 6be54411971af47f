import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { concept, localId, meta, narrative, refer, referTo, term, worded } from './fhir.ts';

describe('local ids', () => {
  it('are UUIDs of version 5 that depend on the label alone', () => {
    expect(localId('patient-001')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(localId('patient-001')).toBe(localId('patient-001'));
    expect(localId('patient-001')).not.toBe(localId('patient-002'));
  });

  it('make the same reference by label and by resource', () => {
    const patient: Patient = { resourceType: 'Patient', id: localId('patient-001') };
    expect(referTo(patient)).toEqual(refer('Patient', 'patient-001'));
  });
});

describe('terms', () => {
  it('have system and display', () => {
    expect(term('jdv-tumeur', 'C50.4')).toMatchObject({
      system: 'http://hl7.org/fhir/sid/icd-10',
      display: 'Tumeur maligne du quadrant supéro-externe du sein',
    });
  });

  it('refuse a code that the set lacks', () => {
    expect(() => term('jdv-tumeur', 'Z99.9')).toThrow(/jdv-tumeur.*Z99\.9/);
  });

  it('are copied into concepts, never shared', () => {
    const code = term('jdv-type-traitement-frcp', 'C15313');
    const made = concept(code);
    made.coding![0]!.display = 'changed';
    expect(term('jdv-type-traitement-frcp', 'C15313').display).toBe('radiothérapie');
    expect(worded(code, 'en mots')).toEqual({ coding: [code], text: 'en mots' });
  });
});

describe('meta and narrative', () => {
  it('names the profile without version', () => {
    expect(meta('dcc-frcp').profile).toEqual(['https://dcc.example.org/fhir/StructureDefinition/dcc-frcp']);
  });

  it('escapes what XHTML reserves', () => {
    expect(narrative(['Ki67 < 20 % & RE > 10 %', 'Deux'])).toBe(
      '<div xmlns="http://www.w3.org/1999/xhtml"><p>Ki67 &lt; 20 % &amp; RE &gt; 10 %</p><p>Deux</p></div>',
    );
  });
});
