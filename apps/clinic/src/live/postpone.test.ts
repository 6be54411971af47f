import type { Composition, Encounter, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { caseFile } from '../fiche/model/index.ts';
import { CONTEXT, draft } from '../fiche/model/testing.ts';
import { positionOf } from '../session/record.ts';
import { postponement } from './postpone.ts';

const REASON = { code: 'SPECIALTY_MISSING', text: 'chirurgien attendu' } as const;
const TARGET: Encounter = {
  resourceType: 'Encounter',
  id: 'target',
  status: 'planned',
  class: { code: 'VR' },
  period: { start: '2026-11-02T18:00:00+01:00', end: '2026-11-02T20:00:00+01:00' },
};
const PASSAGE = 'urn:uuid:0b0e5f0e-0000-4000-8000-000000000001';

function file(status: Encounter['status'] = 'in-progress') {
  const state = draft();
  const records = new Map(state.records);
  const key = state.composition.encounter!.reference!;
  const rcpCase = { ...(records.get(key) as Encounter), status };
  records.set(key, rcpCase);
  const asked = rcpCase.basedOn![0]!.reference!;
  records.set(asked, { ...(records.get(asked) as ServiceRequest), status: 'active' });
  for (const [one, resource] of records)
    records.set(one, { ...resource, meta: { ...resource.meta, versionId: 'v1' } });
  return caseFile(records.get(key) as Encounter, records);
}

const sent = (target?: { session: Encounter; position: number }, from = file()) =>
  postponement({
    file: from,
    reason: REASON,
    now: CONTEXT.now,
    newId: PASSAGE.slice('urn:uuid:'.length),
    ...(target ? { target } : {}),
  }).entry!.map(({ resource, request, fullUrl }) => ({ resource: resource as Resource, request, fullUrl }));

describe('a case put off', () => {
  test('without a session waits, with its reason', () => {
    const entries = sent();
    expect(entries.map(({ resource }) => [resource.resourceType, (resource as Encounter).status])).toEqual([
      ['ServiceRequest', 'on-hold'],
      ['Encounter', 'cancelled'],
    ]);
    expect((entries[1]!.resource as Encounter).reasonCode?.[0]?.text).toBe('chirurgien attendu');
  });

  test('to a session has a new passage there, planned, without the hours and opinions of this evening', () => {
    const entries = sent({ session: TARGET, position: 7 });
    const passage = entries.find(({ fullUrl }) => fullUrl === PASSAGE)!.resource as Encounter;
    expect(passage).toMatchObject({
      status: 'planned',
      partOf: { reference: 'Encounter/target' },
      period: { start: TARGET.period!.start },
    });
    expect(passage.id).toBeUndefined();
    expect(positionOf(passage)).toBe(7);
    expect(passage.period?.end).toBeUndefined();
    expect(JSON.stringify(passage)).not.toMatch(/ORG-134|ORG-128|dcc-attendance/);
    const request = entries.find(({ resource }) => resource.resourceType === 'ServiceRequest')!
      .resource as ServiceRequest;
    expect(request).toMatchObject({ status: 'active', occurrenceDateTime: TARGET.period!.start });
  });

  test('takes its fiche and all that was written with it', () => {
    const entries = sent({ session: TARGET, position: 1 });
    const moved = entries.filter(
      ({ resource }) => (resource as { encounter?: { reference?: string } }).encounter?.reference === PASSAGE,
    );
    const types = new Set(moved.map(({ resource }) => resource.resourceType));
    for (const type of ['Composition', 'Condition', 'Observation', 'CarePlan']) expect(types).toContain(type);
    const fiche = moved.find(({ resource }) => resource.resourceType === 'Composition')!
      .resource as Composition;
    expect(fiche.event?.[0]).toMatchObject({
      period: TARGET.period,
      detail: [{ reference: 'Encounter/target' }],
    });
  });

  test('changes only what nobody changed meanwhile', () => {
    const updates = sent({ session: TARGET, position: 1 }).filter(({ request }) => request?.method === 'PUT');
    expect(updates.length).toBeGreaterThan(5);
    expect(updates.every(({ request }) => request?.ifMatch === 'W/"v1"')).toBe(true);
  });

  test('is not put off once treated', () => {
    expect(() => sent(undefined, file('finished'))).toThrow('déjà traité');
  });
});
