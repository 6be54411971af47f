import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import { startServer } from '@dcc/server';
import { MedplumClient } from '@medplum/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ppsOf } from '../story/pps.ts';
import { story } from '../story/story.ts';
import { MONTH, SEED } from '../testing/month.ts';
import { playDirectory } from './directory.ts';
import { Ledger } from './ledger.ts';
import { playPatients } from './patients.ts';
import { playPlans } from './plans.ts';
import { lines } from './progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-plans-'));
const quiet = lines(() => undefined);
const told = story({ seed: SEED, month: MONTH, cases: 60 });
let server: Awaited<ReturnType<typeof startServer>>;
let service: MedplumClient;

beforeAll(async () => {
  server = await startServer({ port: 0, dataDir: join(folder, 'data') });
  service = new MedplumClient({ baseUrl: server.url, extendedMode: true, cacheTime: 0 });
  await service.startClientLogin(server.clientId, server.clientSecret!);
  await deploy(service);
}, 240_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const total = async (type: 'Composition' | 'Task' | 'CarePlan', query: string): Promise<number> =>
  (await service.search(type, `_total=accurate&_count=0&${query}`, { cache: 'reload' })).total ?? 0;

describe('playing the PPS', () => {
  it('writes every version with its plan and its hand-over, once', async () => {
    const ledger = new Ledger();
    await playDirectory({ service }, ledger, quiet);
    await playPatients({ service, software: async () => service } as never, told, ledger, quiet);
    const wanted = ppsOf(told);
    expect(wanted.length).toBeGreaterThan(5);
    expect(await playPlans({ service }, told, ledger, quiet)).toBe(wanted.length);
    const plans = await service.searchResources('CarePlan', '_count=200');
    expect(plans.filter(({ meta }) => (meta?.accounts?.length ?? 0) < 2)).toEqual([]);
    const later = new Ledger();
    await later.load(service);
    expect(await playPlans({ service }, told, later, quiet)).toBe(0);
    const type = `type=${LNC.PPS.system}|${LNC.PPS.code}`;
    expect(await total('Composition', type)).toBe(wanted.length);
    const handed = wanted.filter(({ handOver }) => handOver).length;
    const code = `code=${DCC_CODES.HAND_OVER_PPS.system}|${DCC_CODES.HAND_OVER_PPS.code}`;
    expect(await total('Task', code)).toBe(handed);
    expect(await total('CarePlan', '')).toBe(wanted.length);
    // What the export asks for: validated versions by the instant of their validation.
    const validated = wanted.filter(({ composition }) => composition.event).length;
    const year = 'status=final,amended&period=ge2026-01-01T00:00:00Z&period=lt2027-01-01T00:00:00Z';
    expect(await total('Composition', `${type}&${year}`)).toBe(validated);
  }, 240_000);
});
