import { describe, expect, test } from 'vitest';
import { attendanceOf, during, type QuorumParticipant } from './participant.ts';

const CASE = { start: '2026-10-06T12:45:00+02:00', end: '2026-10-06T12:52:00+02:00' };
const at = (minute: string) => `2026-10-06T12:${minute}:00+02:00`;

describe('during', () => {
  test.each([
    ['there all along', undefined, true],
    ['arrived before, still there', { start: at('30') }, true],
    ['left when the case began', { start: at('30'), end: at('45') }, false],
    ['left a minute into the case', { start: at('30'), end: at('46') }, true],
    ['arrived when the case ended', { start: at('52') }, false],
    ['arrived in the middle', { start: at('50') }, true],
    ['came and went within the case', { start: at('46'), end: at('47') }, true],
    ['left before arriving (a typing error)', { start: at('50'), end: at('46') }, false],
    ['no time at all', { start: at('46'), end: at('46') }, false],
  ])('%s', (_, period, expected) => {
    expect(during(period, CASE)).toBe(expected);
  });

  test('compares instants, not texts: 10:50Z is 12:50 in Paris', () => {
    expect(during({ end: '2026-10-06T10:50:00Z' }, CASE)).toBe(true);
    expect(during({ end: '2026-10-06T10:45:00Z' }, CASE)).toBe(false);
  });

  test('the night the clock goes back, 02:30 happens twice', () => {
    const night = { start: '2026-10-25T02:30:00+01:00', end: '2026-10-25T02:40:00+01:00' };
    expect(during({ end: '2026-10-25T02:35:00+02:00' }, night)).toBe(false);
    expect(during({ end: '2026-10-25T02:35:00+01:00' }, night)).toBe(true);
  });

  test('a case without period: who was there all along was there, of the others nobody knows', () => {
    expect(during(undefined, undefined)).toBe(true);
    expect(during({ end: at('46') }, undefined)).toBeUndefined();
  });

  test('a case in one instant needs someone at that instant', () => {
    const instant = { start: at('45'), end: at('45') };
    expect(during({ start: at('30') }, instant)).toBe(true);
    expect(during({ end: at('45') }, instant)).toBe(false);
  });

  test('a case that has not ended has no end', () => {
    expect(during({ start: at('59') }, { start: at('45') })).toBe(true);
  });
});

describe('attendanceOf', () => {
  const line = (change: Partial<QuorumParticipant> = {}): QuorumParticipant => ({
    person: 'Practitioner/1',
    name: 'Dr Un',
    physician: true,
    specialty: 'SM36',
    mode: 'present',
    onCase: false,
    ...change,
  });

  test('several lines of one person are one competence with all its modes', () => {
    const out = attendanceOf(
      [line({ period: { end: at('40') } }), line({ mode: 'visio', period: { start: at('47') } })],
      CASE,
    );
    expect(out.certain).toEqual([
      { person: 'Practitioner/1', name: 'Dr Un', specialties: ['SM36'], modes: ['visio'] },
    ]);
    const both = attendanceOf([line(), line({ mode: 'writtenOpinion', onCase: true })], CASE);
    expect(both.certain[0]!.modes).toEqual(['present', 'writtenOpinion']);
  });

  test('a complete line is not undone by an incomplete one of the same person', () => {
    const out = attendanceOf([line(), line({ specialty: undefined, mode: undefined })], CASE);
    expect(out.certain).toHaveLength(1);
    expect(out.uncertain).toHaveLength(0);
  });

  test('someone who had left is neither certain nor a question', () => {
    const out = attendanceOf([line({ specialty: undefined, period: { end: at('45') } })], CASE);
    expect(out).toEqual({ certain: [], uncertain: [], questions: [] });
  });

  test('asks for everything that lacks on one line', () => {
    const out = attendanceOf([line({ specialty: undefined, physician: undefined, mode: undefined })], CASE);
    expect(out.questions).toEqual([
      'Dr Un : mode de participation non renseigné, spécialité exercée non renseignée, profession non renseignée',
    ]);
    expect(out.uncertain[0]).toMatchObject({ specialties: 'any', modes: ['present', 'visio'] });
  });

  test('asks for the hours of the case when they decide', () => {
    const out = attendanceOf([line({ period: { end: at('46') } })], undefined);
    expect(out.certain).toEqual([]);
    expect(out.questions).toEqual(['Dr Un : heures du dossier non renseignées']);
  });
});
