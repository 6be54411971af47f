import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { indicatorId } from '../../../rules/src/indicators/index.ts';
import { countAll, figure } from '../../../rules/src/indicators/testing/count.ts';
import {
  type HistoryPlan,
  historyPlan,
  MONTHS,
  playHistory,
} from '../../../rules/src/indicators/testing/history.ts';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { checkIdentities, compareRowsWithOracle } from './index.ts';
import { Tally } from './tally.ts';

// A seed makes a failure in CI the same at home; the number is enough to meet every state several times.
const RUNS = { numRuns: 60, seed: 2026 };

const tally = new Tally('engine');
afterAll(() => tally.write());

function shuffled<T>(values: readonly T[], seed: number): T[] {
  return [...values].sort(
    (a, b) => ((JSON.stringify(a).length * seed) % 97) - ((JSON.stringify(b).length * seed) % 97),
  );
}

describe('the engine and the plain count', () => {
  it('are compared on histories where every sub-indicator counts something, and not everything', () => {
    const seen = new Set<string>();
    const partial = new Set<string>();
    const ratios = new Set<string>();
    fc.assert(
      fc.property(historyPlan, (plan) => {
        for (const row of countAll(playHistory(plan).resources, MONTHS).rows) {
          const name = `${row.indicateur} ${row.sous_indicateur.split(':')[0]}`;
          if (row.denominateur !== '' && row.numerateur !== '') {
            ratios.add(name);
            if (row.numerateur !== '0' && row.numerateur !== row.denominateur) partial.add(name);
          }
          if (row.valeur !== '' && row.valeur !== '0') seen.add(name);
        }
      }),
      { ...RUNS, numRuns: 120 },
    );
    const names = publishedNames();
    // What cannot be known yet, and what needs a figure from outside, have no value in any history.
    expect(names.filter((name) => !seen.has(name))).toEqual([
      'C1 essai_fa_pmsi',
      'D1 validation_envoi_mediane',
      'P1 pps_envoyes',
    ]);
    expect([...ratios].filter((name) => !partial.has(name))).toEqual([]);
  });

  it('give the same rows for any history', () => {
    fc.assert(
      fc.property(historyPlan, (plan) => {
        const { resources } = playHistory(plan);
        const { rows, engine } = countAll(resources, MONTHS);
        expect(engine.failures).toEqual([]);
        const differences = compareRowsWithOracle(rows, resources, MONTHS);
        expect(tally.compared(rows.length, differences)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('give the same rows for one month, where the total is the month', () => {
    fc.assert(
      fc.property(historyPlan, fc.constantFrom(...MONTHS), (plan, month) => {
        const { resources } = playHistory(plan);
        const { rows } = countAll(resources, [month]);
        expect(tally.compared(rows.length, compareRowsWithOracle(rows, resources, [month]))).toEqual([]);
      }),
      { ...RUNS, numRuns: 30 },
    );
  });

  it('keep every check identity', () => {
    fc.assert(
      fc.property(historyPlan, (plan) => {
        expect(checkIdentities(countAll(playHistory(plan).resources, MONTHS).rows)).toEqual([]);
      }),
      { ...RUNS, numRuns: 30 },
    );
  });

  it('do not depend on the order of the resources', () => {
    fc.assert(
      fc.property(historyPlan, fc.integer({ min: 1, max: 96 }), (plan, seed) => {
        const { resources } = playHistory(plan);
        expect(countAll(shuffled(resources, seed), MONTHS).rows).toEqual(countAll(resources, MONTHS).rows);
      }),
      { ...RUNS, numRuns: 25 },
    );
  });
});

describe('what must not change a count', () => {
  it('an amendment, drafted or signed, changes nothing', () => {
    fc.assert(
      fc.property(historyPlan, fc.boolean(), (plan, signed) => {
        const amended = structuredClone(plan) as HistoryPlan;
        let amendments = 0;
        for (const one of amended.sessions.flatMap((session) => session.cases)) {
          if (one.versions.at(-1) !== 'final' && one.versions.at(-1) !== 'amended') continue;
          one.versions = [...one.versions, signed ? 'amended' : 'preliminary'];
          amendments += 1;
        }
        fc.pre(amendments > 0);
        expect(rowsOf(amended)).toEqual(rowsOf(plan));
      }),
      { ...RUNS, numRuns: 30 },
    );
  });

  it('merging two patients never raises A5 and leaves every indicator that does not count patients', () => {
    let lowered = 0;
    fc.assert(
      fc.property(historyPlan, fc.nat(7), fc.nat(7), (plan, from, to) => {
        fc.pre(from !== to);
        const before = structuredClone(plan) as HistoryPlan;
        for (const patient of before.patients) patient.replacedBy = undefined;
        const merged = structuredClone(before);
        merged.patients[from]!.replacedBy = to;
        // A record that was counted by its INS may share it with a third one, from which a merge would part
        // it.
        fc.pre(before.patients[from]!.status !== 'VALI' || before.patients[from]!.ins === undefined);
        const [apart, together] = [rowsOf(before), rowsOf(merged)];
        const total = { indicateur: 'A5', dimension_level: 'total' };
        expect(figure(together, total)!).toBeLessThanOrEqual(figure(apart, total)!);
        if (figure(together, total)! < figure(apart, total)!) lowered += 1;
        const ofPatients = ['A5', 'Q5', 'Q6', 'C1'];
        const others = (rows: typeof apart) => rows.filter((row) => !ofPatients.includes(row.indicateur));
        expect(others(together)).toEqual(others(apart));
      }),
      { ...RUNS, numRuns: 30 },
    );
    expect(lowered).toBeGreaterThan(0);
  });
});

/** `A1 fiches_validees` and so on, of every published Measure. */
function publishedNames(): string[] {
  return published()
    .measures.flatMap((measure) =>
      measure.group!.map((group) => `${indicatorId(measure)} ${group.code!.coding![0]!.code}`),
    )
    .sort();
}

function rowsOf(plan: HistoryPlan) {
  return countAll(playHistory(plan).resources, MONTHS).rows;
}
