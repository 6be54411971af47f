import type { Measure } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { IndicatorEngine } from './engine.ts';
import { gatherSessions } from './gather.ts';
import { countAll, figure } from './testing/count.ts';
import { published } from './testing/measures.ts';
import { type Mode, World } from './testing/world.ts';

const OCTOBER = '2026-10-06T12:30:00+02:00';
const month = { dimension_level: 'mois' };

function a1(world: World, months: string[], more = {}): number | undefined {
  return figure(countAll(world.resources, months).rows, { indicateur: 'A1', ...month, ...more });
}

describe('the month of a session', () => {
  it.each([
    ['2026-10-31T23:59:59+01:00', '2026-10'],
    ['2026-10-31T23:00:00Z', '2026-11'],
    ['2026-12-31T22:59:59Z', '2026-12'],
    ['2026-12-31T23:00:00Z', '2027-01'],
    ['2026-10-25T00:30:00Z', '2026-10'],
  ])('that starts at %s is %s, whenever it ends', (start, expected) => {
    const world = new World();
    const session = world.session({ start });
    session.period!.end = '2027-01-01T05:00:00+01:00';
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    const months = ['2026-10', '2026-11', '2026-12', '2027-01'];
    expect(months.map((periode) => a1(world, months, { periode }))).toEqual(
      months.map((one) => Number(one === expected)),
    );
  });

  it('cannot be told without a start: counted nowhere, and said', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER });
    session.period = { end: OCTOBER };
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    const { rows, engine } = countAll(world.resources, ['2026-10']);
    expect(figure(rows, { indicateur: 'A1', dimension_level: 'total' })).toBe(0);
    // The session and its case.
    expect(engine.undated).toBe(2);
  });
});

describe('a fiche', () => {
  it('that is postponed counts once, where it is treated', () => {
    const world = new World();
    const [october, november] = [OCTOBER, '2026-11-03T12:30:00+01:00'].map((start) =>
      world.session({ start }),
    );
    const patient = world.patient();
    world.passage({ session: october!, patient, status: 'cancelled' });
    world.fiche(world.passage({ session: november!, patient }), ['final']);
    const { rows } = countAll(world.resources, ['2026-10', '2026-11']);
    const at = (periode: string) => figure(rows, { indicateur: 'A1', dimension_level: 'mois', periode });
    expect([at('2026-10'), at('2026-11')]).toEqual([0, 1]);
    expect(figure(rows, { indicateur: 'A1', dimension_level: 'total' })).toBe(1);
  });

  it('does not count in a session that was not held, nor when the case was only planned', () => {
    const world = new World();
    for (const status of ['planned', 'in-progress', 'cancelled'] as const) {
      const session = world.session({ start: OCTOBER, status });
      world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
      const held = world.session({ start: OCTOBER });
      world.fiche(world.passage({ session: held, patient: world.patient(), status }), ['preliminary']);
    }
    const { rows } = countAll(world.resources, ['2026-10']);
    const total = (indicateur: string, sous_indicateur: string) =>
      figure(rows, { indicateur, sous_indicateur, dimension_level: 'total' });
    expect(total('A1', 'fiches_validees')).toBe(0);
    expect(total('A2', 'fiches_non_validees')).toBe(0);
    expect(total('A4', 'seances')).toBe(0);
    expect(total('A4', 'seances_sans_dossier')).toBe(3);
  });

  it('of a case without modality is not treated', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER });
    world.fiche(world.passage({ session, patient: world.patient(), modality: undefined }), ['final']);
    world.fiche(world.passage({ session, patient: world.patient(), modality: 'ORG-128' }), ['final']);
    expect(a1(world, ['2026-10'])).toBe(1);
  });
});

describe('distinct counts', () => {
  it('know a patient by the qualified INS, over two records', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER });
    const people = [
      { ins: '1', status: 'VALI' },
      { ins: '1', status: 'VALI' },
      { ins: '1', status: 'PROV' },
    ];
    for (const one of people) world.fiche(world.passage({ session, patient: world.patient(one) }), ['final']);
    const { rows } = countAll(world.resources, ['2026-10']);
    expect(figure(rows, { indicateur: 'A5', dimension_level: 'total' })).toBe(2);
  });

  it('a merge lowers A5 and leaves A1', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER });
    const [a, b] = [world.patient(), world.patient()];
    for (const patient of [a, b]) world.fiche(world.passage({ session, patient }), ['final']);
    const before = countAll(world.resources, ['2026-10']).rows;
    a.link = [{ type: 'replaced-by', other: { reference: `Patient/${b.id}` } }];
    const after = countAll(world.resources, ['2026-10']).rows;
    const total = (rows: typeof before, indicateur: string) =>
      figure(rows, { indicateur, dimension_level: 'total' });
    expect([total(before, 'A5'), total(after, 'A5')]).toEqual([2, 1]);
    expect([total(before, 'A1'), total(after, 'A1')]).toEqual([2, 2]);
  });

  it('know a professional by RPPS: two exercise places, two sessions, one person', () => {
    const world = new World();
    const attendance: { role: number; mode: Mode }[] = [
      { role: 0, mode: 'present' },
      { role: 3, mode: 'visio' },
      { role: 1, mode: 'visio' },
      { role: 2, mode: 'written-opinion' },
      { role: 4, mode: 'present' },
      { role: 5, mode: 'present' },
      { role: 6, mode: 'present' },
    ];
    for (const start of [OCTOBER, '2026-10-13T12:30:00+02:00']) {
      const session = world.session({ start, attendance });
      world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    }
    const { rows } = countAll(world.resources, ['2026-10']);
    const total = (sous_indicateur: string) =>
      figure(rows, { indicateur: 'A6', dimension_level: 'total', sous_indicateur });
    expect(total('medecins_distincts')).toBe(2);
    expect(total('medecins_participations')).toBe(4);
    expect(total('medecins_moyenne_par_seance')).toBe(2);
    expect(total('non_medecins_distincts')).toBe(1);
    expect(total('sans_rpps')).toBe(1);
  });
});

describe('strata', () => {
  it('have a row of zeros where a session was held, and none elsewhere', () => {
    const world = new World();
    world.session({ start: OCTOBER, rcp: 1 });
    const { rows } = countAll(world.resources, ['2026-10']);
    const thematics = rows.filter((row) => row.indicateur === 'A1' && row.dimension_level === 'thematique');
    expect(thematics.map((row) => [row.thematique_code, row.valeur, row.statut])).toEqual([
      ['digestif', '0', 'OK'],
    ]);
  });

  it('keep what has no FINESS or thematic under « non renseigné »', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER, rcp: 3 });
    world.fiche(world.passage({ session, patient: world.patient(), requester: 3 }), ['final']);
    const { rows } = countAll(world.resources, ['2026-10']);
    const unknown = rows.filter(
      (row) => row.indicateur === 'A1' && JSON.stringify(row).includes('non renseigné'),
    );
    expect(unknown.map((row) => [row.dimension_level, row.role_finess, row.valeur])).toEqual([
      ['finess', 'organisateur', '1'],
      ['finess', 'demandeur', '1'],
      ['thematique', '', '1'],
    ]);
  });

  it('tell the organiser from the establishment of the demandeur', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER, rcp: 0 });
    for (const requester of [0, 1, 1]) {
      world.fiche(world.passage({ session, patient: world.patient(), requester }), ['final']);
    }
    const { rows } = countAll(world.resources, ['2026-10']);
    const at = (role_finess: string, finess_et: string) =>
      figure(rows, { indicateur: 'A1', role_finess, finess_et });
    expect(at('organisateur', '990000010')).toBe(3);
    expect(at('organisateur', '990000028')).toBeUndefined();
    expect([at('demandeur', '990000010'), at('demandeur', '990000028')]).toEqual([1, 2]);
  });
});

describe('an indicator that cannot be computed', () => {
  const { measures } = published();
  const a1Measure = measures.find((one) => one.url!.endsWith('/A1'))!;

  function broken(expression: string): Measure {
    const measure = structuredClone(a1Measure);
    measure.url = 'https://dcc.example.org/fhir/Measure/Z1';
    measure.group![0]!.population![1]!.criteria.expression = expression;
    return measure;
  }

  function world(): World {
    const made = new World();
    const session = made.session({ start: OCTOBER });
    for (const patient of [made.patient(), made.patient()])
      made.fiche(made.passage({ session, patient }), ['final']);
    return made;
  }

  it.each([
    ['does not parse', '%session.where('],
    ['names nothing', '%nobody.exists()'],
    ['throws', 'entry.resource.single().exists()'],
    ['is not a boolean', '%session.id'],
  ])('because an expression %s is NC and named, and the others are unharmed', (_, expression) => {
    const { resources } = world();
    const whole = countAll(resources, ['2026-10']);
    const with1 = countAll(resources, ['2026-10'], [broken(expression)]);
    expect(with1.engine.failures.map((one) => one.measure)).toEqual([
      'https://dcc.example.org/fhir/Measure/Z1',
    ]);
    expect(with1.rows.filter((row) => row.indicateur !== 'Z1')).toEqual(whole.rows);
    const own = with1.rows.filter((row) => row.indicateur === 'Z1');
    const same = whole.rows.filter((row) => row.indicateur === 'A1');
    expect(own.map((row) => [row.dimension_level, row.finess_et, row.thematique_code])).toEqual(
      same.map((row) => [row.dimension_level, row.finess_et, row.thematique_code]),
    );
    expect(new Set(own.map((row) => `${row.numerateur}${row.valeur}${row.statut}`))).toEqual(new Set(['NC']));
    expect(with1.reports.find((one) => one.measure.includes('/Z1'))?.status).toBe('error');
  });
});

describe('gatherSessions', () => {
  it('gives held sessions only, and no other document than the fiche', () => {
    const world = new World();
    const session = world.session({ start: OCTOBER });
    world.session({ start: OCTOBER, status: 'planned' });
    const encounter = world.passage({ session, patient: world.patient(), quorum: 'ORG-126' });
    const [fiche] = world.fiche(encounter, ['final']);
    world.add({ ...fiche!, id: 'pps', type: { coding: [{ code: '18776-5' }] } });
    const { records, plans, lookup } = gatherSessions(world.resources);
    expect(plans.map(({ composition }) => composition.id)).toEqual(['pps']);
    expect(records).toHaveLength(1);
    expect(records[0]!.compositions.map((one) => one.id)).toEqual([fiche!.id]);
    expect(records[0]!.linked.map((one) => one.resourceType).sort()).toEqual(['Observation']);
    expect(lookup(`Encounter/${session.id}`)).toBe(session);
    expect(lookup('Encounter/none')).toBeUndefined();
    expect(lookup(`Patient/${session.id}`)).toBeUndefined();
    for (const wrong of ['', '/', 'Encounter', session.id!, `/${session.id}`]) {
      expect(lookup(wrong)).toBeUndefined();
    }
  });

  it('finds the last of two resources with one name, as a file that is read to its end says it', () => {
    const [first, last] = ['a', 'b'].map((name) => ({
      resourceType: 'Organization' as const,
      id: 'o',
      name,
    }));
    expect(gatherSessions([first!, last!]).lookup('Organization/o')).toBe(last);
  });
});

describe('a unit of a kind that no sub-indicator evaluates', () => {
  it('is counted nowhere, and its Bundle is never made', () => {
    const { measures, libraries } = published();
    const a1 = measures.filter((measure) => measure.url!.endsWith('/A1'));
    const engine = new IndicatorEngine(a1, libraries, ['2026-10']);
    const unit = {
      kind: 'session',
      id: 's',
      reference: 'Encounter/s',
      establishments: [],
      get bundle(): never {
        throw new Error('was made');
      },
    };
    expect(engine.add(unit).size).toBe(0);
    expect(engine.failures).toEqual([]);
    expect(engine.undated).toBe(0);
    expect(() => engine.add(Object.create(unit, { kind: { value: 'case' } }))).toThrow('was made');
  });
});
