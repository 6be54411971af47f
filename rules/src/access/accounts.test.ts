import { EXTENSIONS } from '@dcc/fhir-profiles';
import type { Encounter, PractitionerRole, Reference, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import {
  caseAccounts,
  type Invitation,
  inscriptionAccounts,
  patientAccounts,
  sameAccounts,
  sessionAccounts,
} from './accounts.ts';

const role = (id: string, organization: string): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  id,
  organization: { reference: organization },
});
const ROLES = new Map<string, Resource>(
  [
    role('chair', 'Organization/organiser'),
    role('surgeon', 'Organization/clinic'),
    role('gp', 'Organization/office'),
    role('member', 'Organization/hospital'),
  ].map((one) => [`PractitionerRole/${one.id}`, one]),
);
const GROUPS = new Map([
  ['Organization/organiser', 'Group/organiser'],
  ['Organization/requester', 'Group/requester'],
  ['Organization/clinic', 'Group/clinic'],
  ['Organization/hospital', 'Group/hospital'],
]);
const encounter = (more: Partial<Encounter>): Encounter => ({
  resourceType: 'Encounter',
  status: 'planned',
  class: { code: 'VR' },
  ...more,
});
const extension = (url: string, reference: string) => ({ url, valueReference: { reference } });
const participant = (...ids: string[]) =>
  ids.map((id) => ({ individual: { reference: `PractitionerRole/${id}` } }));

const SESSION = encounter({
  serviceProvider: { reference: 'Organization/organiser' },
  extension: [extension(EXTENSIONS.GESTIONNAIRE_3C, 'Organization/centre')],
  period: { start: '2026-10-01T14:00:00+02:00', end: '2026-10-01T16:00:00+02:00' },
  participant: participant('chair', 'surgeon'),
});
const CASE = encounter({
  serviceProvider: { reference: 'Organization/organiser' },
  extension: [extension(EXTENSIONS.REQUESTER_ORGANIZATION, 'Organization/requester')],
});
const OWNERS = ['Organization/organiser', 'Organization/centre', 'Organization/requester'];

function accounts(changes: Partial<Invitation> = {}, rcpCase = CASE): (string | undefined)[] {
  const invitation = {
    session: SESSION,
    resolve: (reference: Reference | undefined) => ROLES.get(reference?.reference ?? ''),
    groups: GROUPS,
    daysAfter: 30,
    now: '2026-10-10T09:00:00+02:00',
    ...changes,
  };
  return caseAccounts(rcpCase, invitation as Invitation).map(({ reference }) => reference);
}

describe('owners', () => {
  test('are the organiser, its 3C and the demandeur’s establishment, for ever', () => {
    expect(accounts({ now: '2036-10-10T09:00:00+02:00' })).toEqual(OWNERS);
  });

  test('are named once when one of them is two', () => {
    const requester = [extension(EXTENSIONS.REQUESTER_ORGANIZATION, 'Organization/organiser')];
    const own = accounts({ now: '2036-10-10T09:00:00+02:00' }, { ...CASE, extension: requester });
    expect(own).toEqual(['Organization/organiser', 'Organization/centre']);
  });
});

describe('invited establishments', () => {
  test('are those of whoever is convened, under their Group, never the owners', () => {
    expect(accounts()).toEqual([...OWNERS, 'Group/clinic']);
  });

  test('and those of the members of the RCP', () => {
    const members = [ROLES.get('PractitionerRole/member') as PractitionerRole];
    expect(accounts({ members })).toEqual([...OWNERS, 'Group/hospital', 'Group/clinic']);
  });

  test('and those convened for the case alone', () => {
    const session = { ...SESSION, participant: participant('chair') };
    expect(accounts({ session }, { ...CASE, participant: participant('surgeon') })).toContain('Group/clinic');
  });

  test('without a Group are not invited', () => {
    const session = { ...SESSION, participant: participant('gp', 'nobody') };
    expect(accounts({ session })).toEqual(OWNERS);
  });
});

describe('an invitation', () => {
  test.each([
    ['weeks before', '2026-09-01T09:00:00+02:00', 30, true],
    ['the last hour', '2026-10-31T14:59:00Z', 30, false],
    ['its last minute', '2026-10-31T14:00:00Z', 30, true],
    ['a minute later', '2026-10-31T14:01:00Z', 30, false],
    ['without delay, during', '2026-10-01T15:00:00+02:00', 0, true],
    ['without delay, after', '2026-10-01T16:01:00+02:00', 0, false],
  ])('%s', (_, now, daysAfter, isInvited) => {
    expect(accounts({ now, daysAfter }).includes('Group/clinic')).toBe(isInvited);
  });

  test('falls with a session or a case that is cancelled', () => {
    expect(accounts({ session: { ...SESSION, status: 'cancelled' } })).toEqual(OWNERS);
    expect(accounts({}, { ...CASE, status: 'cancelled' })).toEqual(OWNERS);
  });

  test('does not begin without a date', () => {
    const { period: _, ...session } = SESSION;
    expect(accounts({ session })).toEqual(OWNERS);
  });
});

const references = (...all: string[]) => all.map((reference) => ({ reference }));

describe('a session', () => {
  const invitation = {
    resolve: (reference: Reference | undefined) => ROLES.get(reference?.reference ?? ''),
    groups: GROUPS,
    daysAfter: 30,
  };

  test('is its organiser’s and its 3C’s, and read by who is convened', () => {
    const accounts = sessionAccounts(SESSION, { ...invitation, now: '2026-10-01T09:00:00Z' });
    expect(accounts).toEqual(references('Organization/organiser', 'Organization/centre', 'Group/clinic'));
  });

  test('is closed again with its cases', () => {
    const accounts = sessionAccounts(SESSION, { ...invitation, now: '2026-12-01T09:00:00Z' });
    expect(accounts).toEqual(references('Organization/organiser', 'Organization/centre'));
  });
});

describe('an inscription on no agenda', () => {
  const rcp = {
    resourceType: 'HealthcareService' as const,
    providedBy: { reference: 'Organization/organiser' },
    extension: [extension(EXTENSIONS.GESTIONNAIRE_3C, 'Organization/centre')],
  };

  test('is seen by who organises and by who asks', () => {
    expect(inscriptionAccounts(rcp, role('x', 'Organization/requester'))).toEqual(references(...OWNERS));
  });

  test('names each establishment once, and none that is not known', () => {
    const own = ['Organization/organiser', 'Organization/centre'];
    expect(inscriptionAccounts(rcp, role('x', 'Organization/organiser'))).toEqual(references(...own));
    expect(inscriptionAccounts(rcp)).toEqual(references(...own));
    expect(inscriptionAccounts({ resourceType: 'HealthcareService' })).toEqual([]);
  });
});

describe('a patient', () => {
  const hospital = references('Organization/hospital');

  test('keeps the establishments that know her, and gains those of her cases', () => {
    const found = patientAccounts(hospital, [references('Organization/a'), references('Organization/b')]);
    expect(found).toEqual(references('Organization/hospital', 'Organization/a', 'Organization/b'));
  });

  test('is read by an invited establishment while one of her cases invites it', () => {
    const known = references('Organization/hospital', 'Group/clinic', 'Group/old');
    expect(patientAccounts(known, [references('Group/clinic')])).toEqual(
      references('Organization/hospital', 'Group/clinic'),
    );
    expect(patientAccounts(known, [])).toEqual(hospital);
  });
});

test('sameAccounts looks at neither order nor repetition, and at everything else', () => {
  const [a, b] = [{ reference: 'Organization/a' }, { reference: 'Group/b' }];
  expect(sameAccounts([a, b], [b, a, b])).toBe(true);
  expect(sameAccounts([a], [a, b])).toBe(false);
  expect(sameAccounts([], [])).toBe(true);
});
