import type { Bundle } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { ANOMALIES } from './anomalies.ts';
import { assembleSession } from './assemble.ts';
import { gatherSessions } from './gather.ts';
import { countAll, figure } from './testing/count.ts';
import { World } from './testing/world.ts';

const START = '2026-10-06T12:30:00+02:00';

function types(bundle: Bundle): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resource } of bundle.entry!)
    counts[resource!.resourceType] = (counts[resource!.resourceType] ?? 0) + 1;
  return counts;
}

function assembled(world: World) {
  const { records, lookup } = gatherSessions(world.resources);
  return assembleSession(records[0]!, lookup);
}

function story(): World {
  const world = new World();
  const attendance = [0, 3, 6].map((role) => ({ role, mode: 'present' as const }));
  const session = world.session({ start: START, attendance });
  for (const requester of [0, 1]) {
    const encounter = world.passage({ session, patient: world.patient(), requester, quorum: 'ORG-126' });
    encounter.participant = [{ individual: { reference: 'PractitionerRole/role1' } }];
    world.fiche(encounter, ['final', 'preliminary']);
  }
  return world;
}

describe('assembleSession', () => {
  it('gives a unit per treated case and one for the session, each a collection', () => {
    const { units, anomalies } = assembled(story());
    expect(units.map((unit) => unit.kind)).toEqual(['case', 'case', 'session']);
    expect(units.every((unit) => unit.bundle.type === 'collection')).toBe(true);
    expect(anomalies).toEqual([]);
  });

  it('hands a case all it may be asked about, and nothing of its neighbours', () => {
    const [first] = assembled(story()).units;
    expect(types(first!.bundle)).toEqual({
      // The session and the case; organiser, 3C (the demandeur's is the organiser); current and drafted
      // version.
      Encounter: 2,
      Patient: 1,
      ServiceRequest: 1,
      Composition: 2,
      Observation: 1,
      Organization: 2,
      HealthcareService: 1,
      PractitionerRole: 1,
      Practitioner: 1,
    });
  });

  it('writes the dates of the inscription and of each signature as a clock in Paris does', () => {
    const world = new World();
    const session = world.session({ start: '2026-10-25T23:30:00Z' });
    const inscribed = ['2026-10-24T22:30:00Z', '2026-10-20', '2026-10', undefined];
    for (const one of inscribed) {
      const passage = world.passage({ session, patient: world.patient(), inscribed: one });
      world.fiche(passage, ['final', 'amended'], undefined, ['2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z']);
    }
    const bundles = assembled(world).units.filter(({ kind }) => kind === 'case');
    const all = bundles.map(({ bundle }) => bundle.entry!.map(({ resource }) => resource!));
    expect(
      all.map((own) => own.flatMap((one) => (one.resourceType === 'ServiceRequest' ? [one.authoredOn] : []))),
    ).toEqual([['2026-10-25T00:30:00+02:00'], ['2026-10-20'], [undefined], [undefined]]);
    const signed = all[0]!.flatMap((one) => (one.resourceType === 'Composition' ? one.attester! : []));
    expect(signed.map(({ mode, time }) => [mode, time])).toEqual([
      ['legal', '2026-10-25T02:59:59+02:00'],
      ['legal', '2026-10-25T02:00:00+01:00'],
    ]);
    // What was read is not changed.
    expect(JSON.stringify(world.resources)).toContain('2026-10-24T22:30:00Z');
  });

  it('hands a session its people and all of its cases', () => {
    const session = assembled(story()).units.at(-1)!;
    expect(types(session.bundle)).toMatchObject({
      Encounter: 3,
      Patient: 2,
      Composition: 4,
      Observation: 2,
      Organization: 3,
      PractitionerRole: 3,
      Practitioner: 2,
    });
    const urls = session.bundle.entry!.map((entry) => entry.fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('leaves out cases that were not finished', () => {
    const world = story();
    const { session } = gatherSessions(world.resources).records[0]!;
    world.passage({ session, patient: world.patient(), status: 'cancelled' });
    expect(assembled(world).units).toHaveLength(3);
  });

  it('puts the surviving patient in the place of a merged one', () => {
    const world = new World();
    const survivor = world.patient();
    const session = world.session({ start: START });
    world.fiche(world.passage({ session, patient: world.patient({ replacedBy: survivor }) }), ['final']);
    const [unit] = assembled(world).units;
    const patients = unit!.bundle
      .entry!.map((entry) => entry.resource!)
      .filter((one) => one.resourceType === 'Patient');
    expect(patients).toEqual([survivor]);
  });

  it('says what does not fit the model', () => {
    const world = new World();
    const session = world.session({ start: START });
    const without = world.passage({ session, patient: world.patient() });
    expect(assembled(world).anomalies).toEqual(['case-without-fiche']);
    world.fiche(without, ['final']);
    world.fiche(without, ['final']);
    expect(assembled(world).anomalies).toEqual(['case-with-several-fiches']);
    without.subject = { reference: 'Patient/gone' };
    session.serviceProvider = { reference: 'Organization/gone' };
    expect(assembled(world).anomalies.sort()).toEqual([
      'case-with-several-fiches',
      'unknown-organization',
      'unknown-patient',
    ]);
  });
});

describe('what does not fit the model', () => {
  const of = (world: World) => countAll(world.resources, ['2026-10']);

  it('is counted apart: a session without date, a treated case whose session was not held', () => {
    const world = new World();
    const undated = world.session({ start: '2026-10-06T12:30:00+02:00' });
    undated.period = { start: 'octobre' };
    const planned = world.session({ start: '2026-10-06T12:30:00+02:00', status: 'planned' });
    world.fiche(world.passage({ session: planned, patient: world.patient() }), ['final']);
    world.passage({ session: planned, patient: world.patient(), status: 'cancelled' });
    const lost = world.passage({ session: planned, patient: world.patient() });
    lost.partOf = undefined;
    expect(of(world).anomalies.sort()).toEqual([
      'case-without-session',
      'case-without-session',
      'session-without-date',
    ]);
  });

  it('harms no other: an unreadable session is one anomaly, the next one is counted', () => {
    const world = new World();
    const broken = world.session({ start: '2026-10-06T12:30:00+02:00' });
    const session = world.session({ start: '2026-10-06T12:30:00+02:00' });
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
    (broken as { participant: unknown }).participant = 'tous présents';
    const { rows, anomalies, engine } = of(world);
    expect(anomalies).toEqual(['unreadable-record']);
    expect(engine.failures).toEqual([]);
    expect(figure(rows, { indicateur: 'A1', dimension_level: 'total' })).toBe(1);
  });

  it('has a reason in French for each kind', () => {
    for (const reason of Object.values(ANOMALIES)) expect(reason).toMatch(/ : \S/);
  });
});
