/** An establishment other than the organiser: what it sees of a case, from convocation to N days after. */
import { caseAccounts } from '@dcc/rules';
import type { MedplumClient, WithId } from '@medplum/core';
import type { Encounter, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './cells.ts';
import { fixture } from './fixtures.ts';
import { accountsOf, openWorld, refOf, type World } from './world.ts';

const TYPES = ['Patient', 'Encounter', 'Condition', 'Observation', 'Composition:final', 'DocumentReference'];
let world: World;
let session: WithId<Encounter>;
let surgeon: PractitionerRole;
let record: WithId<Resource>[];
let untouched: WithId<Resource>;

beforeAll(async () => {
  world = await openWorld();
  const { admin, here, elsewhere } = world;
  const meta = { accounts: accountsOf(elsewhere) };
  surgeon = await admin.createResource<PractitionerRole>({
    resourceType: 'PractitionerRole',
    organization: { reference: here.organization },
  });
  session = await admin.createResource<Encounter>({
    resourceType: 'Encounter',
    meta,
    status: 'planned',
    class: { code: 'VR' },
    serviceProvider: { reference: elsewhere.organization },
    period: { start: '2026-10-01T12:00:00Z', end: '2026-10-01T14:00:00Z' },
    participant: [{ individual: { reference: refOf(surgeon) } as { reference: string } }],
  });
  const make = (name: string) =>
    admin.createResource<Resource>({ ...fixture(name, elsewhere), meta } as Resource);
  record = await Promise.all(TYPES.map(make));
  untouched = await make('Observation');
}, 120_000);
afterAll(() => world?.close());

/** What the service client writes: the whole list, on everything about the case. */
async function invite(now: string): Promise<void> {
  const rcpCase = record.find(({ resourceType }) => resourceType === 'Encounter') as Encounter;
  const { centre, organization } = world.elsewhere;
  const invited = caseAccounts(rcpCase, {
    session,
    resolve: (reference) => (reference?.reference === refOf(surgeon) ? surgeon : undefined),
    groups: new Map([[world.here.organization, world.here.group]]),
    daysAfter: 30,
    now,
  });
  const accounts = [...invited, { reference: centre }].filter(({ reference }) => reference !== organization);
  for (const resource of record) {
    const stored = await world.admin.readResource(resource.resourceType as 'Patient', resource.id, {
      cache: 'reload',
    });
    const meta = { ...stored.meta, accounts: [{ reference: organization }, ...accounts] };
    await world.admin.updateResource({ ...stored, meta });
  }
}

const statuses = (caller: MedplumClient): Promise<number[]> =>
  Promise.all(record.map(async (one) => (await ask(caller, refOf(one))).status));
const all = (status: number) => record.map(() => status);

describe.each(['secretaire-rcp', 'medecin', 'coordonnateur'] as const)('%s', (role) => {
  const caller = () => world.roles.get(role)!;

  test('before anyone is convened, nothing', async () => {
    await invite('2027-01-01T00:00:00Z');
    expect(await statuses(caller())).toEqual(all(404));
  });

  test('convened: reads the case, and nothing else of the establishment', async () => {
    await invite('2026-09-20T00:00:00Z');
    expect(await statuses(caller())).toEqual(all(200));
    expect((await ask(caller(), refOf(untouched))).status).toBe(404);
  });

  test('convened: changes nothing of it', async () => {
    await invite('2026-10-15T00:00:00Z');
    for (const one of record) {
      const { status } = await ask(caller(), refOf(one), 'PUT', { ...one, language: 'fr' });
      expect(status, one.resourceType).toBe(403);
    }
  });

  test('thirty days after the session, nothing again, history included', async () => {
    await invite('2026-11-15T00:00:00Z');
    expect(await statuses(caller())).toEqual(all(404));
    expect((await ask(caller(), `${refOf(record[0]!)}/_history`)).status).toBe(404);
  });
});

test('neither the software of the invited establishment nor its 3C is invited', async () => {
  await invite('2026-10-15T00:00:00Z');
  for (const role of ['logiciel-dpi', 'administrateur-3c', 'analyste', 'administrateur'] as const) {
    expect(await statuses(world.roles.get(role)!), role).toEqual(all(404));
  }
});
