import { TAG_SYSTEM } from '@dcc/fhir-profiles/src/canonical.ts';
import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { daysOfMonth } from '@dcc/rules/src/indicators/paris-time.ts';
import { COUNTED_TOPICS } from '@dcc/rules/src/indicators/topics.ts';
import type { MedplumClient } from '@medplum/core';
import type { HealthcareService, Measure, MeasureReport, Organization } from '@medplum/fhirtypes';

/** A page; beyond, the next link is followed. */
const COUNT = 1000;

/** What every reading of figures asks for: whole months from the first to the last. */
export interface Period {
  first: string;
  last: string;
}

export function reportQuery(tag: string, { first, last }: Period, canonical?: string): string {
  return [
    `_tag=${encodeURIComponent(`${TAG_SYSTEM}|${tag}`)}`,
    `period=ge${daysOfMonth(first).start}`,
    `period=le${daysOfMonth(last).end}`,
    ...(canonical ? [`measure=${encodeURIComponent(canonical)}`] : []),
    `_count=${COUNT}`,
  ].join('&');
}

/** The published indicators. */
export function readMeasures(medplum: MedplumClient): Promise<Measure[]> {
  const topic = encodeURIComponent(COUNTED_TOPICS);
  return medplum.searchResources('Measure', `topic=${topic}&status=active&_count=${COUNT}`);
}

/** Organisations and catalogue: the names of places. */
export async function readDirectory(medplum: MedplumClient): Promise<(Organization | HealthcareService)[]> {
  const [organisations, services] = await Promise.all([
    medplum.searchResources('Organization', `_count=${COUNT}`),
    medplum.searchResources('HealthcareService', `_count=${COUNT}`),
  ]);
  return [...organisations, ...services];
}

/** Reports of figures, wholly inside the period. @param canonical one indicator; all of them without. */
export async function readReports(
  medplum: MedplumClient,
  period: Period,
  canonical?: string,
): Promise<MeasureReport[]> {
  return inside(await readAll(medplum, reportQuery(TAGS.AGGREGATE, period, canonical)), period);
}

/** Companion reports: what the reader may see of who was counted (docs/adr/0012). */
export async function readTraces(
  medplum: MedplumClient,
  period: Period,
  canonical?: string,
): Promise<MeasureReport[]> {
  return inside(await readAll(medplum, reportQuery(TAGS.TRACE, period, canonical)), period);
}

async function readAll(medplum: MedplumClient, query: string): Promise<MeasureReport[]> {
  const all: MeasureReport[] = [];
  for await (const page of medplum.searchResourcePages('MeasureReport', query)) all.push(...page);
  return all;
}

const FIGURES =
  'population { count code { coding { code } } } measureScore { value unit extension { url valueCode } }';
const FIELDS = `resourceType status date measure reporter { reference } period { start end }
  group { code { text coding { code } } ${FIGURES} }`;
/** GraphQL answers a hundred at a time, whatever is asked; so many lists go in one request. */
const PAGE = 100;
const LISTS = 3;

/**
 * Totals alone of every indicator: strata are a hundred times the size, and the first screen shows none of them. By
 * GraphQL, which both servers have; without it, the whole reports are read.
 */
export async function readTotals(medplum: MedplumClient, period: Period): Promise<MeasureReport[]> {
  const all: MeasureReport[] = [];
  try {
    for (let offset = 0; ; offset += PAGE * LISTS) {
      const lists = await totalsFrom(medplum, period, offset);
      all.push(...lists.flat());
      if (lists.at(-1)!.length < PAGE) return inside(all, period);
    }
  } catch {
    return readReports(medplum, period);
  }
}

async function totalsFrom(
  medplum: MedplumClient,
  { first }: Period,
  offset: number,
): Promise<MeasureReport[][]> {
  const search = `_tag: "${TAG_SYSTEM}|${TAGS.AGGREGATE}", period: "ge${first}-01", _sort: "_lastUpdated"`;
  const lists = Array.from({ length: LISTS }, (_, index) => {
    const from = offset + index * PAGE;
    return `p${index}: MeasureReportList(${search}, _count: ${PAGE}, _offset: ${from}) { ${FIELDS} }`;
  });
  const { data, errors } = await medplum.graphql(`{ ${lists.join(' ')} }`);
  if (errors?.length) throw new Error(errors[0].message);
  return lists.map((_, index) => withoutNulls(data[`p${index}`] ?? []) as MeasureReport[]);
}

/** GraphQL writes null where a resource says nothing: a figure that is not known must not become a number. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(told.map(([key, one]) => [key, withoutNulls(one)]));
}

// A search by period finds what overlaps it.
function inside(reports: readonly MeasureReport[], { first, last }: Period): MeasureReport[] {
  return reports.filter(
    ({ period }) => (period.start ?? '') >= `${first}-01` && (period.end ?? '').slice(0, 7) <= last,
  );
}
