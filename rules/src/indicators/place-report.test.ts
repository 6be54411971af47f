import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { indicatorId } from './definition.ts';
import { Directory } from './directory.ts';
import { placeReports } from './place-report.ts';
import { countAll, figure } from './testing/count.ts';
import { FINESS, World } from './testing/world.ts';

const DAY = '2026-11-02';

/** One patient seen by both RCP of establishment 1, which are of two 3C, and by that of establishment 0. */
function story(): World {
  const world = new World();
  const patient = world.patient({ ins: '1', status: 'VALI' });
  for (const [rcp, others] of [
    [0, 2],
    [1, 1],
    [2, 0],
    [3, 1],
  ] as const) {
    const session = world.session({
      start: `2026-10-0${rcp + 6}T12:30:00+02:00`,
      rcp,
      attendance: [{ role: rcp % 3, mode: 'present', specialty: 'SM18' }],
    });
    const patients = [patient, ...Array.from({ length: others }, () => world.patient())];
    for (const one of patients) world.fiche(world.passage({ session, patient: one }), ['final']);
  }
  return world;
}

const codes = ({ meta }: MeasureReport) => meta?.tag?.map(({ code }) => code);
const idOf = ({ measure }: MeasureReport) => measure.split('/').pop()!.split('|')[0];
const groupOf = ({ group }: MeasureReport, code: string): MeasureReportGroup | undefined =>
  group?.find((one) => one.code?.coding?.[0]?.code === code);

describe('placeReports', () => {
  const world = story();
  const directory = new Directory(world.resources);
  let counted: ReturnType<typeof countAll>;
  let reports: MeasureReport[];
  let totals: MeasureReport[];

  beforeAll(() => {
    for (const one of world.resources) {
      if (one.resourceType === 'Encounter' && one.serviceProvider) directory.addSession(one);
    }
    counted = countAll(world.resources, ['2026-10']);
    reports = [...placeReports(counted.results, directory, DAY)];
    totals = reports.filter((one) => codes(one)!.includes('totals'));
  });

  const of = (organization: { id?: string }, id: string, all = totals) =>
    all.filter((one) => one.reporter?.reference === `Organization/${organization.id}` && idOf(one) === id);

  it('counts persons within the place: one patient of two RCP is one, and is in both 3C', () => {
    const patients = (organization: { id?: string }) => {
      const [report, ...others] = of(organization, 'A5');
      expect(others).toEqual([]);
      return groupOf(report!, 'patients')!.measureScore!.value;
    };
    const [first, second] = world.establishments;
    expect(patients(first!)).toBe(3);
    // Two RCP: 2 and 1 patients, one of whom is the same.
    expect(patients(second!)).toBe(2);
    expect(world.gestionnaires.map(patients)).toEqual([4, 2]);
  });

  it('has the very figures of the region’s stratum, for every indicator that is cut by place', () => {
    const checked = new Set<string>();
    for (const place of directory.places) {
      const own = totals.filter((one) => one.reporter?.reference === place.organization);
      for (const report of own) {
        for (const group of report.group!) {
          const sub = group.code!.coding![0]!.code!;
          const row = {
            indicateur: idOf(report),
            sous_indicateur: sub,
            periode: '2026-10',
            ...(place.axis === 'c3'
              ? { dimension_level: 'c3', c3_id: place.code }
              : { dimension_level: 'finess', role_finess: 'organisateur', finess_et: place.code }),
          };
          expect(group.measureScore?.value, `${idOf(report)} ${sub} ${place.code}`).toBe(
            figure(counted.rows, row),
          );
          checked.add(`${idOf(report)} ${sub}`);
        }
      }
    }
    expect(checked.size).toBeGreaterThan(50);
    const ids = counted.results.map(({ measure }) => indicatorId(measure));
    expect(new Set([...checked].map((one) => one.split(' ')[0]))).toEqual(new Set(ids));
  });

  it('is its place’s alone: reporter and only account, a tag that analysts do not read', () => {
    const [establishment] = of(world.establishments[0]!, 'A1');
    const reference = `Organization/${world.establishments[0]!.id}`;
    expect(establishment!.meta!.accounts).toEqual([{ reference }]);
    expect(codes(establishment!)).toEqual(['aggregate-establishment', 'totals']);
    const [centre] = of(world.gestionnaires[0]!, 'A1');
    expect(centre!.meta!.accounts).toEqual([{ reference: `Organization/${world.gestionnaires[0]!.id}` }]);
    expect(codes(centre!)).toEqual(['aggregate-centre', 'totals']);
    expect(reports.filter((one) => codes(one)!.includes('aggregate'))).toEqual([]);
  });

  it('names its place in its strata, and its sessions crossed with it, those of no other', () => {
    const [head, page, ...more] = of(world.establishments[1]!, 'A3', reports);
    expect(more).toEqual([]);
    expect(groupOf(head!, 'fiches_total')!.stratifier).toBeUndefined();
    const [own, ...others] = groupOf(page!, 'fiches_total')!.stratifier!;
    expect(own!.code![0]!.coding![0]!.code).toBe('finess-organisateur');
    expect(own!.stratum!.map(({ value }) => value!.coding![0]!.code)).toEqual([FINESS[1]]);
    const sessions = others.flatMap(({ stratum }) => stratum ?? []);
    expect(sessions.map(({ component }) => component!.map(({ value }) => value.coding![0]!.code))).toEqual([
      [FINESS[1], 'S2'],
      [FINESS[1], 'S3'],
    ]);
    expect(sessions.map(({ measureScore }) => measureScore!.value)).toEqual([2, 1]);
  });

  it('keeps of a crossed axis what lies in the place', () => {
    const [, centre] = world.gestionnaires;
    const strata = of(centre!, 'Q2', reports)
      .flatMap(({ group }) => group ?? [])
      .flatMap(({ stratifier }) => stratifier ?? [])
      .filter(({ code }) => code?.[0]?.coding?.[0]?.code?.startsWith('c3.'))
      .flatMap(({ stratum }) => stratum ?? []);
    expect(strata.length).toBeGreaterThan(0);
    const places = strata.map(({ component }) => component![0]!.value.coding![0]!.code);
    expect(new Set(places)).toEqual(new Set(['3C-B']));
    // It is cut by specialty only: of the 3C as a whole nothing is published, and nothing is made up.
    const [head] = of(centre!, 'Q2');
    expect(head!.group!.map(({ measureScore }) => measureScore?.value)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('writes nothing for a place where nothing happened, or that has no code', () => {
    const written = new Set(reports.map(({ reporter }) => reporter!.reference));
    expect(written).not.toContain(`Organization/${world.establishments[2]!.id}`);
    expect(written).not.toContain(`Organization/${world.establishments[3]!.id}`);
    expect([...placeReports([], directory, DAY)]).toEqual([]);
  });

  it('has identifiers of its own: written again it replaces itself and nothing else', () => {
    const ids = [...reports, ...counted.reports].map(({ identifier }) => identifier![0]!.value);
    expect(new Set(ids).size).toBe(ids.length);
    const again = [...placeReports(counted.results, directory, DAY)];
    expect(again).toEqual(reports);
  });

  it('tells an organisation that is both establishment and 3C apart from itself', () => {
    const both = structuredClone(world.resources);
    const centre = both.find(({ id }) => id === world.gestionnaires[0]!.id)!;
    const establishment = both.find(({ id }) => id === world.establishments[0]!.id)!;
    if (centre.resourceType !== 'Organization' || establishment.resourceType !== 'Organization') throw centre;
    establishment.identifier!.push(...centre.identifier!);
    const rest = both.filter((one) => one !== centre);
    const own = [...placeReports(counted.results, new Directory(rest), DAY)].filter(
      (one) => one.reporter?.reference === `Organization/${establishment.id}` && idOf(one) === 'A5',
    );
    const heads = own.filter((one) => codes(one)!.includes('totals'));
    expect(heads.map((one) => [codes(one)![0], groupOf(one, 'patients')!.measureScore!.value])).toEqual([
      ['aggregate-centre', 4],
      ['aggregate-establishment', 3],
    ]);
    expect(new Set(own.map(({ identifier }) => identifier![0]!.value)).size).toBe(own.length);
  });
});
