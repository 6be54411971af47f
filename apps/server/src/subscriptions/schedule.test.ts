import type { Bot } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { nextTime, patternsOf } from './schedule.ts';

const bot = (more: Partial<Bot>): Bot => ({ resourceType: 'Bot', ...more });
const at = (text: string) => new Date(text).getTime();
/** The next times, told in the server's zone as the patterns are. */
function next(more: Partial<Bot>, from: string, count = 1): string[] {
  const patterns = patternsOf(bot(more));
  const times: string[] = [];
  let now = at(from);
  for (let i = 0; i < count; i++) {
    now = nextTime(patterns, now)!;
    const date = new Date(now);
    const two = (value: number) => String(value).padStart(2, '0');
    times.push(`${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`);
  }
  return times;
}

describe('cronString', () => {
  test.each<[string, string, string[]]>([
    ['* * * * *', '2026-03-02T10:00:30', ['02 10:01', '02 10:02']],
    ['*/15 * * * *', '2026-03-02T10:00:00', ['02 10:15', '02 10:30']],
    ['0 7 * * 1-5', '2026-03-06T08:00:00', ['09 07:00', '10 07:00']],
    ['30 6 1 * *', '2026-03-02T00:00:00', ['01 06:30', '01 06:30']],
  ])('%s after %s', (cronString, from, times) => {
    expect(next({ cronString }, from, 2)).toEqual(times);
  });

  test.each(['', '* * * *', '* * * * * *', '61 * * * *', '@daily', 'a b c d e', `${'* '.repeat(50_000)}`])(
    '%j is refused',
    (cronString) => {
      expect(() => patternsOf(bot({ cronString }))).toThrow(/cinq champs|illisible/);
    },
  );

  test('a day that never comes has no next time', () => {
    expect(nextTime(['0 0 31 2 *'], at('2026-01-01'))).toBeUndefined();
    expect(nextTime([], at('2026-01-01'))).toBeUndefined();
  });
});

describe('cronTiming', () => {
  test.each<[string, NonNullable<Bot['cronTiming']>['repeat'], string[]]>([
    ['twice a day', { timeOfDay: ['06:30:00', '18:00:00'] }, ['02 18:00', '03 06:30']],
    ['two days', { timeOfDay: ['07:00:00'], dayOfWeek: ['mon', 'thu'] }, ['05 07:00', '09 07:00']],
    ['every 10 minutes', { period: 10, periodUnit: 'min' }, ['02 12:10', '02 12:20']],
    ['every 6 hours', { period: 6, periodUnit: 'h' }, ['02 18:00', '03 00:00']],
    ['four times a day', { frequency: 4, period: 1, periodUnit: 'd' }, ['02 18:00', '03 00:00']],
    ['every day', {}, ['03 00:00', '04 00:00']],
  ])('%s', (_name, repeat, times) => {
    expect(next({ cronTiming: { repeat } }, '2026-03-02T12:00:00', 2)).toEqual(times);
  });

  test.each<Bot['cronTiming']>([
    { repeat: { period: 7, periodUnit: 'min' } },
    { repeat: { period: 5, periodUnit: 'h' } },
    { repeat: { period: 1, periodUnit: 'mo' } },
    { repeat: { period: 10, periodUnit: 's' } },
    { repeat: { frequency: 5000, period: 1, periodUnit: 'd' } },
    { repeat: { timeOfDay: ['midi'] } },
  ])('%j cannot be kept to, and is refused', (cronTiming) => {
    expect(() => patternsOf(bot({ cronTiming }))).toThrow('cronTiming');
  });

  test('cronString goes first; without both, a bot does not run by itself', () => {
    const cronTiming = { repeat: {} };
    expect(patternsOf(bot({ cronString: '5 * * * *', cronTiming }))).toEqual(['5 * * * *']);
    expect(patternsOf(bot({}))).toEqual([]);
  });
});
