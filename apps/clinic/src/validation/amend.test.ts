import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { followUpStatus, followUpTask, nextVersion, openAmendment } from './amend.ts';

const golden = { ...(goldenBundle().entry![0]!.resource as Composition), id: 'c1', status: 'final' as const };
const NOW = '2026-10-20T10:00:00+02:00';

describe('nextVersion', () => {
  const next = nextVersion(golden, '  Erreur de latéralité ', NOW);

  test('is in preparation, numbered, with its reason, and replaces the signed one', () => {
    expect(next.status).toBe('preliminary');
    expect(documentVersion(next)).toBe(documentVersion(golden) + 1);
    expect(next.extension!.find(({ url }) => url === EXTENSIONS.AMENDMENT_REASON)?.valueString).toBe(
      'Erreur de latéralité',
    );
    expect(next.relatesTo).toEqual([{ code: 'replaces', targetReference: { reference: 'Composition/c1' } }]);
    expect(next.identifier).toEqual(golden.identifier);
  });

  test('carries no signature and no server id of the old one', () => {
    expect(next.id).toBeUndefined();
    expect(next.meta).toEqual({ profile: golden.meta!.profile });
    expect(next.attester?.some(({ mode }) => mode === 'legal') ?? false).toBe(false);
  });

  test('points to the same entries, and keeps the RCP', () => {
    expect(next.section).toEqual(golden.section);
    expect(next.extension!.some(({ url }) => url === EXTENSIONS.RCP)).toBe(true);
  });

  test('a third version has one reason, one number, and replaces the second', () => {
    const third = nextVersion({ ...next, id: 'c2', status: 'amended' }, 'Suite', NOW);
    expect(documentVersion(third)).toBe(3);
    expect(third.extension!.filter(({ url }) => url === EXTENSIONS.AMENDMENT_REASON)).toHaveLength(1);
    expect(third.relatesTo![0]!.targetReference!.reference).toBe('Composition/c2');
  });
});

test('a fiche has one version in preparation: the create is conditional on it', async () => {
  const createResourceIfNoneExist = vi.fn(async (resource: unknown) => resource);
  await openAmendment({ createResourceIfNoneExist } as unknown as MedplumClient, golden, 'x');
  const query = new URLSearchParams(createResourceIfNoneExist.mock.calls[0]![1 as never] as string);
  expect(query.get('identifier')).toBe(`${golden.identifier!.system}|${golden.identifier!.value}`);
  expect(query.get('status')).toBe('preliminary');
});

describe('followUpTask', () => {
  test('is one per fiche, of its demandeur, with the reason', () => {
    const task = followUpTask(golden, 'PractitionerRole/r', 'modified', ' Refus de la patiente ', NOW);
    expect(task.identifier![0]!.value).toBe(golden.identifier!.value);
    expect(task.statusReason?.text).toBe('Refus de la patiente');
    expect(followUpStatus(task)).toBe('modified');
    expect(task.encounter).toEqual(golden.encounter);
  });

  test('applied needs no reason', () => {
    expect(followUpTask(golden, 'r', 'applied', '', NOW).statusReason).toBeUndefined();
    expect(followUpStatus(undefined)).toBeUndefined();
  });
});
