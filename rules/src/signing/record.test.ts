import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles';
import { goldenBundle, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Bundle, Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { documentVersion, isSection, readRecord, resolver } from './record.ts';
import { refusalText } from './refusal.ts';

const record = () => readRecord(goldenBundle())!;

describe('readRecord', () => {
  test('finds patient, case and session from the Composition', () => {
    const { patient, rcpCase, session, version } = record();
    const golden = goldenResources();
    expect(patient?.id).toBe(golden.get('patient')!.id);
    expect(rcpCase?.id).toBe(golden.get('case')!.id);
    expect(session?.id).toBe(golden.get('session')!.id);
    expect(version).toBe(1);
  });

  test('each section of the golden fiche is of exactly one kind', () => {
    for (const section of record().composition.section!) {
      const kinds = (Object.keys(SECTIONS) as SectionKey[]).filter((key) => isSection(section, key));
      expect(kinds, section.title).toHaveLength(1);
    }
  });

  test('sections that share a LOINC code are told apart', () => {
    const titles = (key: SectionKey) =>
      record()
        .sections(key)
        .map(({ title }) => title);
    expect(titles('comment')).toEqual(['Commentaire pour le patient']);
    expect(titles('privacy')).toEqual(['Information sur les données personnelles']);
    expect(titles('exams')).toEqual(['Examens']);
    expect(titles('pathology')).toHaveLength(1);
    expect(titles('molecular')).toHaveLength(2);
  });

  test('entries come resolved, those of the proposal in order', () => {
    const types = record()
      .entries('proposal')
      .map(({ resourceType }) => resourceType);
    expect(types[0]).toBe('CarePlan');
    expect(types.slice(1).every((type) => type === 'ServiceRequest')).toBe(true);
  });

  test('no Composition, no record', () => {
    expect(readRecord({ resourceType: 'Bundle', type: 'document' })).toBeUndefined();
  });

  test('what the Bundle lacks is undefined', () => {
    const bundle = goldenBundle();
    bundle.entry = bundle.entry!.slice(0, 1);
    expect(readRecord(bundle)).toMatchObject({ patient: undefined, rcpCase: undefined, session: undefined });
  });
});

test('resolver finds by type and id, and by fullUrl', () => {
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'document',
    entry: [{ fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id: 'p' } }],
  };
  expect(resolver(bundle)({ reference: 'Patient/p' })?.id).toBe('p');
  expect(resolver(bundle)({ reference: 'urn:uuid:1' })?.id).toBe('p');
  expect(resolver(bundle)({ reference: 'Patient/q' })).toBeUndefined();
  expect(resolver(bundle)(undefined)).toBeUndefined();
});

test('documentVersion is a number or NaN', () => {
  expect(documentVersion(record().composition)).toBe(1);
  expect(documentVersion({ resourceType: 'Composition' } as Composition)).toBeNaN();
});

test('refusalText has one line per reason, the field first', () => {
  const refusal = {
    code: 'x',
    field: 'Tumeur',
    message: 'renseignez la tumeur.',
    reference: 'Composition/1',
  };
  expect(refusalText([refusal, { ...refusal, field: 'TNM' }])).toBe(
    '- Tumeur : renseignez la tumeur.\n- TNM : renseignez la tumeur.',
  );
});
