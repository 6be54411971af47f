import { type AnswerMode, answersOf, responseOf } from '@dcc/rules/src/calendar/answers.ts';
import { convocationOf } from '@dcc/rules/src/calendar/convocation.ts';
import { sessionOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { MedplumClient } from '@medplum/core';
import type { AppointmentResponse, Bundle, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { cancelSession, convene, giveAnswer, loadContents, moveSession } from './actions.ts';

const session = sessionOfTests({ meta: { versionId: '3', profile: [] } });
const convocation = { ...convocationOf(session, 'RCP Sein'), id: 'invite', meta: { versionId: '1' } };
const passage = (id: string, status: Encounter['status']): Encounter => ({
  ...sessionOfTests({ id, status }),
  basedOn: [{ reference: `ServiceRequest/r-${id}` }],
});

/** A server with one session, two passages and a convocation. */
function server(batchStatus = '200') {
  const asked: string[] = [];
  const written: Resource[] = [];
  const found: Record<string, Resource[]> = {
    Encounter: [passage('a', 'planned'), passage('b', 'cancelled')],
  };
  const client = {
    readResource: async () => session,
    search: async (type: string, query: string) => {
      asked.push(`${type}?${query}`);
      return { resourceType: 'Bundle', entry: (found[type] ?? []).map((resource) => ({ resource })) };
    },
    searchOne: async () => convocation,
    executeBatch: async ({ entry = [] }: Bundle) => {
      written.push(...entry.map(({ resource }) => resource!));
      return { resourceType: 'Bundle', entry: entry.map(() => ({ response: { status: batchStatus } })) };
    },
    updateResource: async (resource: Resource) => {
      written.push(resource);
      return resource;
    },
    createResourceIfNoneExist: async (resource: Resource) => {
      written.push(resource);
      return { ...resource, id: 'new', meta: { versionId: '1' } };
    },
  };
  return { asked, written, found, client: client as unknown as MedplumClient };
}

describe('a session with what hangs on it', () => {
  test('is read with the prepared fiches of its open passages only', async () => {
    const { asked, client } = server();
    const contents = await loadContents(client, 'tuesday');
    expect(contents.cases.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(contents.convocation?.id).toBe('invite');
    expect(asked.find((one) => one.startsWith('Composition'))).toContain('encounter=Encounter/a&');
  });

  test('without open passage asks for no fiche', async () => {
    const { asked, found, client } = server();
    found.Encounter = [];
    expect((await loadContents(client, 'tuesday')).fiches).toEqual([]);
    expect(asked.some((one) => one.startsWith('Composition'))).toBe(false);
  });

  test('is written whole, itself last', async () => {
    const { written, client } = server();
    await cancelSession(client, 'tuesday', 'Grève');
    expect(written.map(({ id }) => id)).toEqual(['a', 'invite', 'tuesday']);
  });

  test('is refused when one entry is, also by a server that answers entry by entry', async () => {
    const { client } = server('412');
    const to = { start: '2026-10-08T18:00:00+02:00', end: '2026-10-08T19:30:00+02:00' };
    await expect(moveSession(client, 'tuesday', to)).rejects.toThrow('Modification refusée');
  });
});

describe('convening', () => {
  test('a first time creates, again renews what is there', async () => {
    const { written, client } = server();
    await convene(client, session, 'RCP Sein');
    await convene(
      client,
      { ...session, participant: session.participant!.slice(1) },
      'RCP Sein',
      convocation,
    );
    expect(written.map(({ id }) => id)).toEqual([undefined, 'invite']);
    expect(written[1]).toMatchObject({ participant: { length: 2 } });
  });
});

describe('an answer', () => {
  const role = 'PractitionerRole/onco';
  const mode = (resource: Resource | undefined): AnswerMode | undefined =>
    answersOf(convocation, [resource as AppointmentResponse])[1]!.mode;

  test('is created once, then updated', async () => {
    const { written, client } = server();
    await giveAnswer(client, convocation, { role, mode: 'present' });
    const stored = { ...(written[0] as AppointmentResponse), id: 'x', meta: { versionId: '1' } };
    await giveAnswer(client, convocation, { role, mode: 'excused', stored });
    expect(written.map((one) => [one.id, mode(one)])).toEqual([
      [undefined, 'present'],
      ['x', 'excused'],
    ]);
  });

  test('given while somebody answered for the same person is the one that counts', async () => {
    const { written, client } = server();
    const other = {
      ...responseOf(convocation, { role, mode: 'excused' }),
      id: 'other',
      meta: { versionId: '5' },
    };
    Object.assign(client, { createResourceIfNoneExist: async () => other });
    await giveAnswer(client, convocation, { role, mode: 'visio' });
    expect(written).toHaveLength(1);
    expect([written[0]?.id, mode(written[0])]).toEqual(['other', 'visio']);
  });
});
