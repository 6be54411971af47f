/**
 * A matrix that always holds proves nothing: each policy spoilt below must break the very cell that guards
 * it.
 */
import { type Role, rolePolicy } from '@dcc/fhir-profiles/src/policies.ts';
import type { AccessPolicy, AccessPolicyResource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTERACTIONS, type Verdict } from './cells.ts';
import { readTable } from './table.ts';
import { openWorld, type Target, type World } from './world.ts';

const ROWS = readTable();
let world: World;
const targets = new Map<string, Record<'own' | 'other', Target>>();

beforeAll(async () => {
  world = await openWorld();
  for (const row of ROWS.filter(({ name }) =>
    /^(Patient|Task|Composition:final|CarePlan:pps.*|Observation|Subscription)$/.test(name),
  )) {
    const own = await world.target(row, world.here);
    targets.set(row.name, { own, other: await world.target(row, world.elsewhere) });
  }
}, 120_000);
afterAll(() => world?.close());

type Spoil = (rule: AccessPolicyResource) => AccessPolicyResource | undefined;

/** The verdict of one cell while a rule of the role's policy is other than it should be. */
async function whenSpoilt(role: Role, spoil: Spoil, cell: string): Promise<Verdict> {
  const stored = (await world.admin.searchOne('AccessPolicy', { 'name:exact': rolePolicy(role).name }))!;
  const resource = rolePolicy(role).resource!.flatMap((rule) => spoil(rule) ?? []);
  await world.admin.updateResource<AccessPolicy>({ ...stored, resource });
  try {
    return await verdict(role, cell);
  } finally {
    await world.admin.updateResource<AccessPolicy>({ ...rolePolicy(role), id: stored.id });
  }
}

function verdict(role: Role, cell: string): Promise<Verdict> {
  const [name, interaction, where] = cell.split(' ') as [string, string, 'own' | 'other'];
  const row = ROWS.find((one) => one.name === name)!;
  return INTERACTIONS[interaction]!({
    caller: world.roles.get(role)!,
    admin: world.admin,
    row,
    place: where === 'own' ? world.here : world.elsewhere,
    patient: world.patient,
    target: targets.get(name)![where],
    letters: row.cells.get(role)![where].replace('-', ''),
    createsOwn: row.cells.get(role)!.own.includes('c'),
    sees: { task: true, report: false, binary: true },
  });
}

const on = (type: string, change: Spoil): Spoil => {
  return (rule) => (rule.resourceType === type ? change(rule) : rule);
};
const open: Spoil = ({ criteria: _, ...rule }) => rule;
const unlocked: Spoil = ({ writeConstraint: _, ...rule }) => rule;
const anywhere: Spoil = ({ criteria, ...rule }) => ({
  ...rule,
  criteria: criteria!.replace('type=websocket&', ''),
});
const closed: Spoil = () => undefined;
const writable: Spoil = (rule) => ({ ...rule, interaction: [...rule.interaction!, 'delete'] });

describe.each([
  ['a criterion forgotten', 'medecin', on('Patient', open), 'Patient read other'],
  ['a criterion forgotten', 'medecin', on('Patient', open), 'Patient search other'],
  ['a criterion forgotten', 'secretaire-rcp', on('Patient', open), 'Patient Binary other'],
  ['a criterion forgotten', 'logiciel-dpi', on('Observation', open), 'Observation batch other'],
  ['a criterion forgotten', 'medecin', on('Observation', open), 'Observation _include other'],
  ['a criterion forgotten', 'medecin', on('Observation', open), 'Observation _has other'],
  ['a criterion forgotten', 'medecin', on('Task', open), 'Task _revinclude other'],
  ['a criterion forgotten', 'medecin', on('Composition', open), 'Composition:final _revinclude other'],
  ['a criterion forgotten', 'administrateur-3c', on('Observation', open), 'Observation history other'],
  ['a lock forgotten', 'medecin', on('Composition', unlocked), 'Composition:final update own'],
  ['a lock forgotten', 'coordonnateur', on('Composition', unlocked), 'Composition:final patch own'],
  ['a lock forgotten', 'medecin', on('CarePlan', unlocked), 'CarePlan:pps update own'],
  ['a right forgotten', 'coordonnateur', on('CarePlan', closed), 'CarePlan:pps-ending update own'],
  ['a right forgotten', 'secretaire-rcp', on('Task', closed), 'Task read own'],
  ['a right forgotten', 'secretaire-rcp', on('Task', closed), 'Task create own'],
  ['a right too many', 'medecin', on('Composition', writable), 'Composition:final batch own'],
  ['a rest-hook let in', 'medecin', on('Subscription', anywhere), 'Subscription create own'],
] as const)('%s (%s)', (_, role, spoil, cell) => {
  test(`breaks ${cell}`, async () => {
    expect(await verdict(role, cell)).toBeUndefined();
    expect(await whenSpoilt(role, spoil, cell)).toBeDefined();
  });
});
