import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition, Encounter, Observation, PractitionerRole } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_TYPES, referencesOf, searchUrl } from './closure.ts';

describe('referencesOf', () => {
  test('follows patient and case from the fiche alone', () => {
    const fiche = golden<Composition>('frcp');
    expect(referencesOf(fiche)).toContain(fiche.subject!.reference);
    expect(referencesOf(fiche)).toContain(fiche.encounter!.reference);
    const ecog = golden<Observation>('ecog');
    expect(referencesOf(ecog)).not.toContain(ecog.subject!.reference);
    expect(referencesOf(ecog)).not.toContain(ecog.encounter!.reference);
  });

  test('follows extensions: RCP and 3C of a session', () => {
    const types = referencesOf(golden<Encounter>('session')).map((one) => one.split('/')[0]);
    expect(types).toContain('HealthcareService');
    expect(types).toContain('Organization');
    expect(types).toContain('PractitionerRole');
  });

  test('follows a case to its session and its inscription', () => {
    const rcpCase = golden<Encounter>('case');
    expect(referencesOf(rcpCase)).toContain(rcpCase.partOf!.reference);
    expect(referencesOf(rcpCase)).toContain(rcpCase.basedOn![0]!.reference);
  });

  test('does not follow what leads to other versions, accounts or services', () => {
    const fiche: Composition = {
      ...golden<Composition>('frcp'),
      meta: { accounts: [{ reference: 'Organization/account' }] },
      relatesTo: [{ code: 'replaces', targetReference: { reference: 'Composition/1' } }],
    };
    expect(referencesOf(fiche).filter((one) => one.endsWith('/1') || one.endsWith('/account'))).toEqual([]);
    const role: PractitionerRole = {
      resourceType: 'PractitionerRole',
      healthcareService: [{ reference: 'HealthcareService/other' }],
      practitioner: { reference: 'Practitioner/1' },
    };
    expect(referencesOf(role)).toEqual(['Practitioner/1']);
  });

  test('ignores what is not a plain reference to a type of the document', () => {
    const references = [
      'Task/1',
      'Patient',
      '#p',
      'https://other/Patient/1',
      'Patient/1/_history/2',
      'urn:uuid:1',
    ];
    const fiche = { resourceType: 'Composition', author: references.map((reference) => ({ reference })) };
    expect(referencesOf(fiche as Composition)).toEqual([]);
    expect(
      referencesOf({ resourceType: 'Composition', author: [{ reference: 'constructor/1' }] } as never),
    ).toEqual([]);
  });
});

describe('searchUrl', () => {
  test('asks for the ids and what they bring', () => {
    expect(searchUrl('Patient', ['a', 'b'])).toBe('Patient?_id=a,b&_count=1000');
    expect(searchUrl('PractitionerRole', ['a'])).toContain('&_include=PractitionerRole:practitioner');
    expect(searchUrl('Encounter', ['a'])).toContain('&_include:iterate=PractitionerRole:practitioner');
  });

  test('an include is of the type itself, or iterates', () => {
    for (const [type, includes] of Object.entries(DOCUMENT_TYPES)) {
      for (const include of includes) {
        expect(include.startsWith(`${type}:`) || include.startsWith('iterate:'), include).toBe(true);
      }
    }
  });
});
