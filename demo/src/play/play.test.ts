import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { startServer } from '@dcc/server';
import type { Encounter, Patient, ResourceType } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision, type Secrets } from '../accounts/index.ts';
import { story } from '../story/story.ts';
import { MONTH, SEED } from '../testing/month.ts';
import { type Actors, signIn } from './actors.ts';
import { playDirectory } from './directory.ts';
import { Ledger } from './ledger.ts';
import { signedVersions } from './outputs.ts';
import { play } from './play.ts';
import { lines } from './progress.ts';
import type { Summary } from './summary.ts';

/** Enough cases for one of each state; the whole month is for the acceptance tests. */
const CASES = 36;
const TYPES = [
  'Patient',
  'Encounter',
  'ServiceRequest',
  'Composition',
  'Observation',
  'Task',
  'DocumentReference',
  'MeasureReport',
] as const;

const folder = mkdtempSync(join(tmpdir(), 'dcc-play-'));
const out = join(folder, 'out');
const quiet = lines(() => undefined);
const told = story({ seed: SEED, month: MONTH, cases: CASES });
let server: Awaited<ReturnType<typeof startServer>>;
let actors: Actors;
let first: Summary;

const count = async (type: ResourceType, query = ''): Promise<number> => {
  const bundle = await actors.service.search(type, `_total=accurate&_count=0&${query}`, { cache: 'reload' });
  return bundle.total ?? 0;
};
const counts = () => Promise.all(TYPES.map((type) => count(type)));
const run = () => play(actors, { seed: SEED, month: MONTH, cases: CASES, documents: true, out }, quiet);

beforeAll(async () => {
  server = await startServer({ port: 0, dataDir: join(folder, 'data') });
  const access = { url: server.url, clientId: server.clientId, clientSecret: server.clientSecret! };
  const secrets: Secrets = { factors: {}, software: {} };
  actors = await signIn(access, undefined, () => undefined, secrets.factors);
  await deploy(actors.service);
  const ledger = new Ledger();
  await playDirectory(actors, ledger, quiet);
  await provision(
    actors.service,
    secrets,
    (reference) => ledger.translate(reference),
    () => undefined,
    { online: actors.people },
  );
  first = await run();
}, 400_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a play', () => {
  it('issues or refuses every signed version', () => {
    expect(first.signed).toBe(signedVersions(told).length);
    expect(first.cdaIssued + first.cdaRefused).toBe(first.signed);
    expect(first.cdaIssued).toBeGreaterThan(10);
  });

  it('refuses what was meant to be, and nothing else', () => {
    const meant = signedVersions(told).filter(({ plan }) => plan.state.defect);
    expect(first.refusals.map(({ fiche }) => fiche).sort()).toEqual(
      meant.map(({ plan }) => plan.state.key).sort(),
    );
    expect(first.refusals.every(({ expected, reasons }) => expected && reasons.length > 0)).toBe(true);
  });

  it('writes one XML and one PDF per document, the CSV files and the summary', () => {
    const names = (of: string) => readdirSync(join(out, of)).map((name) => name.replace(/\.\w+$/, ''));
    expect(names('cda')).toHaveLength(first.cdaIssued);
    expect(names('pdf')).toEqual(names('cda'));
    expect(readdirSync(join(out, 'oncorif'))).toContain('indicateurs.csv');
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(first)),
    );
    const [name] = readdirSync(join(out, 'cda'));
    expect(readFileSync(join(out, 'cda', name!), 'utf8')).toContain('<ClinicalDocument');
  });

  it('leaves the states of the story in the store', async () => {
    expect(await count('Encounter', 'status=cancelled')).toBe(
      told.cases.filter(({ caseState }) => caseState !== 'treated').length + 1,
    );
    expect(await count('ServiceRequest', 'status=revoked')).toBe(
      told.cases.filter(({ caseState }) => caseState === 'withdrawn').length,
    );
    expect(await count('Composition', 'status=final,amended')).toBe(first.signed);
    expect(await count('Patient', 'active=false')).toBe(
      told.members.filter(({ duplicateOf }) => duplicateOf).length,
    );
  });

  it('gives sessions, cases and patients the accounts of their establishments', async () => {
    const cases = await actors.service.searchResources('Encounter', '_count=200&subject:missing=false');
    expect(cases.filter((one: Encounter) => (one.meta?.accounts?.length ?? 0) < 2)).toEqual([]);
    const patients = await actors.service.searchResources('Patient', '_count=200');
    expect(patients.filter((one: Patient) => !one.meta?.accounts?.length)).toEqual([]);
  });

  it('lets fiches inherit the accounts, though the hospital never sets them', async () => {
    const fiches = await actors.service.searchResources('Composition', '_count=200');
    expect(fiches.filter((one) => (one.meta?.accounts?.length ?? 0) < 2)).toEqual([]);
  });
});

describe('the hospital’s software', () => {
  const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(/refusé|Forbidden|introuvable/i);

  it('cannot change a signed fiche, nor sign by itself', async () => {
    const [final] = await actors.hospital.searchResources('Composition', 'status=final&_count=1');
    await refused(actors.hospital.updateResource({ ...final!, title: 'FRCP A / B / C' }));
    const [draft] = await actors.hospital.searchResources('Composition', 'status=preliminary&_count=1');
    // Complete, so that nothing but the policy refuses it.
    const { attester } = final!;
    await refused(actors.hospital.updateResource({ ...draft!, status: 'final', attester }));
  });

  it('cannot write a quorum, a session, a case or a document of its own', async () => {
    const [quorum] = await actors.hospital.searchResources('Observation', 'code=ORG-125&_count=1');
    await refused(actors.hospital.updateResource({ ...quorum!, note: [{ text: 'atteint' }] }));
    const [session] = await actors.hospital.searchResources('Encounter', '_count=1');
    await refused(actors.hospital.updateResource({ ...session!, status: 'entered-in-error' }));
    const [document] = await actors.hospital.searchResources('DocumentReference', 'type=34794-8&_count=1');
    await refused(actors.hospital.updateResource({ ...document!, status: 'entered-in-error' }));
  });

  it('deletes nothing', async () => {
    const [patient] = await actors.hospital.searchResources('Patient', '_count=1');
    await refused(actors.hospital.deleteResource('Patient', patient!.id));
  });
});

describe('a second play', () => {
  it('writes nothing new and says the same', async () => {
    const before = await counts();
    const again = await run();
    expect(await counts()).toEqual(before);
    expect({ ...again, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  }, 120_000);
});
