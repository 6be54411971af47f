import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Encounter, Group, Observation, Patient, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { forget } from './directory.ts';
import { handler } from './handler.ts';

const ORGANISER = `Organization/${golden('org-hospital').id}`;
const CENTRE = `Organization/${golden('org-3c').id}`;
const REQUESTER = `Organization/${golden('org-clinic').id}`;
const OFFICE = `Organization/${golden('org-office').id}`;
const OWNERS = [ORGANISER, CENTRE, REQUESTER];
/** A week after the golden session. */
const NOW = '2026-10-21T09:00:00+02:00';

let server: TestServer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  server = new TestServer();
  await server.add(...goldenResources().values());
});
afterEach(() => {
  vi.useRealTimers();
  forget();
});

const run = (input: unknown, days?: string) =>
  handler(server.medplum, {
    input: input as never,
    secrets: days ? { DCC_INVITATION_DAYS: { name: 'DCC_INVITATION_DAYS', valueString: days } } : {},
  });
const stored = (name: string) => {
  const { resourceType, id } = golden(name);
  return server.all(resourceType).find((one) => one.id === id)!;
};
const accounts = (name: string) => stored(name).meta?.accounts?.map(({ reference }) => reference) ?? [];
const group = (organization: string): Group => ({
  resourceType: 'Group',
  id: crypto.randomUUID(),
  type: 'practitioner',
  actual: true,
  managingEntity: { reference: organization },
});

describe('a case', () => {
  test('is shown with everything about it to who organises, to its 3C and to who asked', async () => {
    await run(golden('case'));
    const types = ['case', 'inscription', 'frcp', 'tumour', 'ecog', 'decision', 'treatment-surgery', 'exam'];
    for (const name of [...types, 'document-pathology', 'quorum']) {
      expect(accounts(name).toSorted(), name).toEqual(OWNERS.toSorted());
    }
  });

  test('is shown with who it is about, who keeps those who knew her', async () => {
    await server.repository.updateResource({
      ...golden<Patient>('patient'),
      meta: { accounts: [{ reference: 'Organization/autre' }, { reference: 'Group/ancien' }] },
    });
    await run(golden('case'));
    expect(accounts('patient').toSorted()).toEqual(['Organization/autre', ...OWNERS].toSorted());
    expect(accounts('care-team')).toEqual(accounts('patient'));
    expect(accounts('specimen-biopsy')).toEqual(accounts('patient'));
  });

  test('is found from anything written about it', async () => {
    await run(golden('ecog'));
    expect(accounts('case')).toEqual(OWNERS);
    const { shared } = await run(golden('document-pathology'));
    expect(shared).toBe(0);
  });

  test('keeps its content, and its profile', async () => {
    await run(golden('case'));
    const { meta, ...after } = stored('ecog');
    const { meta: before, ...content } = golden<Observation>('ecog');
    expect(after).toEqual(content);
    expect(meta?.profile).toEqual(before?.profile);
  });

  test('is written once: what is right is left alone, so that nothing follows from it', async () => {
    expect((await run(golden('case'))).shared).toBeGreaterThan(20);
    const before = server.fingerprint();
    for (const name of ['case', 'frcp', 'inscription', 'session']) {
      const { shared } = await run(golden(name));
      if (name !== 'session') expect(shared, name).toBe(0);
    }
    expect((await run(golden('session'))).shared).toBe(0);
    expect(server.fingerprint().split('\n').length).toBe(before.split('\n').length);
  });

  test('of another patient is none of its business', async () => {
    await server.add({ ...golden<Patient>('patient'), id: 'autre' });
    await server.add({
      ...golden<Observation>('ecog'),
      id: 'ailleurs',
      subject: { reference: 'Patient/autre' },
      encounter: { reference: 'Encounter/autre' },
    });
    await run(golden('case'));
    expect(server.all('Observation').find(({ id }) => id === 'ailleurs')?.meta?.accounts).toBeUndefined();
  });
});

describe('an invited establishment', () => {
  const invited = group(OFFICE);
  const office = { ...golden<Resource>('role-gp') } as Resource;

  beforeEach(async () => {
    await server.add(invited);
    const session = golden<Encounter>('session');
    const individual = { reference: `PractitionerRole/${office.id}` };
    await server.repository.updateResource({
      ...session,
      participant: [...session.participant!, { individual }],
    });
    // The médecin traitant works there too: only the session shall invite.
    const rcpCase = golden<Encounter>('case');
    const participant = rcpCase.participant!.filter(
      (one) => one.individual?.reference !== individual.reference,
    );
    await server.repository.updateResource({ ...rcpCase, participant });
  });

  test('sees the session and its cases from the day somebody of it is convened', async () => {
    await run(golden('session'));
    for (const name of ['session', 'case', 'frcp', 'ecog', 'patient']) {
      expect(accounts(name), name).toContain(`Group/${invited.id}`);
    }
  });

  test('sees them no longer when the days are over', async () => {
    await run(golden('session'));
    await run(golden('session'), '3');
    for (const name of ['session', 'case', 'frcp', 'ecog', 'patient']) {
      expect(accounts(name), name).not.toContain(`Group/${invited.id}`);
    }
    expect(accounts('case')).toEqual(OWNERS);
  });

  test('is shut out by the nightly run, though nobody writes', async () => {
    await run(golden('session'));
    vi.setSystemTime(new Date('2026-11-10T03:20:00+01:00'));
    await run(undefined);
    expect(accounts('case')).toContain(`Group/${invited.id}`);
    vi.setSystemTime(new Date('2026-11-15T03:20:00+01:00'));
    await run(undefined);
    expect(accounts('case')).toEqual(OWNERS);
    expect((await run({ resourceType: 'Bot' })).shared).toBe(0);
  });

  test('is taken away with a session that is cancelled', async () => {
    await run(golden('session'));
    await server.repository.updateResource({ ...(stored('session') as Encounter), status: 'cancelled' });
    await run(golden('session'));
    expect(accounts('case')).toEqual(OWNERS);
  });

  test.each(['trente', '-1', '1.5', '99999'])('is not invited for « %s » days', async (days) => {
    await expect(run(golden('case'), days)).rejects.toThrow('DCC_INVITATION_DAYS');
  });
});

describe('an inscription', () => {
  test('on no agenda yet is shown to who organises the RCP', async () => {
    await server.repository.deleteResource('Encounter', golden('case').id!);
    await run(golden('inscription'));
    expect(accounts('inscription')).toEqual(OWNERS);
    expect(accounts('patient')).toEqual(OWNERS);
    expect(accounts('ecog')).toEqual([]);
  });

  test('of a case goes with it', async () => {
    await run(golden('inscription'));
    expect(accounts('frcp')).toEqual(OWNERS);
  });

  test('that names no RCP stays where it is', async () => {
    await server.repository.deleteResource('Encounter', golden('case').id!);
    const { performer: _, ...request } = golden<ServiceRequest>('inscription');
    await server.repository.updateResource(request);
    const before = server.fingerprint();
    expect(await run(request)).toEqual({ shared: 0 });
    expect(server.fingerprint()).toBe(before);
  });
});

describe('a convocation', () => {
  test('and its answers are shown to who is convened and who convenes', async () => {
    const session = `Encounter/${golden('session').id}`;
    await server.add({
      resourceType: 'Appointment',
      id: 'convocation',
      status: 'booked',
      supportingInformation: [{ reference: session }],
      participant: [{ actor: { reference: 'PractitionerRole/x' }, status: 'needs-action' }],
    });
    const answer: Resource = {
      resourceType: 'AppointmentResponse',
      id: 'reponse',
      meta: { accounts: [{ reference: 'Organization/maison' }] },
      appointment: { reference: 'Appointment/convocation' },
      participantStatus: 'accepted',
    };
    await server.add(answer);
    await server.repository.updateResource(answer);
    await run(answer);
    const of = (type: Resource['resourceType']) =>
      server.all(type)[0]!.meta?.accounts?.map(({ reference }) => reference);
    expect(of('Appointment')).toEqual([ORGANISER, CENTRE]);
    expect(of('AppointmentResponse')).toEqual(['Organization/maison', ORGANISER, CENTRE]);
  });
});

describe('what leads nowhere', () => {
  test.each([
    ['a resource of no case', { resourceType: 'Observation', id: 'x', status: 'final', code: {} }],
    ['a case that is gone', { resourceType: 'Encounter', id: '404', status: 'planned', class: {} }],
    [
      'an answer to nothing',
      { resourceType: 'AppointmentResponse', appointment: {}, participantStatus: 'accepted' },
    ],
  ])('%s: nothing is written', async (_, input) => {
    const before = server.fingerprint();
    expect(await run(input)).toEqual({ shared: 0 });
    expect(server.fingerprint()).toBe(before);
  });
});

describe('cut at any request, then run again', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('request %i', async (n) => {
    server.requests = 0;
    server.before = (request) => {
      if (request.n === n) throw new Error('panne');
    };
    const first = await run(golden('case')).catch((error: Error) => error.message);
    server.before = undefined;
    await run(golden('case'));
    expect(accounts('case'), String(first)).toEqual(OWNERS);
    expect(accounts('ecog').toSorted()).toEqual(OWNERS.toSorted());
    expect(accounts('patient').toSorted()).toEqual(OWNERS.toSorted());
  });

  /** Somebody writes the case just before each of these transactions. @returns how many transactions were asked. */
  function crossed(times: number): () => number {
    let asked = 0;
    server.before = ({ body }) => {
      if (!body?.includes('"transaction"')) return;
      asked += 1;
      if (asked <= times) {
        void server.repository.updateResource({ ...golden<Encounter>('case'), language: `fr-${asked}` });
      }
    };
    return () => asked;
  }

  test('what somebody writes meanwhile is not undone, and the record is read anew at once', async () => {
    const asked = crossed(2);
    await run(golden('case'));
    expect(asked()).toBe(3);
    expect(stored('case')).toMatchObject({ language: 'fr-2' });
    for (const name of ['case', 'ecog', 'patient']) {
      expect(accounts(name).toSorted(), name).toEqual(OWNERS.toSorted());
    }
  });

  test('who goes on writing wins: the event is given back to be tried again', async () => {
    const asked = crossed(Number.POSITIVE_INFINITY);
    await expect(run(golden('case'))).rejects.toThrow();
    expect(asked()).toBe(4);
    expect(stored('case')).toMatchObject({ language: 'fr-4' });
    server.before = undefined;
    await run(golden('case'));
    expect(accounts('case')).toEqual(OWNERS);
  });

  test('a refusal of another kind is not tried again', async () => {
    let asked = 0;
    server.before = ({ body }) => {
      if (body?.includes('"transaction"') && ++asked) throw new Error('panne');
    };
    await expect(run(golden('case'))).rejects.toThrow();
    expect(asked).toBe(1);
  });
});
