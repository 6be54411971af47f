import { sessionOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { MedplumClient } from '@medplum/core';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { convenedTo, readCalendar, readLatestSession, readPeople, readSiblings, searchAll } from './read.ts';

/** A server that answers each search by a function, and remembers what it was asked. */
function server(answer: (type: string, query: URLSearchParams) => Resource[]) {
  const asked: string[] = [];
  const search = async (type: string, query: string) => {
    asked.push(`${type}?${query}`);
    const params = new URLSearchParams(query);
    const offset = Number(params.get('_offset') ?? 0);
    const count = Number(params.get('_count') ?? 20);
    const found = answer(type, params).slice(offset, offset + count);
    return { resourceType: 'Bundle', entry: found.map((resource) => ({ resource })) };
  };
  const searchResources = async (type: string, query: string) =>
    (await search(type, query)).entry.map(({ resource }) => resource);
  return { asked, client: { search, searchResources } as unknown as MedplumClient };
}
const sessions = (count: number): Encounter[] =>
  Array.from({ length: count }, (_, n) => sessionOfTests({ id: `s${n}` }));

describe('a search', () => {
  test('is read to its last page, and no further', async () => {
    for (const [count, pages] of [
      [0, 1],
      [499, 1],
      [500, 2],
      [1001, 3],
    ] as const) {
      const { asked, client } = server(() => sessions(count));
      expect(await searchAll(client, 'Encounter', 'x=y')).toHaveLength(count);
      expect(asked).toHaveLength(pages);
    }
  });
});

describe('a page of the calendar', () => {
  test('asks the same few questions for one session and for sixty', async () => {
    const ask = async (count: number) => {
      const { asked, client } = server((type, query) =>
        type === 'Encounter' && query.get('type')?.endsWith('rcp-session') ? sessions(count) : [],
      );
      const record = await readCalendar(client, '2026-10-01', '2026-11-01');
      expect(record.sessions).toHaveLength(count);
      return asked;
    };
    const [one, sixty] = [await ask(1), await ask(60)];
    expect(sixty).toHaveLength(one.length);
    expect(sixty.length).toBeLessThanOrEqual(6);
    // A session at 00:30 in Paris is of the day before for a server that counts in UTC.
    expect(sixty[0]).toContain('date=ge2026-09-30&date=lt2026-11-02');
  });

  test('asks for each person once, in groups that fit in an address', async () => {
    const convened = convenedTo(sessions(3));
    expect(convened).toEqual(['PractitionerRole/chir', 'PractitionerRole/onco', 'PractitionerRole/radio']);
    const { asked, client } = server(() => []);
    await readPeople(client, [
      ...Array.from({ length: 130 }, (_, n) => `PractitionerRole/${n}`),
      'Practitioner/x',
    ]);
    expect(asked).toHaveLength(3);
    expect(asked.join()).not.toContain('Practitioner/x');
    await readPeople(client, []);
    expect(asked).toHaveLength(3);
  });
});

describe('the other sessions of an RCP', () => {
  const own = sessionOfTests({ id: 'own' });
  const rcpCase = { ...own, id: 'case', type: [{ coding: own.type![0]!.coding!.slice(0, 2) }] };

  test('are neither itself nor a case', async () => {
    const { asked, client } = server(() => [own, rcpCase, sessionOfTests({ id: 'other' })]);
    expect((await readSiblings(client, own)).map(({ id }) => id)).toEqual(['other']);
    expect(asked[0]).toContain('status=planned');
    expect(await readSiblings(client, { ...own, type: [] })).toEqual([]);
  });

  test('the latest is the first that was not cancelled', async () => {
    const gone = sessionOfTests({ id: 'gone', status: 'cancelled' });
    const { client } = server(() => [gone, rcpCase, own]);
    const rcp = { resourceType: 'HealthcareService', identifier: [] } as const;
    expect(await readLatestSession(client, { ...rcp, identifier: [] })).toBeUndefined();
    const number = own.type![0]!.coding![1]!;
    const numbered = { ...rcp, identifier: [{ system: number.system, value: number.code }] };
    expect((await readLatestSession(client, numbered))?.id).toBe('own');
  });
});
