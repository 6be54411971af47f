import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleSession } from './assemble.ts';
import { IndicatorEngine } from './engine.ts';
import { gatherSessions } from './gather.ts';
import { type Kept, monthsToRead } from './months.ts';
import { assemblePlan } from './plan.ts';
import { historyPlan, MONTHS, playHistory } from './testing/history.ts';
import { published } from './testing/measures.ts';
import { World } from './testing/world.ts';
import type { EvaluationUnit } from './unit.ts';

const { measures, libraries } = published();
const YEAR = monthsToRead(MONTHS, measures);

function unitsOf(world: World): EvaluationUnit[] {
  const { records, plans, lookup } = gatherSessions(world.resources);
  return [
    ...records.flatMap((record) => assembleSession(record, lookup).units),
    ...plans.flatMap((plan) => assemblePlan(plan, lookup).units),
  ];
}

function count(units: readonly EvaluationUnit[], kept: readonly Kept[] = []): IndicatorEngine {
  const engine = new IndicatorEngine(measures, libraries, MONTHS, { read: YEAR, kept });
  for (const unit of units) engine.add(unit);
  return engine;
}

/** As it would come back from a store. */
const stored = (kept: readonly (Kept | undefined)[]): Kept[] => JSON.parse(JSON.stringify(kept));

describe('counting again after one month changed', () => {
  it('reads that month only, and gives what a whole count gives', () => {
    fc.assert(
      fc.property(historyPlan, fc.constantFrom(...MONTHS), (plan, changed) => {
        const before = count(unitsOf(playHistory(plan)));
        const kept = stored(YEAR.filter((month) => month !== changed).map((month) => before.keep(month)));
        const amended = structuredClone(plan);
        for (const one of amended.sessions.flatMap((session) => session.cases)) {
          one.versions = ['preliminary'];
          one.answers.trial = 'yes';
        }
        const after = unitsOf(playHistory(amended));
        const again = count(after, kept);
        expect(again.open).toEqual([changed]);
        const whole = count(after).results();
        const fresh = again.results();
        for (const [index, result] of whole.entries()) {
          const one = result.period.first === changed && result.period.last === changed;
          // A window reaches back to other months, which are as they were kept.
          const groups = (all: typeof whole) =>
            all[index]!.groups.filter(({ code }) => !code.includes('12_mois'));
          if (one && !result.measure.url!.endsWith('C1')) expect(groups(fresh)).toEqual(groups(whole));
        }
      }),
      { numRuns: 12, seed: 2026 },
    );
  });

  it('with nothing changed gives every figure again, windows and totals too', () => {
    fc.assert(
      fc.property(historyPlan, fc.constantFrom(...MONTHS), (plan, month) => {
        const units = unitsOf(playHistory(plan));
        const whole = count(units);
        const kept = stored(YEAR.filter((one) => one !== month).map((one) => whole.keep(one)));
        expect(count(units, kept).results()).toEqual(whole.results());
      }),
      { numRuns: 12, seed: 2027 },
    );
  });

  it('with the rolling windows of the other months alone, their keys hidden, gives the same figures', () => {
    const hide = (key: string): string => `caché-${key.split('').toReversed().join('')}`;
    fc.assert(
      fc.property(historyPlan, fc.constantFrom(...MONTHS), (plan, month) => {
        const units = unitsOf(playHistory(plan));
        const read = monthsToRead([month], measures);
        const engineOf = (kept: readonly Kept[], options = {}) => {
          const engine = new IndicatorEngine(measures, libraries, [month], { read, kept, ...options });
          for (const unit of units) engine.add(unit);
          return engine;
        };
        const whole = engineOf([]);
        const others = read.filter((one) => one !== month);
        // Whether a month counted by itself or for a window only, the same is kept of it.
        const [own] = others.toReversed();
        const beside = new IndicatorEngine(measures, libraries, [own!], { hide });
        for (const unit of units) beside.add(unit);
        const hidden = engineOf([], { hide });
        expect(stored([beside.keepWindows(own!)])).toEqual(stored([hidden.keepWindows(own!)]));
        const kept = stored(others.map((one) => hidden.keepWindows(one)));
        const again = engineOf(kept, { hide });
        expect(again.open).toEqual([month]);
        expect(again.results()).toEqual(whole.results());
      }),
      { numRuns: 8, seed: 2028 },
    );
  });

  it('does not take the windows of a month for the month itself', () => {
    const windows = count(unitsOf(new World())).keepWindows('2026-10')!;
    expect(windows.windows).toBe(true);
    const engine = new IndicatorEngine(measures, libraries, ['2026-10'], { kept: [windows] });
    expect(engine.open).toEqual(['2026-10']);
  });

  it('does not use what other definitions counted', () => {
    const units = unitsOf(new World());
    const kept = stored([count(units).keep('2026-10')]);
    const other = structuredClone(measures);
    other[0]!.group![0]!.population![1]!.criteria.expression = 'false';
    const engine = new IndicatorEngine(other, libraries, MONTHS, { kept });
    expect(engine.open).toEqual([...MONTHS]);
    const same = measures.map((one) => ({ ...one, id: 'server-id', meta: { versionId: '2' } }));
    const again = new IndicatorEngine(same, libraries, MONTHS, { kept });
    expect(again.open).toEqual(MONTHS.filter((month) => month !== '2026-10'));
  });

  it('keeps nothing of a count where an indicator failed', () => {
    const broken = structuredClone(measures[0]!);
    broken.group![0]!.population![1]!.criteria.expression = '%nobody';
    expect(new IndicatorEngine([broken], libraries, ['2026-10']).keep('2026-10')).toBeUndefined();
  });
});

describe('a rolling window', () => {
  it('is not computable while one of its months is not known', () => {
    const world = new World();
    const session = world.session({ start: '2026-10-06T12:30:00+02:00' });
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    const score = (read: readonly string[], kept: readonly Kept[] = []) => {
      const engine = new IndicatorEngine(measures, libraries, ['2026-10'], { read, kept });
      for (const unit of unitsOf(world)) engine.add(unit);
      const c1 = engine.results().find(({ measure }) => measure.url!.endsWith('/C1'))!;
      return c1.groups.find(({ code }) => code === 'file_active_12_mois')!.total;
    };
    const year = monthsToRead(['2026-10'], measures);
    expect([year[0], year.at(-1), year.length]).toEqual(['2025-11', '2026-10', 12]);
    expect(score(['2026-10'])).toEqual({});
    expect(score(year.slice(1))).toEqual({});
    expect(score(year)).toEqual({ numerator: 1, value: 1 });
    const first = new IndicatorEngine(measures, libraries, ['2025-11']).keep('2025-11')!;
    expect(score(year.slice(1), [first])).toEqual({ numerator: 1, value: 1 });
  });
});
