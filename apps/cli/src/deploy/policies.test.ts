import { TestServer } from '@dcc/bots/src/testing/server.ts';
import { indexSearchParameter } from '@medplum/core';
import type { AccessPolicy, SearchParameter } from '@medplum/fhirtypes';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { deployPolicy, POLICIES } from './policies.ts';
import type { Counts, DeployReport } from './report.ts';

let server: TestServer;
// The definitions of the bots' test server are those of FHIR alone.
const byName = { base: ['AccessPolicy'], code: 'name', type: 'string', expression: 'AccessPolicy.name' };
beforeAll(() => indexSearchParameter({ resourceType: 'SearchParameter', ...byName } as SearchParameter));
beforeEach(() => {
  server = new TestServer();
});

const policy = (name: string, type = 'Patient') => ({
  resourceType: 'AccessPolicy' as const,
  name,
  resource: [{ resourceType: type }],
});

async function run(...policies: (AccessPolicy & { name: string })[]): Promise<Counts> {
  const report: DeployReport = new Map();
  for (const one of policies) {
    await deployPolicy(server.medplum, one, report);
  }
  return report.get(POLICIES)!;
}

test('is created once; a second run only reads', async () => {
  expect(await run(policy('Médecin'))).toMatchObject({ created: 1 });
  const before = server.fingerprint();
  expect(await run(policy('Médecin'))).toEqual({ created: 0, updated: 0, unchanged: 1 });
  expect(server.fingerprint()).toBe(before);
});

test('a changed one keeps the id that members point to', async () => {
  await run(policy('Médecin'));
  const [before] = server.all<AccessPolicy>('AccessPolicy');
  expect(await run(policy('Médecin', 'Task'))).toEqual({ created: 0, updated: 1, unchanged: 0 });
  const [after, ...others] = server.all<AccessPolicy>('AccessPolicy');
  expect(others).toEqual([]);
  expect(after!.id).toBe(before!.id);
  expect(after!.resource).toEqual([{ resourceType: 'Task' }]);
});

test('a name that begins like another is another', async () => {
  await run(policy('Administrateur 3C', 'Task'));
  expect(await run(policy('Administrateur'))).toMatchObject({ created: 1 });
  expect(await run(policy('Administrateur'), policy('Administrateur 3C', 'Task'))).toEqual({
    created: 0,
    updated: 0,
    unchanged: 2,
  });
});

test('two of one name stop it: nobody knows which one members hold', async () => {
  await server.add({ ...policy('Médecin'), id: 'a' }, { ...policy('Médecin'), id: 'b' });
  await expect(run(policy('Médecin'))).rejects.toThrow('en double');
});
