import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelledSession, movedSession } from './changes.ts';
import { addDays } from './civil.ts';
import { generation } from './generation.ts';
import { planOf } from './plan-extension.ts';
import { numberOfSession, rcpNumber } from './session.ts';
import { calendarOfTests, problems, rcpOfTests } from './testing.ts';

const rcp = rcpOfTests();
const made = (existing = [] as never[], from = '2026-10-01', to = '2026-12-01', change = {}) =>
  generation(rcp, calendarOfTests(change), existing, from, to);
const stored = (one = made()) => one.create.map(({ session }, index) => ({ ...session, id: `s${index}` }));

describe('generating ahead', () => {
  it('makes valid sessions with the plan of the calendar, numbered by their day', () => {
    const { create, already, skipped } = made();
    expect(create.map(({ occurrence }) => occurrence.day)).toHaveLength(8);
    expect(create[0]!.session.identifier?.[0]?.value).toBe(`20261006${rcpNumber(rcp)}`);
    expect(planOf(create[0]!.session)).toEqual({ places: 12, closesHoursBefore: 48 });
    expect(problems(create[0]!.session)).toEqual([]);
    expect([already, skipped]).toEqual([[], []]);
  });

  it('again creates nothing, over any period and any cut of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=MONTHLY;BYDAY=1MO,-1MO'),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 90 }),
        (rule, ahead, cut) => {
          const from = addDays('2026-09-01', ahead);
          const [middle, to] = [addDays(from, cut), addDays(from, 100)];
          const first = made([], from, middle, { rule }).create.map(({ session }) => session);
          const all = generation(rcp, calendarOfTests({ rule }), first, from, to);
          const everything = [...first, ...all.create.map(({ session }) => session)];
          expect(new Set(everything.map(numberOfSession)).size).toBe(everything.length);
          const again = generation(rcp, calendarOfTests({ rule }), everything, from, to);
          expect(again.create).toEqual([]);
          expect(again.already).toHaveLength(everything.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not bring back what a person moved or cancelled', () => {
    const [first, second, ...others] = stored();
    const contents = (session: typeof first) => ({
      session: session!,
      cases: [],
      inscriptions: [],
      fiches: [],
    });
    const moved = movedSession(contents(first), {
      start: '2026-10-08T12:30:00+02:00',
      end: '2026-10-08T14:00:00+02:00',
    });
    const cancelled = cancelledSession(contents(second), 'Grève');
    const existing = [...moved, ...cancelled, ...others] as never[];
    expect(made(existing).create).toEqual([]);
  });

  it('does not double a session made by hand at the same hour, but does replace one cancelled there', () => {
    const [first, ...others] = stored();
    const byHand = { ...first!, identifier: [{ ...first!.identifier![0]!, value: 'autre' }] };
    expect(made([byHand, ...others] as never[]).create).toEqual([]);
    const gone = { ...byHand, status: 'cancelled' as const };
    expect(made([gone, ...others] as never[]).create.map(({ occurrence }) => occurrence.key)).toEqual([
      '2026-10-06',
    ]);
  });

  it('numbers a second series of the same day apart', () => {
    const second = made([], '2026-10-06', '2026-10-07', { series: `${rcpNumber(rcp)}-2`, time: '08:00' });
    expect(numberOfSession(second.create[0]!.session)).toBe(`20261006${rcpNumber(rcp)}-2`);
  });

  it('gives up holidays with their reason, and everything when the calendar is stopped', () => {
    const wednesdays = made([], '2026-11-01', '2026-11-30', { rule: 'FREQ=WEEKLY;BYDAY=WE' });
    expect(wednesdays.skipped).toEqual([{ key: '2026-11-11', why: 'Férié : Armistice de 1918' }]);
    expect(made([], '2026-10-01', '2026-12-01', { active: false })).toEqual({
      create: [],
      already: [],
      skipped: [],
    });
  });

  it('is refused for an RCP without number or members', () => {
    expect(() =>
      generation({ ...rcp, identifier: [] }, calendarOfTests(), [], '2026-10-01', '2026-11-01'),
    ).toThrow('numéro');
    expect(() =>
      generation({ ...rcp, extension: [] }, calendarOfTests(), [], '2026-10-01', '2026-11-01'),
    ).toThrow('participant habituel');
  });
});
