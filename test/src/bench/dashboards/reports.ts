/** Twelve months of reports of the bench's region, counted by the engine month by month as the bot does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assembleSession,
  byAxis,
  Directory,
  IndicatorEngine,
  monthsToRead,
  placeReports,
  TraceReports,
  toMeasureReports,
} from '@dcc/rules';
import type { MeasureReport, Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { type RegionIndex, type SessionLine, writeRegion } from '../oncorif/region.ts';
import { moved, type Places } from './region.ts';

export interface Story {
  /** In order. */
  months: readonly string[];
  /** Fiches of a month. */
  perMonth: number;
  /** Every organisation and board of the server, its own among them. */
  catalogue: readonly Resource[];
  places: Places;
  /** Day of the extraction, `YYYY-MM-DD`. */
  day: string;
}

const referenceOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;

/** The reports that the monthly exports of a year leave: of the region, of its places, and the companions. */
export function* yearOfReports({
  months,
  perMonth,
  catalogue,
  places,
  day,
}: Story): Generator<MeasureReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dcc-dashboards-'));
  try {
    const file = join(folder, 'region.ndjson');
    const region = writeRegion(file, months, perMonth);
    const bytes = readFileSync(file);
    for (const month of months) {
      const read = monthsToRead([month], published().measures).filter((one) => months.includes(one));
      yield reportsOf(month, read, (one) => linesOf(bytes, region, one, places), { region, catalogue, day });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* linesOf(
  bytes: Buffer,
  { months }: RegionIndex,
  month: string,
  places: Places,
): Generator<SessionLine> {
  const lines = bytes
    .toString('utf8', ...months[month]!)
    .split('\n')
    .filter((line) => line !== '');
  for (const [n, line] of lines.entries()) yield moved(JSON.parse(line) as SessionLine, n, places);
}

function reportsOf(
  month: string,
  read: readonly string[],
  lines: (month: string) => Iterable<SessionLine>,
  { region, catalogue, day }: { region: RegionIndex; catalogue: readonly Resource[]; day: string },
): MeasureReport[] {
  const { measures, libraries } = published();
  const companions = new TraceReports();
  const engine = new IndicatorEngine(measures, libraries, [month], {
    read,
    trace: (entry) => {
      if (entry.month === month) companions.add(entry);
    },
  });
  const directory = new Directory(catalogue);
  const known = new Map([...region.directory, ...catalogue].map((one) => [referenceOf(one), one]));
  for (const one of read) {
    for (const { related, ...record } of lines(one)) {
      const own = new Map(related.map((resource) => [referenceOf(resource), resource]));
      if (one === month) directory.addSession(record.session);
      const { units } = assembleSession(record, (reference) => own.get(reference) ?? known.get(reference));
      for (const unit of units) engine.add(unit);
    }
  }
  const { failures } = engine;
  const results = engine.results();
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const reporter = directory.network && { reference: referenceOf(directory.network) };
  return [
    ...byAxis(toMeasureReports(results, { extraction: day, ...(reporter && { reporter }) })),
    ...placeReports(results, directory, day),
    ...companions.reports(day),
  ];
}
