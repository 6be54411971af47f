import type { MedplumClient } from '@medplum/core';
import type { AppointmentResponse, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { currentVersion } from './current-version.ts';

const answer: AppointmentResponse & { id: string } = {
  resourceType: 'AppointmentResponse',
  id: '1',
  meta: { versionId: 'v1', lastUpdated: '2026-11-23T10:00:00Z', tag: [{ code: 'sensible' }] },
  appointment: { reference: 'Appointment/1' },
  participantStatus: 'accepted',
};
/** What share-record makes of it. */
const shared = {
  ...answer,
  meta: {
    ...answer.meta,
    versionId: 'v2',
    lastUpdated: '2026-11-23T10:00:01Z',
    author: { reference: 'Bot/1' },
    account: { reference: 'Organization/1' },
    accounts: [{ reference: 'Organization/1' }],
  },
};

/** A server with these versions, the last one current. */
function serverOf(...versions: Resource[]): MedplumClient {
  return {
    readVersion: async (_type: string, _id: string, version: string) => {
      const found = versions.find(({ meta }) => meta?.versionId === version);
      if (!found) throw new Error('Forbidden');
      return found;
    },
    readResource: async () => versions.at(-1),
  } as unknown as MedplumClient;
}
const current = (...versions: Resource[]) =>
  currentVersion(serverOf(...versions), 'AppointmentResponse/1', 'v1');

describe('the version to write over', () => {
  test('is the one a bot has just made', async () => expect(await current(answer, shared)).toBe('v2'));
  test('is none when somebody wrote meanwhile, though a bot came after', async () => {
    const theirs = { ...answer, meta: { versionId: 'v2' }, comment: 'Non' };
    expect(await current(answer, theirs, { ...theirs, meta: { versionId: 'v3' } })).toBeUndefined();
  });
  test('is none when a label came: that changes who may read it', async () => {
    const labelled = { ...shared, meta: { ...shared.meta, security: [{ code: 'R' }] } };
    expect(await current(answer, labelled)).toBeUndefined();
  });
  test('is none when the refusal had another cause', async () =>
    expect(await current(answer)).toBeUndefined());
  test('is none when the read version may not be read again', async () =>
    expect(await current(shared)).toBeUndefined());
});
