import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import { startServer } from '@dcc/server';
import type { Bundle, CarePlan, Composition, PractitionerRole, Reference, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedFolder } from '../../../apps/server/src/testing/seeded.ts';
import { ACCOUNTS, provision, type Secrets } from '../accounts/index.ts';
import { refer } from '../base/fhir.ts';
import { ppsOf } from '../story/pps.ts';
import { story } from '../story/story.ts';
import { MONTH, SEED } from '../testing/month.ts';
import { type Actors, signIn } from './actors.ts';
import { playDirectory } from './directory.ts';
import { Ledger } from './ledger.ts';
import { playPatients } from './patients.ts';
import { playPlans } from './plans.ts';
import { lines } from './progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-plans-'));
const quiet = lines(() => undefined);
const told = story({ seed: SEED, month: MONTH, cases: 60 });
const wanted = ppsOf(told);
const PPS = `type=${LNC.PPS.system}|${LNC.PPS.code}`;
let server: Awaited<ReturnType<typeof startServer>>;
let actors: Actors;
/** Account of an exercise place of the server. */
const keys = new Map<string, string>();

beforeAll(async () => {
  await seedFolder(join(folder, 'data'));
  server = await startServer({ port: 0, dataDir: join(folder, 'data'), passwordCost: 12 });
  const secrets: Secrets = { factors: {}, software: {} };
  const client = { clientId: server.clientId, clientSecret: server.clientSecret! };
  actors = await signIn({ url: server.url, ...client }, secrets);
  await deploy(actors.service);
  const ledger = new Ledger();
  await playDirectory(actors, ledger, quiet);
  const translate = ledger.translate.bind(ledger);
  await provision(actors.service, secrets, translate, () => undefined, { online: actors.people });
  for (const { key } of ACCOUNTS)
    keys.set(translate(refer('PractitionerRole', `role-${key}`)).reference!, key);
  await playPatients(actors, told, ledger, quiet);
}, 240_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As a play that comes to the plans: what the server holds is found again. */
async function newLedger(): Promise<Ledger> {
  const ledger = new Ledger();
  await ledger.load(actors.service);
  await playDirectory(actors, ledger, quiet);
  await playPatients(actors, told, ledger, quiet);
  return ledger;
}

const play = async (): Promise<number> => playPlans(actors, told, await newLedger(), quiet);
const found = <T extends 'Composition' | 'Task' | 'CarePlan'>(type: T, query: string) =>
  actors.service.searchResources(type, `_count=1000&${query}`, { cache: 'reload' });
const validated = wanted.filter(({ composition }) => composition.status !== 'preliminary');
const count = (all: readonly { status?: string }[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(all, (one) => one.status!)].map(([status, own]) => [status, own.length]),
  );

/** Doctors whose network fails for good at their first update: their drafts are written, nothing is validated. */
const cutBeforeValidation: Pick<Actors, 'people' | 'service'> = {
  get service() {
    return actors.service;
  },
  people: {
    as: async (key: string) => {
      const doctor = await actors.people.as(key);
      const executeBatch = (bundle: Bundle): Promise<Bundle> =>
        bundle.entry!.some(({ request }) => request?.method === 'PUT')
          ? Promise.reject(new Error('panne'))
          : doctor.executeBatch(bundle);
      const bound = (name: PropertyKey): unknown => {
        const own = Reflect.get(doctor, name) as unknown;
        return typeof own === 'function' ? own.bind(doctor) : own;
      };
      return new Proxy(doctor, { get: (_, name) => (name === 'executeBatch' ? executeBatch : bound(name)) });
    },
  } as Actors['people'],
};

describe('playing the PPS', () => {
  it('writes drafts first: a play that stops there has validated nothing', async () => {
    await expect(playPlans(cutBeforeValidation, told, await newLedger(), quiet)).rejects.toThrow('panne');
    const drafts = await found('Composition', PPS);
    expect(count(drafts)).toEqual({ preliminary: drafts.length });
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.filter(({ attester, event }) => attester || event)).toEqual([]);
    expect(Object.keys(count(await found('CarePlan', '')))).toEqual(['draft']);
    expect(await found('Task', '')).toHaveLength(0);
  });

  it('goes on from there, each version once with its plan and its hand-over', async () => {
    expect(wanted.length).toBeGreaterThan(5);
    expect(await play()).toBeGreaterThanOrEqual(validated.length);
    expect(await play()).toBe(0);
    expect(count(await found('Composition', PPS))).toEqual(
      count(wanted.map(({ composition }) => composition)),
    );
    expect(count(await found('CarePlan', ''))).toEqual(
      count(wanted.map(({ composition }) => ({ status: composition.event ? 'active' : 'draft' }))),
    );
    const code = `code=${DCC_CODES.HAND_OVER_PPS.system}|${DCC_CODES.HAND_OVER_PPS.code}`;
    expect(await found('Task', code)).toHaveLength(wanted.filter(({ handOver }) => handOver).length);
    // What the export asks for: validated versions by the instant of their validation.
    const year = 'status=final,amended&period=ge2026-01-01T00:00:00Z&period=lt2027-01-01T00:00:00Z';
    expect(await found('Composition', `${PPS}&${year}`)).toHaveLength(validated.length);
  });

  it('leaves each version to the doctor who follows the patient: she wrote all of it, on her own account', async () => {
    const stored: (Composition | CarePlan | Task)[] = (
      await Promise.all([found('Composition', PPS), found('CarePlan', ''), found('Task', '')])
    ).flat();
    expect(stored.length).toBeGreaterThan(2 * validated.length);
    for (const { resourceType, id } of stored) {
      const history = await actors.service.readHistory(resourceType, id!);
      const written = history.entry!.map(({ resource }) => resource as Composition | CarePlan | Task);
      const authors = new Set(written.map(({ meta }) => meta!.author!.reference!));
      const [one] = written;
      const role = one!.resourceType === 'Composition' ? one!.author[0] : whoIn(one as CarePlan | Task);
      const { practitioner } = await actors.service.readReference(role as Reference<PractitionerRole>);
      expect([...authors], `${resourceType}/${id}`).toEqual([practitioner!.reference]);
    }
  });

  it('shows the plan to whoever shares the patient, though no role says who', async () => {
    const plans = await found('CarePlan', '');
    expect(plans).toHaveLength(wanted.length);
    expect(plans.filter(({ meta }) => (meta?.accounts?.length ?? 0) < 2)).toEqual([]);
  });

  it('lets nobody change what was validated, and one doctor end it', async () => {
    const [plan] = await found('CarePlan', 'status=active');
    const { author } = plan as CarePlan;
    const doctor = await actors.people.as(keys.get(author!.reference!)!);
    await expect(doctor.updateResource({ ...plan!, title: 'Autre' })).rejects.toThrow();
    const note = [{ text: 'Le patient poursuit ses soins dans une autre région.' }];
    const ended = await doctor.updateResource({ ...plan!, status: 'revoked', note });
    expect(ended).toMatchObject({ status: 'revoked', activity: plan!.activity });
    // Told again, the month does not put it back in force: its version is validated, and stays so.
    expect(await play()).toBe(0);
  });
});

const whoIn = (one: CarePlan | Task) => (one.resourceType === 'CarePlan' ? one.author : one.owner);
