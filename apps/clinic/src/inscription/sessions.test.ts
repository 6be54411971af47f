import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isRecours, matching, nextSessions } from './sessions.ts';

const rcp = golden<HealthcareService>('rcp');
const at = (id: string, start: string, change: Partial<Encounter> = {}): Encounter => ({
  ...golden<Encounter>('session'),
  id,
  status: 'planned',
  period: { start },
  ...change,
});
const NOW = Date.parse('2026-11-02T09:00:00+01:00');
const soon = at('soon', '2026-11-03T18:00:00+01:00');
const later = at('later', '2026-11-10T18:00:00+01:00');
const rcpCase = (session: string, status: Encounter['status']): Encounter => ({
  ...golden<Encounter>('case'),
  status,
  partOf: { reference: `Encounter/${session}` },
});

describe('sessions to come', () => {
  test('by date, with the cases of each, those that left not counted', () => {
    const cases = [rcpCase('soon', 'planned'), rcpCase('soon', 'cancelled'), rcpCase('later', 'planned')];
    const all = nextSessions([later, soon], [rcp], cases, NOW);
    expect(all.map(({ session, filling }) => [session.id, filling.cases])).toEqual([
      ['soon', 1],
      ['later', 1],
    ]);
  });

  test('not those that are over, nor those whose RCP one does not see', () => {
    const held = at('held', '2026-11-01T18:00:00+01:00', { status: 'finished' });
    expect(nextSessions([held, soon], [rcp], [], NOW).map(({ session }) => session.id)).toEqual(['soon']);
    expect(nextSessions([soon], [], [], NOW)).toEqual([]);
  });

  test('one being held still takes a case, said as such', () => {
    const running = at('running', '2026-11-02T08:00:00+01:00', { status: 'in-progress' });
    expect(nextSessions([running], [rcp], [], NOW)[0]!.openness).toBe('running');
  });
});

test('a RCP is found by words of its name or theme, without accents', () => {
  const all = nextSessions([soon], [{ ...rcp, name: 'Hépato-biliaire' }], [], NOW);
  expect(matching(all, 'hepato')).toHaveLength(1);
  expect(matching(all, 'HÉPATO biliaire')).toHaveLength(1);
  expect(matching(all, 'thorax')).toHaveLength(0);
  expect(matching(all, '')).toHaveLength(1);
});

test('a RCP de recours says so', () => {
  const recours = { ...rcp, characteristic: [{ coding: [{ code: 'recours' }] }] };
  expect([isRecours(rcp), isRecours(recours)]).toEqual([false, true]);
});
