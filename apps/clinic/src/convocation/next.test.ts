import { responseOf } from '@dcc/rules/src/calendar/answers.ts';
import { cancelledConvocation, convocationOf } from '@dcc/rules/src/calendar/convocation.ts';
import { sessionOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { Appointment } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { nextSessions } from './next.ts';

const ME = ['PractitionerRole/onco', 'PractitionerRole/onco-town'];
const NOW = Date.parse('2026-10-06T18:30:00+02:00');
const convocation = (id: string, day: string): Appointment => ({
  ...convocationOf(
    sessionOfTests({
      id: `s-${id}`,
      period: { start: `${day}T18:00:00+02:00`, end: `${day}T19:30:00+02:00` },
    }),
    `RCP ${id}`,
  ),
  id,
});
const today = convocation('today', '2026-10-06');
const tomorrow = convocation('tomorrow', '2026-10-07');

describe('my next sessions', () => {
  test('are those that convene one of my places, the next first, the one under way included', () => {
    const next = nextSessions([tomorrow, today], ME, NOW);
    expect(next.map(({ sessionId }) => sessionId)).toEqual(['s-today', 's-tomorrow']);
    expect(next[0]!.answer).toMatchObject({ role: 'PractitionerRole/onco' });
    expect(nextSessions([today], ['PractitionerRole/someone'], NOW)).toEqual([]);
  });

  test('carry my answer', () => {
    const mine = responseOf(tomorrow, { role: 'PractitionerRole/onco', mode: 'visio' });
    const other = responseOf(tomorrow, { role: 'PractitionerRole/chir', mode: 'excused' });
    expect(nextSessions([tomorrow, other, mine], ME, NOW)[0]!.answer.mode).toBe('visio');
  });

  test('are not those over, nor those called off', () => {
    expect(nextSessions([today], ME, Date.parse(today.end!))).toEqual([]);
    expect(nextSessions([cancelledConvocation(tomorrow, 'Grève')], ME, NOW)).toEqual([]);
  });
});
