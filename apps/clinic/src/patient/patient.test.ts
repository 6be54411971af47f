import type { Consent, Patient } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { announce } from './announce.ts';
import { isAskable } from './search.ts';
import { readCurrent } from './use-patient.ts';

const patients: Record<string, Patient> = {
  kept: { resourceType: 'Patient', id: 'kept' },
  merged: {
    resourceType: 'Patient',
    id: 'merged',
    link: [{ type: 'replaced-by', other: { reference: 'Patient/kept' } }],
  },
  twice: {
    resourceType: 'Patient',
    id: 'twice',
    link: [{ type: 'replaced-by', other: { reference: 'Patient/merged' } }],
  },
  a: { resourceType: 'Patient', id: 'a', link: [{ type: 'replaced-by', other: { reference: 'Patient/b' } }] },
  b: { resourceType: 'Patient', id: 'b', link: [{ type: 'replaced-by', other: { reference: 'Patient/a' } }] },
};
const medplum = { readResource: vi.fn(async (_: string, id: string) => patients[id]!) } as never;

describe('a patient merged meanwhile', () => {
  test.each([
    ['kept', 'kept', false],
    ['merged', 'kept', true],
    ['twice', 'kept', true],
  ])('%s is read as %s', async (id, kept, merged) => {
    const current = await readCurrent(medplum, id);
    expect([current.patient.id, current.merged]).toEqual([kept, merged]);
  });

  test('a ring of merges, a fault of somebody’s, ends', async () => {
    expect(['a', 'b']).toContain((await readCurrent(medplum, 'a')).patient.id);
  });
});

describe('saying that it was told', () => {
  const patient = patients.kept!;
  const telling = { on: '2026-10-01', by: { reference: 'PractitionerRole/r' } };
  const make = () => ({
    createResourceIfNoneExist: vi.fn(async (one: Consent) => one),
    updateResource: vi.fn(async (one: Consent) => one),
  });

  test('the first word makes the guard once, open, named after its inscription', async () => {
    const client = make();
    const state = { state: 'unknown' as const };
    const made = await announce(
      client as never,
      { state, inscription: 'ServiceRequest/s' },
      patient,
      telling,
    );
    expect(made.provision).toMatchObject({ type: 'permit', period: { start: '2026-10-01' } });
    expect(client.createResourceIfNoneExist.mock.calls[0]).toHaveLength(2);
    expect(made.identifier![0]!.value).toBe('announcement-s');
  });

  test('opened, then closed again, always over the version that was read', async () => {
    const client = make();
    const consent = {
      ...(await announce(
        client as never,
        { state: { state: 'unknown' }, inscription: 'ServiceRequest/s' },
        patient,
        undefined,
      )),
      id: 'c',
      meta: { versionId: '1' },
    };
    expect(consent.provision?.type).toBe('deny');
    const open = await announce(
      client as never,
      { state: { state: 'not-told', consent }, inscription: 'ServiceRequest/s' },
      patient,
      telling,
    );
    expect(open.provision?.type).toBe('permit');
    const closed = await announce(
      client as never,
      { state: { state: 'told', consent: open }, inscription: 'ServiceRequest/s' },
      patient,
      undefined,
    );
    expect(closed.provision?.type).toBe('deny');
    expect(client.updateResource.mock.calls.map((call) => (call as unknown[])[1])).toEqual(
      Array(2).fill({ headers: { 'If-Match': 'W/"1"' } }),
    );
  });
});

test('one letter asks nothing; two, a date or a number do', () => {
  expect(['', 'd', ' '].map(isAskable)).toEqual([false, false, false]);
  expect(['du', '12/03/1961', '1961', '90000012'].map(isAskable)).toEqual([true, true, true, true]);
});
