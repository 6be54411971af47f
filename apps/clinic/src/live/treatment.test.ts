import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import {
  clockText,
  finished,
  modalityOf,
  registrationRefusal,
  spent,
  started,
  withModality,
} from './treatment.ts';

const CASE: Encounter = {
  resourceType: 'Encounter',
  status: 'planned',
  class: { code: 'VR' },
  period: { start: '2026-10-12T16:00:00Z' },
  type: [{ coding: [{ system: 'https://dcc.example.org/fhir/CodeSystem/dcc', code: 'rcp-case' }] }],
};
const at = (time: string) => `2026-10-12T${time}Z`;

describe('a case', () => {
  test('starts once', () => {
    const running = started(CASE, at('16:10:00'));
    expect(running).toMatchObject({ status: 'in-progress', period: { start: at('16:10:00') } });
    expect(started(running, at('16:20:00'))).toBe(running);
  });

  test('is treated with its hours, and one modality', () => {
    const done = finished(started(CASE, at('16:10:00')), 'discussed', at('16:09:00'), at('16:14:00'));
    expect(done).toMatchObject({
      status: 'finished',
      period: { start: at('16:10:00'), end: at('16:14:00') },
    });
    expect(modalityOf(done)).toBe('discussed');
    const recorded = withModality(done, 'registered');
    expect(modalityOf(recorded)).toBe('registered');
    expect(recorded.type?.[0]?.coding).toHaveLength(2);
  });

  test('that nobody started began when it came on screen', () => {
    expect(finished(CASE, 'discussed', at('16:09:00'), at('16:14:00')).period?.start).toBe(at('16:09:00'));
  });

  test('counts its time', () => {
    expect(spent(CASE, Date.parse(at('17:00:00')))).toBe(0);
    const running = started(CASE, at('16:10:00'));
    expect(clockText(spent(running, Date.parse(at('16:13:07'))))).toBe('3:07');
    expect(clockText(spent(finished(running, 'discussed', '', at('17:12:40')), 0))).toBe('1:02:40');
  });
});

test('recording without discussion has its condition', () => {
  expect(registrationRefusal({ conformity: 'deviating', referentiel: 'X' })).toContain(
    'strictement conforme',
  );
  expect(registrationRefusal({ referentiel: '' })).toContain('strictement conforme');
  expect(registrationRefusal({ conformity: 'conform', referentiel: ' ' })).toContain('obligatoire');
  expect(registrationRefusal({ conformity: 'conform', referentiel: 'Sein 2025' })).toBeUndefined();
});
