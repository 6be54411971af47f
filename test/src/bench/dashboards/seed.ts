/** A demonstration region with a year of reports of a wide one: made once, then kept in `out/dashboards-region`. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Encounter, MeasureReport, Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { regionCopy } from '../../browser/support/region.ts';
import { startServerProcess } from '../../support/server-process.ts';
import { repository } from '../../support/shared.ts';
import { monthsEnding } from '../oncorif/region.ts';
import { boards, knownPlaces, morePlaces, specialtiesOf, WIDE } from './region.ts';
import { yearOfReports } from './reports.ts';

const KEPT = join(repository, 'out', 'dashboards-region');
const SOURCES = [
  'test/src/bench/dashboards/{region,reports,seed}.ts',
  'test/src/bench/oncorif/region.ts',
  'rules/src/indicators/{report,axis-pages,place-report,trace-report}.ts',
];
/** Some 240 boards a month, 23,000 fiches a year. */
const PER_MONTH = 1_920;
const MONTHS = 12;
/** Under the 1 MB of a body. */
const MAX_BODY = 800_000;
const MAX_ENTRIES = 200;
const AT_ONCE = 2;

/** The folder of the region: copy it. @param today `YYYY-MM-DD`: its month is the last one. */
export async function wideRegion(today: string): Promise<string> {
  const hash = createHash('sha256').update(today.slice(0, 7));
  for (const file of globSync(SOURCES, { cwd: repository }).sort())
    hash.update(readFileSync(join(repository, file)));
  const folder = join(KEPT, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(KEPT, { recursive: true });
  const { dir, state } = await regionCopy();
  const server = await startServerProcess({
    dir,
    keep: true,
    access: state.service,
    env: { DCC_LOG_LEVEL: 'silent' },
  });
  try {
    await fill(await server.client(), today);
  } finally {
    await server.stop();
  }
  // Another disk, perhaps: copied, then named, so that a folder with this name is whole.
  cpSync(dir, `${folder}.new`, { recursive: true });
  renameSync(`${folder}.new`, folder);
  rmSync(dir, { recursive: true });
  return folder;
}

async function fill(service: MedplumClient, day: string): Promise<void> {
  // A region played before an indicator was published has no definition of it.
  const deployed = await service.searchResources('Measure', '_count=1000');
  await write(
    service,
    published().measures.filter(({ url }) => !deployed.some((one) => one.url === url)),
  );
  const known = knownPlaces(await service.searchResources('Organization', '_count=1000'));
  await write(service, morePlaces(known, WIDE));
  const organizations = await service.searchResources('Organization', '_count=1000', { cache: 'no-store' });
  const places = knownPlaces(organizations);
  await write(service, boards(places, WIDE));
  const services = await service.searchResources('HealthcareService', '_count=1000', { cache: 'no-store' });
  const rcps = boards(places, WIDE).map(
    ({ name }) => services.find((one) => one.name === name) ?? missing(name),
  );
  const all = yearOfReports({
    months: monthsEnding(day.slice(0, 7), MONTHS),
    perMonth: PER_MONTH,
    catalogue: [...organizations, ...services],
    places: { ...places, rcps, specialties: specialtiesOf(WIDE) },
    day,
  });
  // Companions for those who sign in: they lead to records, which must be there.
  const readers = new Set([...known.establishments, ...known.centres].map(({ id }) => `Organization/${id}`));
  const isRead = ({ meta }: MeasureReport) =>
    meta?.accounts?.some(({ reference }) => readers.has(reference ?? ''));
  for (const reports of all) {
    const kept = reports.filter((one) => one.type === 'summary' || isRead(one));
    await write(service, await withRecords(service, kept));
  }
}

/** What companions lead to, as bare records: the same references, of this server. */
async function withRecords(
  service: MedplumClient,
  reports: readonly MeasureReport[],
): Promise<MeasureReport[]> {
  const named = reports.flatMap(({ evaluatedResource }) => evaluatedResource ?? []);
  const names = [...new Set(named.map(({ reference }) => reference!))];
  const record: Encounter = { resourceType: 'Encounter', status: 'finished', class: { code: 'VR' } };
  const ids = new Map<string, string>();
  await write(
    service,
    names.map(() => record),
    (index, location) => ids.set(names[index]!, location),
  );
  return reports.map((one) => ({
    ...one,
    ...(one.evaluatedResource && {
      evaluatedResource: one.evaluatedResource.map(({ reference, ...rest }) => ({
        ...rest,
        reference: ids.get(reference!)!,
      })),
    }),
  }));
}

const missing = (name: string | undefined): never => {
  throw new Error(`${name} n’a pas été écrit`);
};

/** @param onWritten told the rank of each resource and `Type/id`, its reference. */
async function write(
  service: MedplumClient,
  resources: readonly Resource[],
  onWritten: (index: number, reference: string) => void = () => {},
): Promise<void> {
  const bodies = chunks(resources);
  const next = async (): Promise<void> => {
    for (let body = bodies.pop(); body; body = bodies.pop()) {
      const { from, entry } = body;
      const answer = await service.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
      for (const [index, { response }] of (answer.entry ?? []).entries()) {
        const [reference] = /\w+\/[^/]+(?=\/_history|$)/.exec(response?.location ?? '') ?? [];
        if (!reference) throw new Error(JSON.stringify(response));
        onWritten(from + index, reference);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

interface Body {
  /** Rank of its first resource. */
  from: number;
  entry: NonNullable<Bundle['entry']>;
}

function chunks(resources: readonly Resource[]): Body[] {
  const all: Body[] = [];
  let room = 0;
  for (const [from, { id: _, ...resource }] of resources.entries()) {
    const size = JSON.stringify(resource).length;
    if (size > room || all.at(-1)!.entry.length === MAX_ENTRIES) {
      all.push({ from, entry: [] });
      room = MAX_BODY;
    }
    room -= size;
    all.at(-1)!.entry.push({
      resource: resource as Resource,
      request: { method: 'POST', url: resource.resourceType },
    });
  }
  return all;
}
