import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';
import type { IndicatorRow } from './rows.ts';
import { countAll } from './testing/count.ts';
import { historyPlan, MONTHS, playHistory } from './testing/history.ts';
import { World } from './testing/world.ts';
import { MAX_TRACED, resourcesBehind, TraceReports } from './trace-report.ts';

function story(): World {
  const world = new World();
  const session = world.session({ start: '2026-10-06T12:30:00+02:00', rcp: 0 });
  for (const requester of [0, 1]) {
    const passage = world.passage({ session, patient: world.patient(), requester, quorum: 'ORG-126' });
    world.fiche(passage, [requester ? 'final' : 'preliminary']);
  }
  return world;
}

function traced(world: World, months: readonly string[] = ['2026-10']) {
  const trace = new TraceReports();
  const counted = countAll(world.resources, months, [], { trace: trace.add });
  return { ...counted, traces: [...trace.reports('2026-11-02')] };
}

describe('companion reports', () => {
  it('are one per indicator, month and establishment, for it and its 3C', () => {
    const world = story();
    const { traces } = traced(world);
    const a1 = traces.filter(({ measure }) => measure.includes('/A1|'));
    const [organiser, requester] = world.establishments.map(({ id }) => `Organization/${id}`);
    expect(a1.map(({ reporter }) => reporter?.reference)).toEqual([organiser, requester]);
    expect(a1.map(({ evaluatedResource }) => evaluatedResource?.length)).toEqual([2, 1]);
    const centre = `Organization/${world.gestionnaires[0]!.id}`;
    expect(a1[0]!.meta?.accounts?.map(({ reference }) => reference)).toEqual([organiser, centre]);
    expect(a1[0]).toMatchObject({
      type: 'subject-list',
      period: { start: '2026-10-01', end: '2026-10-31' },
      meta: { tag: [{ code: 'trace' }] },
    });
    expect(new Set(traces.map(({ identifier }) => identifier![0]!.value)).size).toBe(traces.length);
  });

  it('are all that leads to patients: the reports of figures have no resource', () => {
    const { reports } = traced(story());
    expect(reports.length).toBeGreaterThan(10);
    expect(JSON.stringify(reports)).not.toMatch(/Encounter\/|Patient\/|Composition\/|evaluatedResource/);
    expect(reports.every(({ meta }) => meta?.tag?.[0]?.code === 'aggregate')).toBe(true);
  });

  it('lead from a cell to what is counted in it', () => {
    const world = story();
    const { traces } = traced(world);
    const cases = world.resources.filter((one) => one.resourceType === 'Encounter' && one.partOf);
    const of = (id: string, population: string, places = {}) =>
      resourcesBehind(
        traces.filter(({ measure }) => measure.includes(`/${id}|`)),
        { population, places },
      );
    expect(of('A1', 'fiches_validees/numerator')).toEqual([`Encounter/${cases[1]!.id}`]);
    expect(of('A2', 'fiches_non_validees/numerator')).toEqual([`Encounter/${cases[0]!.id}`]);
    expect(of('A1', 'fiches_validees/numerator', { thematique: 'sein' })).toHaveLength(1);
    expect(of('A1', 'fiches_validees/numerator', { thematique: 'digestif' })).toEqual([]);
    expect(of('Q1', 'quorum_atteint/denominator')).toHaveLength(2);
    expect(of('Q1', 'none/numerator')).toEqual([]);
  });

  it('are continued when there are too many resources', () => {
    const world = new World();
    const session = world.session({ start: '2026-10-06T12:30:00+02:00' });
    const patient = world.patient();
    for (let i = 0; i < MAX_TRACED + 1; i++) world.fiche(world.passage({ session, patient }), ['final']);
    const own = traced(world).traces.filter(({ measure }) => measure.includes('/A1|'));
    expect(own.map(({ evaluatedResource }) => evaluatedResource!.length)).toEqual([MAX_TRACED, 1]);
    expect(own[1]!.identifier![0]!.value).toMatch(/:suite-1$/);
    expect(JSON.stringify(own[0]).length).toBeLessThan(900_000);
    expect(resourcesBehind(own, { population: 'fiches_validees/numerator' })).toHaveLength(MAX_TRACED + 1);
  }, 60_000);
});

/** Sub-indicators that count cases, not distinct keys of them: as many resources as the figure says. */
const COUNTED_BY_UNIT = ['A4 seances', 'A4 seances_sans_dossier'];
const AXES = { c3: 'c3_id', thematique: 'thematique_code' } as const;

describe('the trace of any cell of any history', () => {
  it('has a resource when and only when the figure is not zero', () => {
    let cells = 0;
    fc.assert(
      fc.property(historyPlan, (plan) => {
        const world = playHistory(plan);
        const { rows, traces } = traced(world, MONTHS);
        expect(new Directory(world.resources).establishments.size).toBeGreaterThan(0);
        for (const row of rows) {
          const places = placesOf(row);
          if (!places || row.numerateur === '' || row.sous_indicateur.includes('12_mois')) continue;
          if (row.sous_indicateur === 'essai_fa_pmsi') continue;
          const months = row.periode.split('/');
          const own = traces.filter(
            ({ measure, period }) =>
              measure.includes(`/${row.indicateur}|`) &&
              period.start! >= `${months[0]}-01` &&
              period.start! <= `${months.at(-1)}-01`,
          );
          const found = resourcesBehind(own, { population: `${row.sous_indicateur}/numerator`, places });
          expect(found.length > 0, JSON.stringify(row)).toBe(row.numerateur !== '0');
          if (COUNTED_BY_UNIT.includes(`${row.indicateur} ${row.sous_indicateur}`)) {
            expect(String(found.length)).toBe(row.numerateur);
          }
          cells += 1;
        }
      }),
      { numRuns: 10, seed: 2026 },
    );
    expect(cells).toBeGreaterThan(2_000);
  });
});

/** The places of a row on the axes that it shows; undefined for rows of other axes. */
function placesOf(row: IndicatorRow): Record<string, string> | undefined {
  const code = (value: string) => (value === 'non renseigné' ? 'UNK' : value);
  if (row.dimension_level === 'total' || row.dimension_level === 'mois') return {};
  if (row.sous_indicateur.includes(':')) return undefined;
  if (row.dimension_level === 'finess') return { [`finess-${row.role_finess}`]: code(row.finess_et) };
  const column = AXES[row.dimension_level as keyof typeof AXES];
  return column && { [row.dimension_level]: code(row[column]) };
}
