/** Who sees a record before and after `share-record` ran: roles write at home, the bot shows it to the others. */
import { handler } from '@dcc/bots/src/share-record/handler.ts';
import { DCC_CODES, EXTENSIONS } from '@dcc/fhir-profiles';
import { MedplumClient, type WithId } from '@medplum/core';
import type { Encounter, HealthcareService, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './cells.ts';
import { openWorld, refOf, type World } from './world.ts';

const DAY_MS = 86_400_000;
const instant = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const concept = (code: { system: string; code: string }) => ({
  coding: [{ system: code.system, code: code.code }],
});

let world: World;
let service: MedplumClient;
/** The establishment of the demandeur, of who organises, and of somebody convened from a third one. */
let demandeur: MedplumClient;
let coordinator: MedplumClient;
let convened: MedplumClient;
let rcp: WithId<HealthcareService>;
let roles: Record<'demandeur' | 'convened', WithId<PractitionerRole>>;
let patient: WithId<Resource>;
let inscription: WithId<Resource>;
let session: WithId<Encounter>;
let rcpCase: WithId<Encounter>;

beforeAll(async () => {
  world = await openWorld();
  const { admin, here, elsewhere, harness } = world;
  service = new MedplumClient({ baseUrl: harness.server.url, extendedMode: true, cacheTime: 0 });
  await service.startClientLogin(harness.server.clientId, harness.server.clientSecret!);
  const third = refOf(await admin.createResource({ resourceType: 'Organization', name: 'ET tiers' }));
  const managingEntity = { reference: third };
  const group = refOf(
    await admin.createResource({ resourceType: 'Group', type: 'practitioner', actual: true, managingEntity }),
  );
  demandeur = world.roles.get('medecin')!;
  coordinator = await world.login('coordonnateur', elsewhere);
  convened = await world.login('medecin', { ...elsewhere, organization: third, group });
  rcp = await admin.createResource<HealthcareService>({
    resourceType: 'HealthcareService',
    providedBy: { reference: elsewhere.organization },
    extension: [{ url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: { reference: elsewhere.centre } }],
  });
  const roleAt = (organization: string) =>
    admin.createResource<PractitionerRole>({
      resourceType: 'PractitionerRole',
      organization: { reference: organization },
    });
  roles = { demandeur: await roleAt(here.organization), convened: await roleAt(third) };
}, 120_000);
afterAll(() => world?.close());

const share = (resource: Resource | undefined, days?: number) =>
  handler(service, {
    input: resource as never,
    secrets:
      days === undefined
        ? {}
        : { DCC_INVITATION_DAYS: { name: 'DCC_INVITATION_DAYS', valueString: String(days) } },
  });
const status = async (who: MedplumClient, resource: Resource) => (await ask(who, refOf(resource))).status;

describe('an inscription, told in order', () => {
  test('is seen at home as soon as it is written, and nowhere else', async () => {
    patient = await demandeur.createResource({ resourceType: 'Patient', name: [{ family: 'Partagée' }] });
    inscription = await demandeur.createResource({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      category: [concept(DCC_CODES.INSCRIPTION)],
      subject: { reference: refOf(patient) },
      requester: { reference: refOf(roles.demandeur) },
      performer: [{ reference: refOf(rcp) }],
    });
    expect(await status(demandeur, inscription)).toBe(200);
    expect(await status(coordinator, inscription)).toBe(404);
    expect(await status(coordinator, patient)).toBe(404);
  });

  test('is then seen by who organises, with the patient', async () => {
    await share(inscription);
    for (const one of [inscription, patient]) {
      expect(await status(demandeur, one)).toBe(200);
      expect(await status(coordinator, one)).toBe(200);
      expect(await status(convened, one)).toBe(404);
    }
  });

  test('becomes a case of a session that the organiser holds; the demandeur sees it once shared', async () => {
    const base = { status: 'planned' as const, class: { code: 'VR' } };
    const period = { start: instant(-10.1), end: instant(-10) };
    const own = { serviceProvider: { reference: world.elsewhere.organization } };
    const extension = [{ url: EXTENSIONS.RCP, valueReference: { reference: refOf(rcp) } }];
    session = await coordinator.createResource<Encounter>({
      resourceType: 'Encounter',
      ...base,
      ...own,
      period,
      type: [concept(DCC_CODES.SESSION)],
      extension: [
        ...extension,
        { url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: { reference: world.elsewhere.centre } },
      ],
      participant: [{ individual: { reference: refOf(roles.convened) } as { reference: string } }],
    });
    rcpCase = await coordinator.createResource<Encounter>({
      resourceType: 'Encounter',
      ...base,
      ...own,
      period,
      type: [concept(DCC_CODES.CASE)],
      extension: [
        ...extension,
        { url: EXTENSIONS.REQUESTER_ORGANIZATION, valueReference: { reference: world.here.organization } },
      ],
      subject: { reference: refOf(patient) },
      basedOn: [{ reference: refOf(inscription) }],
      partOf: { reference: refOf(session) },
    });
    expect(await status(coordinator, rcpCase)).toBe(200);
    await share(rcpCase);
    expect(await status(demandeur, rcpCase)).toBe(200);
    expect(await status(coordinator, rcpCase)).toBe(200);
  });

  test('what the demandeur writes about it is seen by the organiser', async () => {
    const observation = await demandeur.createResource({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'ECOG' },
      subject: { reference: refOf(patient) },
      encounter: { reference: refOf(rcpCase) },
    });
    await share(observation);
    expect(await status(demandeur, observation)).toBe(200);
    expect(await status(coordinator, observation)).toBe(200);
  });
});

describe('the establishment of somebody convened', () => {
  test('reads the session, the case and the patient, and writes nothing', async () => {
    await share(session);
    for (const one of [session, rcpCase, patient, inscription]) expect(await status(convened, one)).toBe(200);
    const edit = await ask(convened, refOf(inscription), 'PUT', { ...inscription, language: 'fr' });
    expect(edit.status).toBe(403);
  });

  test('reads them until the days are over, and then nothing', async () => {
    await share(session, 11);
    expect(await status(convened, rcpCase)).toBe(200);
    await share(session, 9);
    for (const one of [rcpCase, patient, inscription]) expect(await status(convened, one)).toBe(404);
    for (const who of [demandeur, coordinator]) expect(await status(who, rcpCase)).toBe(200);
  });

  test('is shut out by the nightly run too', async () => {
    await share(session);
    expect(await status(convened, rcpCase)).toBe(200);
    await share(undefined, 9);
    expect(await status(convened, rcpCase)).toBe(404);
  });
});
