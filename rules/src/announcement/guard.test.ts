import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import type { Consent } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { RCP_PRESENTATION, REASONS } from '../inscription/codes.ts';
import { issuesOf } from '../inscription/fixture.ts';
import {
  ANNOUNCEMENT,
  announcementOf,
  guard,
  isHiddenFromPatient,
  lastAnnouncement,
  release,
  withdraw,
} from './guard.ts';

const NOW = '2026-11-02T09:00:00+01:00';
const target = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  patient: { reference: 'Patient/p' },
  inscription: { reference: 'ServiceRequest/s' },
  now: NOW,
};
const telling = { on: '2026-11-01', by: { reference: 'PractitionerRole/doctor' } };
const closed = guard(target);
const open = guard(target, telling);
const about = (consents: Consent[]) => announcementOf(consents, 'ServiceRequest/s');

test('both are valid FHIR', () => {
  expect([closed, open].flatMap(issuesOf)).toEqual([]);
});

describe('what the patient may see', () => {
  test('nothing as long as nobody said it was told', () => {
    expect(isHiddenFromPatient([], 'ServiceRequest/s')).toBe(true);
    expect(isHiddenFromPatient([closed], 'ServiceRequest/s')).toBe(true);
    expect(about([]).state).toBe('unknown');
    expect(about([closed]).state).toBe('not-told');
  });

  test('everything once it was told; by whom and when is kept', () => {
    expect(isHiddenFromPatient([open], 'ServiceRequest/s')).toBe(false);
    expect(about([open])).toMatchObject({ state: 'told', on: '2026-11-01', by: telling.by });
  });

  test('what was told of one passage says nothing of another', () => {
    expect(isHiddenFromPatient([open], 'ServiceRequest/other')).toBe(true);
  });

  test('of two answers, the one that protects wins, in any order', () => {
    expect(isHiddenFromPatient([open, closed], 'ServiceRequest/s')).toBe(true);
    expect(isHiddenFromPatient([closed, open], 'ServiceRequest/s')).toBe(true);
  });

  test('a Consent about something else, or no longer active, opens nothing', () => {
    const other = { ...open, category: [{ coding: [{ system: 'urn:x', code: 'announcement' }] }] };
    expect(isHiddenFromPatient([other], 'ServiceRequest/s')).toBe(true);
    expect(isHiddenFromPatient([{ ...open, status: 'inactive' }], 'ServiceRequest/s')).toBe(true);
  });
});

describe('opening and closing', () => {
  test('opens with who and when, and keeps its identity', () => {
    const opened = release({ ...closed, id: 'c1' }, telling, NOW);
    expect(opened).toMatchObject({
      id: 'c1',
      performer: [telling.by],
      provision: { type: 'permit', period: { start: '2026-11-01' } },
    });
    expect(opened.identifier).toEqual(closed.identifier);
    expect(opened.provision!.data).toEqual(closed.provision!.data);
  });

  test('a day to come is a plan, not an announcement', () => {
    expect(() => release(closed, { ...telling, on: '2026-11-03' }, NOW)).toThrow(/futur/);
    expect(release(closed, { ...telling, on: '2026-11-02' }, NOW).provision!.type).toBe('permit');
  });

  test('opened by mistake, it closes again and hides', () => {
    const again = withdraw(open, NOW);
    expect(isHiddenFromPatient([again], 'ServiceRequest/s')).toBe(true);
    expect(again.performer).toBeUndefined();
    expect(again.provision!.period).toBeUndefined();
  });
});

test('the last announcement is the latest one told, whatever was written last', () => {
  const early = guard(target, { ...telling, on: '2026-03-01' });
  expect(lastAnnouncement([early, open, closed])).toBe(open);
  expect(lastAnnouncement([closed])).toBeUndefined();
});

test('what an inscription and its guard are coded with is in the published code system', () => {
  const published = new Map<string, object>(Object.values(DCC_CODES).map((one) => [one.code, one]));
  for (const one of [ANNOUNCEMENT, RCP_PRESENTATION, ...Object.values(REASONS)]) {
    expect(published.get(one.code)).toEqual(one);
  }
});
