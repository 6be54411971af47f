import { BOTS } from '@dcc/bots';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { Bot, ProjectMembership } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { deploy, total } from './index.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
}, 60_000);
afterAll(() => server?.stop());

/** More than a first deployment takes: the loop must end by success. */
const MAX_REQUESTS = 80;

test('a first deployment cut at each of its requests in turn ends as one that was not', async () => {
  let cuts = 0;
  for (let n = 1; n < MAX_REQUESTS; n++) {
    const medplum = await server.login({ n, moment: n % 2 ? 'before' : 'after' });
    const isDone = await deploy(medplum).then(
      () => true,
      () => false,
    );
    if (isDone) {
      break;
    }
    cuts++;
  }
  expect(cuts).toBeGreaterThan(10);
  expect(cuts).toBeLessThan(MAX_REQUESTS - 1);

  const medplum = await server.login();
  const { created, updated } = total(await deploy(medplum));
  expect({ created, updated }).toEqual({ created: 0, updated: 0 });
  const bots: Bot[] = await medplum.searchResources('Bot', { _count: '100' });
  const names = bots.map(({ identifier }) => identifier?.find(({ system }) => system === BOT_SYSTEM)?.value);
  expect(names.toSorted()).toEqual(BOTS.map(({ name }) => name).toSorted());
  const members: ProjectMembership[] = await medplum.searchResources('ProjectMembership', { _count: '100' });
  const ours = members.filter(({ profile }) => profile?.reference?.startsWith('Bot/'));
  expect(ours.map(({ admin }) => admin)).toEqual(BOTS.map(() => true));
  const wanted = BOTS.flatMap(({ subscriptions = [] }) => subscriptions.map(({ criteria }) => criteria));
  const asked = await medplum.searchResources('Subscription', { _count: '100' });
  expect(asked.map(({ criteria }) => criteria).toSorted()).toEqual(wanted.toSorted());
}, 180_000);
