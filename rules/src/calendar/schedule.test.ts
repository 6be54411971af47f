import { describe, expect, it } from 'vitest';
import type { CalendarException } from './calendar.ts';
import { CALENDAR_EXTENSIONS } from './plan-extension.ts';
import { CalendarError, calendarDefects, calendarOf, isWebAddress, scheduleOf } from './schedule.ts';
import { calendarOfTests, problems } from './testing.ts';

const EXCEPTIONS: CalendarException[] = [
  { kind: 'skip', day: '2026-10-06', reason: 'Congrès' },
  { kind: 'move', day: '2026-10-27', toDay: '2026-10-29', toTime: '12:30', reason: 'Salle prise' },
  { kind: 'add', day: '2026-11-05', time: '08:00', reason: 'Urgences' },
];

describe('a calendar as a Schedule', () => {
  it.each([
    ['weekly', calendarOfTests({ exceptions: EXCEPTIONS })],
    ['every two weeks', calendarOfTests({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', end: '2027-06-30' })],
    ['monthly', calendarOfTests({ rule: 'FREQ=MONTHLY;BYDAY=1MO,3MO', onHoliday: 'next-working-day' })],
    ['last day', calendarOfTests({ rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', active: false })],
    ['overseas', calendarOfTests({ zone: 'Indian/Reunion', region: 'reunion', time: '07:45', minutes: 60 })],
    ['with nothing said', calendarOfTests({ plan: {} })],
    [
      'with all said',
      calendarOfTests({ plan: { places: 8, room: 'Amphi', video: 'https://v.example.org/1' } }),
    ],
  ])('%s is stored, valid, and read back the same', (_, calendar) => {
    const schedule = scheduleOf(calendar);
    expect(problems(schedule)).toEqual([]);
    expect(calendarOf(JSON.parse(JSON.stringify(schedule)))).toEqual(calendar);
  });

  it('keeps its hour of the wall when it begins in summer and when it begins in winter', () => {
    for (const start of ['2026-07-07', '2026-12-01']) {
      expect(calendarOf(scheduleOf(calendarOfTests({ start }))).time).toBe('18:00');
    }
  });

  it('keeps what another program wrote on the stored one, and its version', () => {
    const stored = {
      ...scheduleOf(calendarOfTests()),
      id: 'a',
      meta: { versionId: '7' },
      comment: 'Annexe B',
    };
    const again = scheduleOf(calendarOfTests({ time: '12:30' }), stored);
    expect(again).toMatchObject({ id: 'a', meta: { versionId: '7' }, comment: 'Annexe B' });
    expect(calendarOf(again).time).toBe('12:30');
    const times = again.extension?.filter(({ url }) => url === CALENDAR_EXTENSIONS.AVAILABILITY);
    expect(times).toHaveLength(1);
  });

  it('is refused by the profile without its series or its clock', () => {
    const schedule = scheduleOf(calendarOfTests());
    expect(problems({ ...schedule, identifier: [] }).join()).toContain('la série du calendrier');
    const others = schedule.extension!.filter(({ url }) => url !== CALENDAR_EXTENSIONS.CALENDAR);
    expect(problems({ ...schedule, extension: others }).join()).toContain('fuseau');
  });

  it('says which part cannot be read', () => {
    const schedule = scheduleOf(calendarOfTests({ exceptions: EXCEPTIONS }));
    expect(() => calendarOf({ ...schedule, extension: [] })).toThrow(CalendarError);
    const broken = JSON.parse(JSON.stringify(schedule).replace('"2026-10-06"', '"bientôt"'));
    expect(() => calendarOf(broken)).toThrow('exception « bientôt » sans date');
  });

  it('written by a later version with a policy we do not know stays open', () => {
    const later = JSON.parse(
      JSON.stringify(scheduleOf(calendarOfTests())).replace('"skip"', '"ask-someone"'),
    );
    expect(calendarOf(later).onHoliday).toBe('skip');
  });
});

describe('a calendar filled in wrong', () => {
  it.each([
    [{ start: '' }, 'start'],
    [{ end: '2026-08-01' }, 'end'],
    [{ time: '6h' }, 'time'],
    [{ minutes: 0 }, 'minutes'],
    [{ minutes: 60.5 }, 'minutes'],
    [{ rule: 'FREQ=DAILY' }, 'rule'],
    [{ plan: { places: 0 } }, 'plan'],
    [{ plan: { closesHoursBefore: -1 } }, 'plan'],
    [{ plan: { video: 'javascript:alert(1)' } }, 'plan'],
  ])('%j names its field', (change, field) => {
    const defects = calendarDefects(calendarOfTests(change));
    expect(Object.keys(defects)).toEqual([field]);
    expect(() => scheduleOf(calendarOfTests(change))).toThrow(Object.values(defects)[0]);
  });

  it('is not stored, all its defects said at once', () => {
    expect(Object.keys(calendarDefects(calendarOfTests({ time: '', minutes: 1, rule: '' })))).toEqual([
      'time',
      'minutes',
      'rule',
    ]);
    expect(calendarDefects(calendarOfTests())).toEqual({});
  });

  it('only takes links that a browser opens safely', () => {
    expect(
      ['https://v.example.org/a', 'http://v.example.org', 'data:text/html,x', 'visio'].map(isWebAddress),
    ).toEqual([true, false, false, false]);
  });
});
