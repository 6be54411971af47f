import type { Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { frameLack, readFrame, readTrial, writeFrame, writeTrial } from './frame.ts';

const EMPTY: Observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };

test('a référentiel followed or left is written and read back', () => {
  for (const draft of [
    { conformity: 'conform' as const, referentiel: 'Sein 2025', why: '' },
    { conformity: 'deviating' as const, referentiel: 'Sein 2025', why: 'comorbidités' },
    { conformity: 'no-referentiel' as const, referentiel: '', why: '' },
  ]) {
    expect(readFrame(writeFrame(EMPTY, draft))).toEqual(draft);
  }
  expect(readFrame(undefined)).toEqual({ referentiel: '', why: '' });
});

test('what the server would refuse is known before', () => {
  expect(frameLack({ conformity: 'conform', referentiel: ' ', why: '' })).toBe('frameNeedsName');
  expect(frameLack({ conformity: 'deviating', referentiel: 'X', why: '' })).toBe('frameNeedsWhy');
  expect(frameLack({ conformity: 'deviating', referentiel: 'X', why: 'y' })).toBeUndefined();
  expect(frameLack({ conformity: 'no-referentiel', referentiel: '', why: '' })).toBeUndefined();
});

test('emptied words leave no empty element', () => {
  const written = writeFrame(EMPTY, { conformity: 'deviating', referentiel: 'X', why: 'y' });
  const emptied = writeFrame(written, { conformity: 'no-referentiel', referentiel: '', why: '' });
  expect(emptied).not.toHaveProperty('note');
  expect(emptied.valueCodeableConcept).not.toHaveProperty('text');
});

test('a trial is proposed or not, with its name', () => {
  expect(readTrial(writeTrial(EMPTY, true, 'NCT01'))).toEqual({ proposed: true, note: 'NCT01' });
  expect(readTrial(writeTrial(EMPTY, false, ''))).toEqual({ proposed: false, note: '' });
  expect(readTrial(undefined)).toEqual({ note: '' });
});
