/**
 * The last column of the matrix: what reaches a subscriber. Only the DPI's software may subscribe; it is told
 * of what it may read, and of nothing else. The others are tried with a subscription that was theirs before
 * they changed role.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Role, rolePolicy } from '@dcc/fhir-profiles/src/policies.ts';
import type { AccessPolicy, Resource, Subscription } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, rawFetch } from '../../../apps/server/src/testing/harness.ts';
import { ask } from './cells.ts';
import { writeCount } from './count.ts';
import { fixture } from './fixtures.ts';
import { COLUMNS, readTable } from './table.ts';
import { accountsOf, openWorld, refOf, type World } from './world.ts';

const ROWS = readTable().filter(({ name }) => !name.includes(':'));
/** Subscribed to by everyone: of every group of rows of the table. */
const TYPES = [
  'Patient',
  'Observation',
  'Composition',
  'Task',
  'HealthcareService',
  'MeasureReport',
  'Group',
];
let world: World;
let hook: Server;
/** "role/Type/id" of each notification. */
const heard: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  hook = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const { resourceType, id } = JSON.parse(Buffer.concat(chunks).toString()) as Resource;
      heard.push(`${req.url!.slice(1)}/${resourceType}/${id}`);
      res.end();
    });
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
}, 120_000);

afterAll(async () => {
  await world?.close();
  hook?.close();
});

const subscription = (role: Role, type: string): Subscription => ({
  resourceType: 'Subscription',
  status: 'active',
  reason: 'Essai',
  criteria: type,
  channel: {
    type: 'rest-hook',
    endpoint: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/${role}`,
  },
});

describe('who may subscribe', () => {
  test.each([...COLUMNS])('%s', async (role) => {
    const letters = ROWS.find(({ name }) => name === 'Subscription')!.cells.get(role)!.own;
    const off = { ...subscription(role, 'Task'), status: 'off' };
    const { status } = await ask(world.roles.get(role)!, 'Subscription', 'POST', off);
    expect(status).toBe(letters.includes('c') ? 201 : 403);
  });
});

/** What each role must hear of, when every type of TYPES is written once in each establishment. */
async function writeEverywhere(): Promise<string[]> {
  const wanted: string[] = [];
  for (const type of TYPES) {
    const row = ROWS.find(({ name }) => name === type)!;
    for (const where of ['other', 'own'] as const) {
      const place = where === 'own' ? world.here : world.elsewhere;
      const content = fixture(type, place);
      const meta = { ...content.meta, accounts: accountsOf(place) };
      const made = await world.admin.createResource<Resource>({ ...content, meta } as Resource);
      for (const role of COLUMNS) {
        // A subscription made in an account hears of that account alone, whatever else its author reads.
        const isHeard = where === 'own' || rolePolicy(role).compartment === undefined;
        if (isHeard && row.cells.get(role)![where].includes('r')) {
          wanted.push(`${role}/${refOf(made)}`);
        }
      }
    }
  }
  return wanted;
}

async function isQuiet(): Promise<boolean> {
  const response = await rawFetch(world.admin, 'admin/jobs');
  const { counts } = (await response.json()) as { counts: Record<string, number> };
  return !counts.pending && !counts.running;
}

test('each role hears of what it may read, and of nothing else', async () => {
  const { admin, roles } = world;
  // Given the right for the time of subscribing: what is written stays, the role as it is decides what is
  // sent.
  for (const role of COLUMNS) {
    const stored = (await admin.searchOne('AccessPolicy', { 'name:exact': rolePolicy(role).name }))!;
    const resource = [...stored.resource!, { resourceType: 'Subscription' }];
    await admin.updateResource<AccessPolicy>({ ...stored, resource });
    for (const type of TYPES) {
      const { status } = await ask(roles.get(role)!, 'Subscription', 'POST', subscription(role, type));
      expect(status, `${role} ${type}`).toBe(201);
    }
    await admin.updateResource<AccessPolicy>({ ...rolePolicy(role), id: stored.id });
  }
  const wanted = await writeEverywhere();
  await eventually(isQuiet, 30_000);
  expect(heard.toSorted()).toEqual(wanted.toSorted());
  writeCount('subscriptions', COLUMNS.length * TYPES.length * 2, COLUMNS.length * TYPES.length * 2);
}, 60_000);
