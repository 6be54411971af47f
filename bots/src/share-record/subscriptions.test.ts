/** Which writes are told to the bot: an event costs a run, and one that is missing leaves accounts wrong. */
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import { evalFhirPathTyped, toTypedValue } from '@medplum/core';
import type { Composition, Encounter, Observation, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { SHARE_SUBSCRIPTIONS } from './subscriptions.ts';

/** As both servers decide: the subscription of the criteria, the interaction, the expression. */
function isTold(current: Resource, previous: Resource | undefined, criteria: RegExp): boolean {
  const [subscription] = SHARE_SUBSCRIPTIONS.filter((one) => criteria.test(one.criteria));
  const interaction = previous ? 'update' : 'create';
  if (!subscription?.interactions?.includes(interaction)) return false;
  const variables = { '%current': toTypedValue(current), '%previous': toTypedValue(previous ?? {}) };
  return evalFhirPathTyped(subscription.expression!, [variables['%current']], variables)[0]?.value === true;
}

const SESSION = golden<Encounter>('session');
const CASE = golden<Encounter>('case');
const ENCOUNTERS = /^Encounter/;
const told = (before: Encounter, change: Partial<Encounter>) =>
  isTold({ ...before, ...change }, before, ENCOUNTERS);
const accounts = (...names: string[]) => ({ accounts: names.map((reference) => ({ reference })) });

describe('a session', () => {
  test('is told when it is planned, moved, given people, merged, cancelled, or ends', () => {
    expect(isTold(SESSION, undefined, ENCOUNTERS)).toBe(true);
    const period = { ...SESSION.period, end: '2026-12-24T18:00:00+01:00' };
    expect(told(SESSION, { period })).toBe(true);
    const individual = { reference: 'PractitionerRole/nouveau' };
    expect(told(SESSION, { participant: [...SESSION.participant!, { individual }] })).toBe(true);
    expect(told(SESSION, { serviceProvider: { reference: 'Organization/autre' } })).toBe(true);
    expect(told({ ...SESSION, status: 'planned' }, { status: 'cancelled' })).toBe(true);
    expect(told({ ...SESSION, status: 'in-progress' }, { status: 'finished' })).toBe(true);
  });

  test('is not told when it begins, nor when somebody arrives or is noted present', () => {
    expect(told({ ...SESSION, status: 'planned' }, { status: 'in-progress' })).toBe(false);
    const participant = SESSION.participant!.map((one) => ({
      ...one,
      period: { start: '2026-10-14T14:00:00Z' },
    }));
    expect(told({ ...SESSION }, { participant })).toBe(false);
  });

  test('whose accounts were written is not told: the bot’s own writes lead to nothing', () => {
    expect(told(SESSION, { meta: accounts('Organization/a', 'Group/b') })).toBe(false);
  });
});

describe('a case', () => {
  test('is told when it is put on an agenda, moved to another, given somebody’s opinion, or cancelled', () => {
    expect(isTold(CASE, undefined, ENCOUNTERS)).toBe(true);
    expect(told(CASE, { partOf: { reference: 'Encounter/autre' } })).toBe(true);
    const individual = { reference: 'PractitionerRole/nouveau' };
    expect(told(CASE, { participant: [...CASE.participant!, { individual }] })).toBe(true);
    expect(told({ ...CASE, status: 'planned' }, { status: 'cancelled' })).toBe(true);
  });

  test('is not told at each step of the meeting: its hours and its end decide nothing', () => {
    const planned: Encounter = { ...CASE, status: 'planned', period: { start: '2026-10-14T14:00:00+02:00' } };
    expect(told(planned, { status: 'in-progress' })).toBe(false);
    expect(told(planned, { period: { start: '2026-10-14T14:05:00+02:00' } })).toBe(false);
    expect(told(planned, { status: 'finished', period: { end: '2026-10-14T14:15:00+02:00' } })).toBe(false);
    expect(told(planned, { diagnosis: [] })).toBe(false);
  });
});

describe('what is written about a case', () => {
  const ECOG = golden<Observation>('ecog');
  const create = (meta: object) => isTold({ ...ECOG, meta } as Observation, undefined, /^Observation$/);

  test('is told when its writer’s establishment alone sees it', () => {
    expect(create({})).toBe(true);
    expect(create(accounts('Organization/a'))).toBe(true);
  });

  test('is not when it took the accounts of its patient, nor when it is changed', () => {
    expect(create(accounts('Organization/a', 'Organization/b'))).toBe(false);
    expect(isTold({ ...ECOG, status: 'amended' }, ECOG, /^Observation$/)).toBe(false);
  });

  test('is not when it is about no case', () => {
    const { encounter: _, ...alone } = ECOG;
    expect(isTold(alone as Observation, undefined, /^Observation$/)).toBe(false);
  });
});

describe('a fiche', () => {
  const FICHE = golden<Composition>('frcp');
  const patients = accounts('Organization/a', 'Organization/b', 'Organization/hier');
  const replaces: Partial<Composition> = {
    relatesTo: [{ code: 'replaces', targetReference: { reference: 'Composition/1' } }],
  };
  const create = (change: Partial<Composition>) =>
    isTold({ ...FICHE, meta: patients, ...change }, undefined, /^Composition$/);

  test('is told with its session, and its next version by itself: no session follows it', () => {
    expect(create({ relatesTo: undefined })).toBe(false);
    expect(create(replaces)).toBe(true);
  });

  test('in its next version is not told again when it is typed in or signed', () => {
    const next = { ...FICHE, meta: patients, ...replaces };
    expect(isTold({ ...next, status: 'amended' }, next, /^Composition$/)).toBe(false);
  });
});
