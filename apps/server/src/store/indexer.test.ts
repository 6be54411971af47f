import type { Observation, Patient, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../validate/definitions.ts';
import { indexedParams } from './index-params.ts';
import { type IndexRow, indexRows } from './indexer.ts';

beforeAll(loadDefinitions);

/** The rows of one parameter, without its name. */
function rows(resource: Resource, param: string): Omit<IndexRow, 'table' | 'param'>[] {
  return [...indexRows(resource).values()]
    .filter((row) => row.param === param)
    .map(({ table: _table, param: _param, ...row }) => row);
}

const base: Observation = { resourceType: 'Observation', status: 'final', code: {} };

describe('tokens', () => {
  test('every coding, with texts apart', () => {
    const code = {
      text: 'Poids du Patient',
      coding: [
        { system: 'http://loinc.org', code: '29463-7', display: 'Pèse' },
        { code: 'local' },
        { system: 'urn:only' },
      ],
    };
    expect(rows({ ...base, code }, 'Observation.code')).toEqual([
      { value: '29463-7', system: 'http://loinc.org' },
      { value: 'local', system: '' },
      { value: '', system: 'urn:only' },
    ]);
    expect(rows({ ...base, code }, 'Observation.code:text')).toEqual([
      { folded: 'poids du patient', value: '' },
      { folded: 'pese', value: '' },
    ]);
  });

  test('telecom in lower case, identifiers as they are, trimmed', () => {
    const patient: Patient = {
      resourceType: 'Patient',
      telecom: [{ system: 'email', value: 'A@B.fr' }],
      identifier: [{ system: ' urn:x ', value: ' AbC ' }],
      active: false,
    };
    expect(rows(patient, 'Patient.email')).toEqual([{ value: 'a@b.fr', system: 'email' }]);
    expect(rows(patient, 'Patient.identifier')).toEqual([{ value: 'AbC', system: 'urn:x' }]);
    expect(rows(patient, 'Patient.active')).toEqual([{ value: 'false', system: '' }]);
    expect(rows(patient, 'Patient.deceased')).toEqual([{ value: 'false', system: '' }]);
  });
});

describe('references', () => {
  test('to all parameters they fit, with logical identifiers apart', () => {
    const subject = { reference: 'Patient/1', identifier: { system: 'urn:ins', value: '42' } };
    expect(rows({ ...base, subject }, 'Observation.subject')).toEqual([{ value: 'Patient/1' }]);
    expect(rows({ ...base, subject }, 'Observation.patient')).toEqual([{ value: 'Patient/1' }]);
    expect(rows({ ...base, subject }, 'Observation.subject:identifier')).toEqual([
      { value: '42', system: 'urn:ins' },
    ]);
    const group = { reference: 'Group/1' };
    expect(rows({ ...base, subject: group }, 'Observation.patient')).toEqual([]);
  });
});

describe('dates', () => {
  test('as ranges, of dates, periods and timings', () => {
    expect(rows({ ...base, effectiveDateTime: '2026-02' }, 'Observation.date')).toEqual([
      { low: Date.parse('2026-02-01'), high: Date.parse('2026-03-01') - 1 },
    ]);
    expect(rows({ ...base, effectivePeriod: { start: '2026-01-01' } }, 'Observation.date')).toEqual([
      { low: Date.parse('2026-01-01'), high: 8.64e15 },
    ]);
    expect(
      rows({ ...base, effectiveTiming: { event: ['2026-01-01', '2026-01-03'] } }, 'Observation.date'),
    ).toEqual([{ low: Date.parse('2026-01-01'), high: Date.parse('2026-01-04') - 1 }]);
  });
});

describe('strings', () => {
  test('names whole, by part and by word', () => {
    const patient: Patient = { resourceType: 'Patient', name: [{ family: 'Le Gall', given: ['Zoé'] }] };
    expect(rows(patient, 'Patient.name')).toEqual([
      { folded: 'zoe le gall', value: 'Zoé Le Gall' },
      { folded: 'le gall', value: 'Le Gall' },
      { folded: 'zoe', value: 'Zoé' },
    ]);
    const words = rows(patient, 'Patient.name:word').map((row) => 'folded' in row && row.folded);
    expect(words).toEqual(['zoe', 'le', 'gall']);
  });

  test('long ones by their beginning', () => {
    const resource = { resourceType: 'Organization', name: 'é'.repeat(2000) } as Resource;
    expect(rows(resource, 'Organization.name')).toEqual([
      { folded: 'e'.repeat(500), value: 'é'.repeat(500) },
    ]);
  });
});

test('quantities with their unit', () => {
  const valueQuantity = { value: 12.5, unit: 'kg', system: 'http://unitsofmeasure.org' };
  expect(rows({ ...base, valueQuantity }, 'Observation.value-quantity')).toEqual([
    { low: 12.5, high: 12.5, system: 'http://unitsofmeasure.org', code: 'kg' },
  ]);
});

test('the same resource always gives the same rows, each once', () => {
  const coding = { system: 'urn:a', code: 'b' };
  const resource = { ...base, code: { coding: [coding, coding] } };
  expect([...indexRows(resource).keys()]).toEqual([...indexRows(structuredClone(resource)).keys()]);
  expect(rows(resource, 'Observation.code')).toHaveLength(1);
});

test('meta is searched too', () => {
  const meta = {
    profile: ['urn:p'],
    tag: [{ code: 't' }],
    security: [{ code: 's' }],
    compartment: [{ reference: 'Patient/1' }],
  };
  const resource = { ...base, meta };
  expect(rows(resource, 'Observation._profile')).toEqual([{ value: 'urn:p' }]);
  expect(rows(resource, 'Observation._tag')).toEqual([{ value: 't', system: '' }]);
  expect(rows(resource, 'Observation._security')).toEqual([{ value: 's', system: '' }]);
  expect(rows(resource, 'Observation._compartment')).toEqual([{ value: 'Patient/1' }]);
});

describe('parameters', () => {
  test('are described once per type', () => {
    expect(indexedParams('Observation')).toBe(indexedParams('Observation'));
    expect(indexedParams('Observation').get('category')).toMatchObject({ table: 'token', single: false });
    expect(indexedParams('Observation').get('encounter')).toMatchObject({
      table: 'ref',
      targets: ['Encounter'],
    });
    expect(indexedParams('Patient').get('active')).toMatchObject({ boolean: true, single: true });
    expect(indexedParams('Patient').get('telecom')).toMatchObject({ caseInsensitive: true });
    expect(indexedParams('QuestionnaireResponse').get('questionnaire')).toMatchObject({ canonical: true });
    expect(indexedParams('Patient').get('name')).toMatchObject({ wordy: true });
  });

  test('composite and special ones, and those kept in columns, have no index', () => {
    expect(indexedParams('Observation').has('code-value-quantity')).toBe(false);
    expect(indexedParams('Location').has('near')).toBe(false);
    expect(indexedParams('Patient').has('_id')).toBe(false);
    expect(indexedParams('Inconnu').size).toBe(0);
  });
});
