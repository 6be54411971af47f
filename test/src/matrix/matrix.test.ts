import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, INTERACTIONS } from './cells.ts';
import { writeCount } from './count.ts';
import { COLUMNS, readTable } from './table.ts';
import { openWorld, type Target, type World } from './world.ts';

const ROWS = readTable();
const tried: { cell: string; verdict: string | undefined }[] = [];
let world: World;
/** Row -> its resource in the role's establishment, and in another. */
const targets = new Map<string, Record<'own' | 'other', Target>>();

beforeAll(async () => {
  world = await openWorld();
  for (const row of ROWS) {
    const own = await world.target(row, world.here);
    targets.set(row.name, { own, other: await world.target(row, world.elsewhere) });
  }
  // The first GraphQL query builds a schema: a cost of the start, not of a cell.
  await ask(world.admin, '$graphql', 'POST', { query: '{ PatientList { id } }' });
}, 120_000);

afterAll(async () => {
  await world?.close();
  const held = tried.filter(({ verdict }) => verdict === undefined).length;
  writeCount('cells', tried.length, held);
});

const lettersOf = (name: string, role: (typeof COLUMNS)[number]) =>
  ROWS.find((row) => row.name === name)!.cells.get(role)!;

describe.each([...COLUMNS])('%s', (role) => {
  test.each(Object.keys(INTERACTIONS))('%s', async (interaction) => {
    const wrong: string[] = [];
    for (const row of ROWS) {
      for (const where of ['own', 'other'] as const) {
        const verdict = await INTERACTIONS[interaction]!({
          caller: world.roles.get(role)!,
          admin: world.admin,
          row,
          place: where === 'own' ? world.here : world.elsewhere,
          patient: world.patient,
          target: targets.get(row.name)![where],
          letters: row.cells.get(role)![where].replace('-', ''),
          createsOwn: where === 'other' && row.cells.get(role)!.own.includes('c'),
          sees: {
            task: lettersOf('Task', role).own.includes('r'),
            report: lettersOf('MeasureReport', role).own.includes('r'),
            binary: role !== 'analyste',
          },
        });
        const cell = `${role} ${row.name} ${interaction} ${where}`;
        tried.push({ cell, verdict });
        if (verdict !== undefined) {
          wrong.push(`${cell} : ${verdict}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('the table covers every type that a policy names', async () => {
  const { loadPolicies } = await import('@dcc/fhir-profiles/src/policies.ts');
  const named = new Set(loadPolicies().flatMap(({ resource }) => resource!.map((rule) => rule.resourceType)));
  // Definitions of the standard, all alike; a Binary, a column of its own; clients and bots, made by admin
  // routes.
  const apart = ['StructureDefinition', 'ValueSet', 'CodeSystem', 'ConceptMap', 'SearchParameter'];
  const others = ['OperationDefinition', 'Binary', 'Bot', 'ClientApplication'];
  const missing = [...named].filter((type) => !ROWS.some((row) => row.type === type));
  expect(missing.sort()).toEqual([...apart, ...others].sort());
});
