/**
 * Every query that `share-record` makes of the embedded store finds its rows by an index on what it asks for: none walks
 * the resources of a type, of which a region has millions.
 */
import { join } from 'node:path';
import { forget } from '@dcc/bots/src/share-record/directory.ts';
import { handler } from '@dcc/bots/src/share-record/handler.ts';
import { MedplumClient } from '@medplum/core';
import type { Appointment, AppointmentResponse, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Db, type SqlValue } from '../../../apps/server/src/store/db.ts';
import { type Harness, startHarness } from '../../../apps/server/src/testing/harness.ts';
import { monthOf } from './oncorif/region.ts';
import { write } from './oncorif/server.ts';

let harness: Harness;
let medplum: MedplumClient;
/** What each kind of event is about, as it is stored. */
const events = new Map<string, Resource>();

beforeAll(async () => {
  harness = await startHarness();
  medplum = new MedplumClient({ baseUrl: harness.server.url, cacheTime: 0, extendedMode: true });
  await medplum.startClientLogin(harness.server.clientId, harness.server.clientSecret!);
  const moved = new Map<string, string>();
  const { directory, lines } = monthOf('2026-10', 8);
  const { session, cases, compositions, linked, related } = lines[0]!;
  await write(medplum, directory, moved);
  await write(medplum, [session, ...cases, ...compositions, ...linked, ...related], moved);
  const read = ({ resourceType, id }: Resource) =>
    medplum.readResource(resourceType, moved.get(`${resourceType}/${id}`)!.split('/')[1]!);
  events.set('session', await read(session));
  events.set('case', await read(cases[0]!));
  events.set('fiche', await read(compositions.find(({ status }) => status === 'final')!));
  events.set(
    'inscription',
    await read(related.find(({ resourceType }) => resourceType === 'ServiceRequest')!),
  );
  const convocation = await medplum.createResource<Appointment>({
    resourceType: 'Appointment',
    status: 'booked',
    supportingInformation: [{ reference: `Encounter/${events.get('session')!.id}` }],
    start: '2026-10-06T10:30:00Z',
    end: '2026-10-06T12:00:00Z',
    participant: [{ status: 'needs-action', actor: { display: 'Dr Martin' } }],
  });
  const answer = await medplum.createResource<AppointmentResponse>({
    resourceType: 'AppointmentResponse',
    appointment: { reference: `Appointment/${convocation.id}` },
    actor: { display: 'Dr Martin' },
    participantStatus: 'accepted',
  });
  events.set('answer', answer);
}, 60_000);

afterAll(() => harness.close());

/** The statements that the server runs meanwhile, with the values of their last run. */
async function statementsOf(work: () => Promise<unknown>): Promise<Map<string, readonly SqlValue[]>> {
  const found = new Map<string, readonly SqlValue[]>();
  const spies = (['all', 'get'] as const).map((name) => {
    const run = Db.prototype[name] as (this: Db, sql: string, ...params: SqlValue[]) => unknown;
    return vi.spyOn(Db.prototype, name).mockImplementation(function (this: Db, sql, ...params) {
      found.set(sql, params);
      return run.call(this, sql, ...params) as never;
    });
  });
  await work().finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return found;
}

/** Types that the server reads for itself now and then: few, and not the bot's. */
const OWN = new Set<SqlValue>(['Subscription', 'Bot', 'AccessPolicy', 'Project', 'ProjectMembership']);

/** A row of resource, found by its number or its name; of an index, by the parameter and what is looked for. */
const BY_KEY = [
  /^SEARCH \S+ USING INTEGER PRIMARY KEY \(rowid=\?\)$/,
  /^SEARCH \S+ USING (?:COVERING )?INDEX sqlite_autoindex_(?:resource|symbol)_1 \((?:ref|text)=\?\)$/,
  /^SEARCH ix_\w+ USING PRIMARY KEY \(pid=\? AND (?:value|folded)=\?/,
  /^SEARCH ix_\w+ USING (?:COVERING )?INDEX ix_\w+_rid \(rid=\? AND pid=\?/,
  /^SEARCH history USING /,
];

test.each(['session', 'case', 'fiche', 'inscription', 'answer'])('an event: %s', async (kind) => {
  forget();
  const statements = await statementsOf(() => handler(medplum, { input: events.get(kind)! }));
  const db = new Db(join(harness.dir, 'store.sqlite'), { readOnly: true });
  const plans = [...statements]
    .filter(([sql, params]) => /^\s*SELECT/i.test(sql) && !params.some((one) => OWN.has(one)))
    .flatMap(([sql]) => db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail));
  db.close();
  const searches = plans.filter((detail) => detail.startsWith('SEARCH '));
  expect(searches.length).toBeGreaterThan(5);
  expect(searches.filter((detail) => !BY_KEY.some((pattern) => pattern.test(detail)))).toEqual([]);
  // Walked are the few rows that an index gave, never a table.
  const walks = plans.filter((detail) => detail.startsWith('SCAN '));
  expect(
    walks.filter(
      (detail) =>
        !/^SCAN (?:CONSTANT ROW|few|m|\(subquery-\d+\)|\d+-ROW VALUES|\d+ CONSTANT ROWS)/.test(detail),
    ),
  ).toEqual([]);
});

test('a search of a whole type is told from those', async () => {
  const statements = await statementsOf(() =>
    medplum.search('Encounter', 'status=finished,planned&_sort=date'),
  );
  const db = new Db(join(harness.dir, 'store.sqlite'), { readOnly: true });
  const all = await statementsOf(() => medplum.search('Encounter', '_count=1000', { cache: 'no-store' }));
  const details = [...statements, ...all].flatMap(([sql]) =>
    db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail),
  );
  db.close();
  const unkeyed = details.filter(
    (detail) => detail.startsWith('SEARCH ') && !BY_KEY.some((pattern) => pattern.test(detail)),
  );
  expect(unkeyed.length).toBeGreaterThan(0);
});
