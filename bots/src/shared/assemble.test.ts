import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { crossingRules } from '@dcc/rules';
import type { CareTeam, Composition, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { assemble } from './assemble.ts';

const FICHE = golden<Composition>('frcp').id!;
/** Belong to the directory, not to the fiche. */
const OUTSIDE = ['affiliation-clinic', 'affiliation-hospital'];

let server: TestServer;
beforeAll(async () => {
  server = new TestServer();
  await server.add(...goldenResources().values());
});

const names = (resources: Iterable<Resource>) =>
  [...resources].map(({ resourceType, id }) => `${resourceType}/${id}`).sort();
const read = async (from = server) => {
  const { bundle } = await assemble(from.medplum, FICHE);
  return bundle.entry!.map(({ resource }) => resource!);
};

describe('assemble', () => {
  test('brings the whole golden record, and nothing else, in three requests', async () => {
    server.requests = 0;
    const { bundle, requests } = await assemble(server.medplum, FICHE);
    expect(requests).toBe(3);
    expect(server.requests).toBe(3);
    const expected = [...goldenResources()].filter(([name]) => !OUTSIDE.includes(name)).map(([, one]) => one);
    expect(names(bundle.entry!.map(({ resource }) => resource!))).toEqual(names(expected));
    expect(crossingRules(bundle, { now: '2026-10-20T09:00:00+02:00' })).toEqual([]);
  });

  test('has the fiche first and the others in one order, so that a retry gives the same bytes', async () => {
    const resources = await read();
    expect(resources[0]!.id).toBe(FICHE);
    const others = resources.slice(1).map(({ resourceType, id }) => `${resourceType}/${id}`);
    expect(others).toEqual(others.toSorted());
    const shuffled = new TestServer();
    await shuffled.add(...[...goldenResources().values()].reverse());
    expect(names(await read(shuffled))).toEqual(names(resources));
  });

  test('takes one request less when the fiche is given', async () => {
    const { requests } = await assemble(server.medplum, golden<Composition>('frcp'));
    expect(requests).toBe(2);
  });

  test('brings what is asked for besides, with its own people', async () => {
    const other = new TestServer();
    const practitioner: Resource = {
      resourceType: 'Practitioner',
      id: '33333333-3333-4333-8333-333333333333',
    };
    const role: Resource = {
      resourceType: 'PractitionerRole',
      id: '44444444-4444-4444-8444-444444444444',
      practitioner: { reference: `Practitioner/${practitioner.id}` },
    };
    await other.add(...goldenResources().values(), practitioner, role);
    const { bundle } = await assemble(other.medplum, FICHE, [{ reference: `PractitionerRole/${role.id}` }]);
    const found = names(bundle.entry!.map(({ resource }) => resource!));
    expect(found).toContain(`PractitionerRole/${role.id}`);
    expect(found).toContain(`Practitioner/${practitioner.id}`);
  });

  test('never brings the patient of a mixed-up entry, nor another fiche', async () => {
    const other = new TestServer();
    const stranger: Patient = { resourceType: 'Patient', id: '55555555-5555-4555-8555-555555555555' };
    const ecog: Observation = {
      ...golden<Observation>('ecog'),
      subject: { reference: `Patient/${stranger.id}` },
    };
    await other.add(...goldenResources().values(), stranger, ecog);
    const resources = await read(other);
    expect(resources.filter(({ resourceType }) => resourceType === 'Patient')).toHaveLength(1);
    expect(resources.filter(({ resourceType }) => resourceType === 'Composition')).toHaveLength(1);
  });

  test('brings the correspondents of this patient only', async () => {
    const other = new TestServer();
    const foreign: CareTeam = {
      ...golden<CareTeam>('care-team'),
      id: 'x',
      subject: { reference: 'Patient/other' },
    };
    await other.add(...goldenResources().values(), foreign);
    const teams = (await read(other)).filter(({ resourceType }) => resourceType === 'CareTeam');
    expect(teams.map(({ id }) => id)).toEqual([golden('care-team').id]);
  });

  test('leaves a reference to nothing unresolved', async () => {
    const other = new TestServer();
    const lost = golden('ecog');
    await other.add(...[...goldenResources().values()].filter(({ id }) => id !== lost.id));
    const { bundle } = await assemble(other.medplum, FICHE);
    const refusals = crossingRules(bundle, { now: '2026-10-20T09:00:00+02:00' });
    expect(refusals.map(({ code }) => code)).toEqual(['entry-missing']);
  });

  test('says in French that there is no such fiche', async () => {
    await expect(assemble(server.medplum, 'nowhere')).rejects.toThrow('introuvable');
  });

  test('an outage is an error, never a smaller record', async () => {
    const other = new TestServer();
    await other.add(...goldenResources().values());
    other.before = ({ n }) => {
      if (n === 2) {
        throw new Error('panne');
      }
    };
    await expect(assemble(other.medplum, FICHE)).rejects.toThrow('panne');
  });
});
