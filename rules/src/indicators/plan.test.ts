import type { Composition, Patient, Practitioner, Resource, Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { gatherSessions } from './gather.ts';
import { identified } from './people.ts';
import { assemblePlan, isHandOver, isPlan } from './plan.ts';
import { addPlan, type PlanPlan } from './testing/clinic.ts';
import { countAll, figure } from './testing/count.ts';
import { World } from './testing/world.ts';

const PLAN: PlanPlan = {
  establishment: 0,
  c3: 0,
  fertility: false,
  versions: [{ status: 'final', validated: '2026-10-31T23:30:00+01:00' }],
};

function one(plan: Partial<PlanPlan> = {}, patient?: (world: World) => Patient) {
  const world = new World();
  const versions = addPlan(world, patient?.(world) ?? world.patient(), { ...PLAN, ...plan }, 'urn:uuid:pps');
  return { world, versions };
}

function p1(world: World, months: readonly string[], periode: string, sous_indicateur: string, more = {}) {
  const { rows } = countAll(world.resources, months);
  return figure(rows, { indicateur: 'P1', dimension_level: 'mois', periode, sous_indicateur, ...more });
}

describe('the unit of a plan', () => {
  const assembled = (world: World) => {
    const { plans, lookup } = gatherSessions(world.resources);
    return plans.map((plan) => assemblePlan(plan, lookup));
  };
  const types = (resources: (Resource | undefined)[]) => resources.map((each) => each!.resourceType).sort();

  it('holds the version, its plan, hand-over, patient, establishment and 3C', () => {
    const { world, versions } = one({
      versions: [{ ...PLAN.versions[0]!, handedOver: '2026-11-02T10:00:00+01:00' }],
    });
    const [{ units, anomalies }] = assembled(world) as [ReturnType<typeof assemblePlan>];
    expect(anomalies).toEqual([]);
    expect(units).toMatchObject([
      {
        kind: 'plan',
        reference: `Composition/${versions[0]!.id}`,
        establishments: [`Organization/${world.establishments[0]!.id}`],
        centre: `Organization/${world.gestionnaires[0]!.id}`,
      },
    ]);
    expect(types(units[0]!.bundle.entry!.map(({ resource }) => resource))).toEqual(
      'CarePlan Composition Organization Organization Patient Task'.split(' '),
    );
  });

  it('is none for a version entered in error, and says what a validated one lacks', () => {
    const wrong = one({ versions: [{ status: 'entered-in-error', validated: '2026-10-01' }] });
    expect(assembled(wrong.world)).toEqual([{ units: [], anomalies: [] }]);
    const undated = one({ versions: [{ status: 'final' }, { status: 'preliminary' }] });
    expect(assembled(undated.world).map(({ anomalies }) => anomalies)).toEqual([['plan-without-date'], []]);
  });

  it('of a record out of the model is one anomaly, not an end', () => {
    const { world } = one();
    const broken = { ...world.resources.find(isPlan)!, section: 'texte' } as unknown as Composition;
    expect(assemblePlan({ composition: broken, handOvers: [] }, () => undefined)).toEqual({
      units: [],
      anomalies: ['unreadable-record'],
    });
  });

  it('is told from other documents and tasks by its code', () => {
    const task = (code: string): Task => ({
      resourceType: 'Task',
      status: 'completed',
      intent: 'order',
      code: { coding: [{ system: 'https://dcc.example.org/fhir/CodeSystem/dcc', code }] },
    });
    expect([isHandOver(task('hand-over-pps')), isHandOver(task('complete-piece'))]).toEqual([true, false]);
    expect(
      isPlan({ resourceType: 'Composition', type: { coding: [{ code: '34794-8' }] } } as Composition),
    ).toBe(false);
  });
});

describe('P1', () => {
  const months = ['2026-10', '2026-11'];

  it('counts a plan once, when its first version is validated, in Paris', () => {
    const { world } = one({
      versions: [
        { status: 'final', validated: '2026-10-31T22:30:00Z' },
        { status: 'amended', validated: '2026-10-31T23:30:00Z' },
        { status: 'preliminary' },
      ],
    });
    expect(p1(world, months, '2026-10', 'pps_nouveaux')).toBe(1);
    expect(p1(world, months, '2026-10', 'pps_mises_a_jour')).toBe(0);
    expect(p1(world, months, '2026-11', 'pps_nouveaux')).toBe(0);
    expect(p1(world, months, '2026-11', 'pps_mises_a_jour')).toBe(1);
  });

  it('counts the hand-over in its own month, by establishment and 3C', () => {
    const { world } = one({
      versions: [{ ...PLAN.versions[0]!, handedOver: '2026-11-02T10:00:00+01:00' }],
    });
    expect(p1(world, months, '2026-10', 'pps_remis')).toBe(0);
    expect(p1(world, months, '2026-11', 'pps_remis')).toBe(1);
    const at = { dimension_level: 'finess', role_finess: 'organisateur', finess_et: '990000010' };
    expect(p1(world, months, '2026-11', 'pps_remis', at)).toBe(1);
    expect(p1(world, months, '2026-11', 'pps_remis', { dimension_level: 'c3', c3_id: '3C-A' })).toBe(1);
  });

  it('does not know when a plan is sent: NC, which is not zero', () => {
    const { rows } = countAll(one().world.resources, ['2026-10']);
    const sent = rows.filter((row) => row.sous_indicateur === 'pps_envoyes');
    expect(sent.length).toBeGreaterThan(2);
    expect(new Set(sent.map((row) => `${row.numerateur}${row.valeur}${row.statut}`))).toEqual(
      new Set(['NC']),
    );
  });

  it('makes an active patient of the DCC, the same as that of a fiche after a merge', () => {
    const { world } = one({}, (made) => made.patient({ ins: '1', status: 'VALI' }));
    const session = world.session({ start: '2026-10-06T12:30:00+02:00' });
    const twin = world.patient({ ins: '1', status: 'VALI' });
    world.fiche(world.passage({ session, patient: twin }), ['final']);
    const active = { indicateur: 'C1', dimension_level: 'total', sous_indicateur: 'file_active' };
    expect(figure(countAll(world.resources, ['2026-10']).rows, active)).toBe(1);
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    expect(figure(countAll(world.resources, ['2026-10']).rows, active)).toBe(2);
  });
});

describe('a reference to a professional', () => {
  const world = new World();
  const { lookup } = gatherSessions(world.resources);

  it('carries the number of the person, when the directory has one', () => {
    expect(identified({ reference: 'PractitionerRole/role3' }, lookup)).toEqual({
      reference: 'PractitionerRole/role3',
      identifier: { system: 'https://rpps.esante.gouv.fr', value: '99700000000' },
    });
    const person = world.resources.find((each) => each.id === 'person0') as Practitioner;
    expect(person.identifier![0]!.value).toBe('99700000000');
  });

  it.each(['PractitionerRole/role5', 'PractitionerRole/nobody', 'Practitioner/person0'])(
    '%s stays',
    (reference) => {
      expect(identified({ reference }, lookup)).toEqual({ reference });
      expect(identified({}, lookup)).toEqual({});
    },
  );
});
