import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import { type BotEvent, MedplumClient } from '@medplum/core';
import type { BundleEntry, MeasureReport, Parameters, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../../apps/server/src/index.ts';
import { seedFolder } from '../../../apps/server/src/testing/seeded.ts';
import { handler } from '../../../bots/src/oncorif/index.ts';
import { partOf } from '../../../bots/src/oncorif/testing.ts';
import { type Answers, addPlan, answer } from '../../../rules/src/indicators/testing/clinic.ts';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { type Mode, World } from '../../../rules/src/indicators/testing/world.ts';
import { checkIdentities, compareCsvWithOracle, readCsv } from './index.ts';

const MODES: Mode[] = ['present', 'visio', 'written-opinion', 'excused'];
const STATUSES = [['final'], ['preliminary'], ['final', 'amended'], ['final', 'preliminary']] as const;

/** Forty sessions around two ends of month: more than the bot reads at once, and cases of every kind. */
function region(): World {
  const world = new World();
  const patients = Array.from({ length: 30 }, (_, i) =>
    world.patient({
      ...(i % 3 ? {} : { ins: `${i % 9}`, status: 'VALI' }),
      birthDate: `${1940 + i * 2}-10-15`,
      gender: i % 2 ? 'female' : 'male',
    }),
  );
  patients[7]!.link = [{ type: 'replaced-by', other: { reference: `Patient/${patients[8]!.id}` } }];
  patients[8]!.link = [{ type: 'replaced-by', other: { reference: `Patient/${patients[9]!.id}` } }];
  for (let s = 0; s < 40; s++) {
    const start = new Date(Date.UTC(2026, 8, 30, 21, 30) + s * 19 * 3_600_000).toISOString();
    const attendance = [0, 1, 3, 4, 5, 6].map((role) => ({
      role,
      mode: MODES[(role + s) % 4]!,
      specialty: role % 2 ? 'SM36' : 'SM27',
    }));
    const status = s % 11 === 10 ? 'cancelled' : 'finished';
    const session = world.session({ start, rcp: s % 4, attendance, status });
    for (let c = 0; c < s % 5; c++) {
      const patient = patients[(s * 7 + c * 5) % patients.length]!;
      const quorum = ([undefined, 'ORG-126', 'ORG-133', 'GEN-010'] as const)[(s + c) % 4];
      const passage = world.passage({
        session,
        patient,
        requester: c % 4,
        quorum,
        doctor: [0, 1, 2, 5, null][(s + c) % 5]!,
        status: (s + c) % 7 ? 'finished' : 'cancelled',
      });
      world.fiche(passage, STATUSES[(s * 3 + c) % 4]!);
      answer(world, passage, answers(s + c));
    }
  }
  for (let p = 0; p < 12; p++) {
    const validated = `2026-${p % 3 ? '10' : '11'}-${10 + p}T10:00:00Z`;
    const handedOver = p % 2 ? `2026-11-${10 + p}T10:00:00Z` : undefined;
    const versions = [{ status: 'final' as const, validated, handedOver }];
    const plan = { establishment: p % 4, c3: p % 2, fertility: p % 5 === 0, versions };
    addPlan(world, patients[p * 2]!, plan, `urn:uuid:${randomUUID()}`);
  }
  return world;
}

/** Something of everything that is asked and answered beside a fiche. */
function answers(n: number): Answers {
  return {
    ...(n % 3 ? { g8: 12 + (n % 5) } : { g8Asked: 'active' as const }),
    ...(n % 4 === 0 && { egaAsked: 'active' as const, egaDone: n % 8 === 0 }),
    ...(n % 5 === 0 && { fertility: 'proposed', fertilityAsked: 'C71326' as const }),
    trial: n % 3 ? 'no' : 'yes',
    referentiel: ['conform', 'deviating', 'no-referentiel', 'not-documented'][n % 4]!,
    treatments: n % 2 ? ['C15632'] : ['387713003'],
    site: n % 2 ? 'C50.4' : 'C61',
  };
}

/** A server gives ids of its own: references among the resources are by urn:uuid, and it resolves them. */
function transaction(resources: readonly Resource[]): BundleEntry[] {
  const names = new Map(
    resources.map((one) => [`${one.resourceType}/${one.id}`, `urn:uuid:${randomUUID()}`]),
  );
  const text = JSON.stringify(resources, (key, value) =>
    key === 'reference' ? (names.get(value) ?? value) : value,
  );
  return (JSON.parse(text) as Resource[]).map(({ id, meta, ...body }): BundleEntry => {
    // Of the meta, the tags: a mailbox that is known.
    const resource = { ...body, ...(meta?.tag && { meta: { tag: meta.tag } }) };
    const fullUrl = names.get(`${resource.resourceType}/${id}`);
    return {
      fullUrl,
      resource: resource as Resource,
      request: { method: 'POST', url: resource.resourceType },
    };
  });
}

describe('the oncorif bot on the embedded server', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'oncorif-'));
  let server: RunningServer;
  let medplum: MedplumClient;

  beforeAll(async () => {
    await seedFolder(dataDir);
    server = await startServer({ port: 0, dataDir });
    medplum = new MedplumClient({ baseUrl: server.url });
    await medplum.startClientLogin(server.clientId, server.clientSecret!);
    const { measures, libraries } = published();
    for (const resource of [...libraries, ...measures]) await medplum.createResource(resource);
    const entry = transaction(region().resources);
    const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry });
    expect(response.entry!.filter((one) => !one.response!.status!.startsWith('201'))).toEqual([]);
  });

  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  function run(months = ['2026-10', '2026-11']): Promise<Parameters> {
    const parameter = [
      ...months.map((month) => ({ name: 'period', valueString: month })),
      { name: 'extractionDate', valueString: '2026-12-01' },
    ];
    return handler(medplum, { input: { resourceType: 'Parameters', parameter } } as BotEvent<Parameters>);
  }

  async function download(result: Parameters, name: string): Promise<string> {
    const files = result.parameter!.filter((one) => one.name === 'file');
    const file = files.find((one) => partOf(one, 'name')?.valueString === name);
    const blob = await medplum.download(partOf(file, 'binary')!.valueReference!.reference!);
    return blob.text();
  }

  async function everything(): Promise<Resource[]> {
    const all: Resource[] = [];
    const types = [
      'Organization',
      'HealthcareService',
      'Practitioner',
      'PractitionerRole',
      'Patient',
    ] as const;
    const linked = ['Observation', 'ServiceRequest', 'CarePlan', 'Condition', 'Task'] as const;
    for (const type of [...types, 'Encounter', 'Composition', ...linked] as const) {
      for await (const page of medplum.searchResourcePages(type, '_sort=_lastUpdated&_count=100'))
        all.push(...page);
    }
    return all;
  }

  it('writes the counts of what the server holds, stores them once, and gives them back', async () => {
    const first = await run();
    const text = await download(first, 'indicateurs.csv');
    expect(readCsv(text).length).toBeGreaterThan(500);
    expect(compareCsvWithOracle(text, await everything())).toEqual([]);
    expect(checkIdentities(readCsv(text))).toEqual([]);
    // The second run knows the other months of the rolling windows: it reads its own, and gives the same.
    const second = await run();
    const named = ({ parameter = [] }: Parameters, isRead: boolean) =>
      parameter.filter(({ name }) => (name === 'read') === isRead);
    expect(named(second, false)).toEqual(named(first, false));
    expect(named(first, true)).toHaveLength(13);
    expect(named(second, true)).toHaveLength(2);
    const documents = await medplum.searchResources('DocumentReference', 'type=oncorif-export');
    expect(documents.map((one) => one.meta?.versionId)).toHaveLength(1);
  });

  it('reads again the month of a rolling window where one fiche changed, found by its date', async () => {
    const read = async (): Promise<string[]> => {
      const { parameter = [] } = await run(['2026-11']);
      return parameter.flatMap(({ name, valueString }) => (name === 'read' ? valueString! : []));
    };
    await read();
    expect(await read()).toEqual(['2026-11']);
    const sessions = await medplum.searchResources(
      'Encounter',
      'date=ge2026-10-05&date=lt2026-10-20&_count=50',
    );
    const held = sessions.filter(({ partOf, status }) => !partOf && status === 'finished');
    const partOf = held.map(({ id }) => `Encounter/${id}`).join(',');
    const inOctober = await medplum.searchOne('Encounter', { 'part-of': partOf, status: 'finished' });
    const fiche = await medplum.searchOne('Composition', { encounter: `Encounter/${inOctober!.id}` });
    await medplum.updateResource({ ...fiche!, title: 'Fiche corrigée' });
    expect(await read()).toEqual(['2026-10', '2026-11']);
    expect(await read()).toEqual(['2026-11']);
  });

  it('stores reports that an analyst finds by measure, period and reporter', async () => {
    await run();
    const [network] = await medplum.searchResources(
      'Organization',
      'identifier=urn:oid:1.2.250.1.161.1.20.1.1|',
    );
    const query = new URLSearchParams({
      measure: 'https://dcc.example.org/fhir/Measure/A1|1.0.0',
      period: '2026-10',
      reporter: `Organization/${network!.id}`,
      // Strata are in reports of their own.
      _tag: `${TAG_SYSTEM}|${TAGS.TOTALS}`,
    });
    const found: MeasureReport[] = await medplum.searchResources('MeasureReport', query);
    expect(found.map((one) => one.period)).toEqual([{ start: '2026-10-01', end: '2026-10-31' }]);
    query.delete('period');
    // Each month, and the two together.
    expect(await medplum.searchResources('MeasureReport', query)).toHaveLength(3);
  });
});
