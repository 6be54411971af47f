import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import {
  isHiddenFromPatient,
  isLabelledHidden,
  release,
  withdraw,
} from '@dcc/rules/src/announcement/index.ts';
import { startServer } from '@dcc/server';
import type { MedplumClient } from '@medplum/core';
import type {
  Consent,
  DocumentReference,
  Encounter,
  Patient,
  PractitionerRole,
  Reference,
  Resource,
  ResourceType,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedFolder } from '../../../apps/server/src/testing/seeded.ts';
import { provision, type Secrets } from '../accounts/index.ts';
import { RCPS } from '../region/rcps.ts';
import { story } from '../story/story.ts';
import { MONTH, octoberStory, SEED } from '../testing/month.ts';
import { type Actors, signIn } from './actors.ts';
import { playDirectory } from './directory.ts';
import { waitForJobs } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { signedVersions } from './outputs.ts';
import { play } from './play.ts';
import { lines } from './progress.ts';
import type { Summary } from './summary.ts';

/** Hardly more than shows each state, two identities of one person last; the whole month is for the acceptance tests. */
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
  await seedFolder(join(folder, 'data'));
  server = await startServer({ port: 0, dataDir: join(folder, 'data'), passwordCost: 12 });
  const access = { url: server.url, clientId: server.clientId, clientSecret: server.clientSecret! };
  const secrets: Secrets = { factors: {}, software: {} };
  actors = await signIn(access, secrets);
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

describe('the cases told', () => {
  /** Each way in which two cases of a month differ for who plays them. */
  const states = ({ cases, members }: typeof told) => ({
    cases: new Set(cases.map(({ caseState }) => caseState)),
    fiches: new Set(
      cases.map(({ caseState, state: { signed, amendments, draftAmendment } }) =>
        [caseState, signed, amendments.length, draftAmendment !== undefined].join(),
      ),
    ),
    defects: new Set(cases.map(({ state }) => state.defect)),
    // Merged when the other one was written too.
    merges: members.some(({ duplicateOf }) => members.some(({ plan }) => plan.key === duplicateOf)),
  });

  it('are of every state that a whole month has', () => {
    expect(states(told)).toEqual(states(octoberStory()));
  });
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
    expect(await count('Composition', 'type=34794-8&status=final,amended')).toBe(first.signed);
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

  it('lets fiches inherit the accounts, though no role sets them', async () => {
    const fiches = await actors.service.searchResources('Composition', 'type=34794-8&_count=200');
    expect(fiches.filter((one) => (one.meta?.accounts?.length ?? 0) < 2)).toEqual([]);
  });
});

describe('the announcement of a diagnosis', () => {
  const documents = () =>
    actors.service.searchResources('DocumentReference', 'type=34794-8&_count=200', { cache: 'reload' });
  const inscriptionOf = (one: DocumentReference) =>
    one.context!.related!.find(({ reference }) => reference?.startsWith('ServiceRequest/'))!.reference!;
  const guards = () =>
    actors.service.searchResources('Consent', 'category=announcement&_count=200', { cache: 'reload' });

  it('hides from its patient each document that nobody told, and no other', async () => {
    const [issued, consents] = await Promise.all([documents(), guards()]);
    expect(issued.map(isLabelledHidden)).toEqual(
      issued.map((one) => isHiddenFromPatient(consents, inscriptionOf(one))),
    );
    expect(new Set(issued.map(isLabelledHidden))).toEqual(new Set([true, false]));
  });

  it('made at last shows it, taken back hides it again', async () => {
    const document = (await documents()).find(isLabelledHidden)!;
    const closed = (await guards()).find((one) =>
      one.provision?.data?.some(({ reference }) => reference.reference === inscriptionOf(document)),
    )!;
    const now = new Date().toISOString();
    const telling = { on: now.slice(0, 10), by: document.author![0] as Reference<PractitionerRole> };
    const stored = async (consent: Consent) => {
      const written = await actors.service.updateResource(consent as Consent & { id: string });
      await waitForJobs(actors.service, quiet, 50);
      return { written, hidden: isLabelledHidden((await documents()).find(({ id }) => id === document.id)!) };
    };
    const opened = await stored(release(closed, telling, now));
    expect(opened.hidden).toBe(false);
    expect((await stored(withdraw(opened.written, now))).hidden).toBe(true);
  });
});

describe('the software of an establishment', () => {
  const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(/refusé|Forbidden|introuvable/i);
  let software: MedplumClient;
  beforeAll(async () => {
    software = await actors.software('chu');
  });

  it('cannot change a signed fiche, nor sign by itself', async () => {
    const [final] = await software.searchResources('Composition', 'status=final&_count=1');
    await refused(software.updateResource({ ...final!, title: 'FRCP A / B / C' }));
    const [draft] = await software.searchResources('Composition', 'status=preliminary&_count=1');
    // Complete, so that nothing but the policy refuses it.
    const { attester } = final!;
    await refused(software.updateResource({ ...draft!, status: 'final', attester }));
    await refused(software.executeBot({ system: BOT_SYSTEM, value: 'sign-frcp' }, {}));
  });

  it('cannot write a quorum, a session, a case or a proposal', async () => {
    const [quorum] = await software.searchResources('Observation', 'code=ORG-125&_count=1');
    await refused(software.updateResource({ ...quorum!, note: [{ text: 'atteint' }] }));
    const [session] = await software.searchResources('Encounter', '_count=1');
    await refused(software.updateResource({ ...session!, status: 'entered-in-error' }));
    const [plan] = await software.searchResources('CarePlan', '_count=1');
    await refused(software.updateResource({ ...plan!, status: 'revoked' }));
  });

  it('sees the patients of its establishment only', async () => {
    const own = await software.searchResources('Patient', '_count=200');
    const all = await actors.service.searchResources('Patient', '_count=200');
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
  });

  it('deletes nothing', async () => {
    const [patient] = await software.searchResources('Patient', '_count=1');
    await refused(software.deleteResource('Patient', patient!.id));
  });
});

describe('each role wrote its part on its own account', () => {
  const authorOf = async (type: ResourceType, query: string): Promise<Set<string>> => {
    const found = await actors.service.searchResources(type, `_count=300&${query}`, { cache: 'reload' });
    const authors = await Promise.all(
      found.map(async ({ id }) => {
        const history = await actors.service.readHistory(type, id);
        // The share of the record is the product's own write, as the quorum's link to the fiche is.
        const [first] = history.entry!.slice(-1);
        return (first!.resource as Resource).meta!.author!.reference!;
      }),
    );
    return new Set(authors);
  };
  const profileOf = async (key: string) => `Practitioner/${(await actors.people.as(key)).getProfile()!.id}`;

  it('secretaries inscribed', async () => {
    const authors = await authorOf('ServiceRequest', 'category=rcp-inscription');
    expect([...authors].sort()).toEqual(
      [await profileOf('secretaire-1'), await profileOf('secretaire-2')].sort(),
    );
  });

  it('those who lead planned the sessions and the cases', async () => {
    const chairs = await Promise.all(RCPS.map(({ chair }) => profileOf(chair)));
    for (const author of await authorOf('Encounter', '')) expect(chairs).toContain(author);
  });

  it('demandeurs wrote the fiches and the proposals', async () => {
    const requesters = await Promise.all(told.cases.map(({ requester }) => profileOf(requester)));
    for (const type of ['Composition', 'CarePlan'] as const) {
      const query = type === 'Composition' ? 'type=34794-8' : 'intent=proposal';
      for (const author of await authorOf(type, query)) expect(requesters, type).toContain(author);
    }
  });

  it('the software of the establishments transmitted the patients', async () => {
    for (const author of await authorOf('Patient', '')) expect(author).toMatch(/^ClientApplication\//);
  });

  it('the analyst reads the indicators and no patient', async () => {
    const analyst = await actors.people.as('analyste');
    expect((await analyst.searchResources('MeasureReport')).length).toBeGreaterThan(0);
    await expect(analyst.search('Patient')).rejects.toThrow();
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
