import { TAG_SYSTEM } from '@dcc/fhir-profiles/src/canonical.ts';
import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { axisTag, placeTag } from '@dcc/rules/src/indicators/axis-pages.ts';
import { daysOfMonth } from '@dcc/rules/src/indicators/paris-time.ts';
import { REPORT_SYSTEM } from '@dcc/rules/src/indicators/report.ts';
import { COUNTED_TOPICS } from '@dcc/rules/src/indicators/topics.ts';
import type { MedplumClient } from '@medplum/core';
import type { Coding, HealthcareService, Measure, MeasureReport, Organization } from '@medplum/fhirtypes';
import type { Places } from './strata.ts';

/** How a reading is called off, when the screen looks at something else. */
export interface Asked {
  signal?: AbortSignal;
}

/** A page; beyond, the next link is followed. */
const COUNT = 1000;
/** Identifiers in one address: some gateways stop at 8,000 characters. */
const AT_ONCE = 40;

/** What every reading of figures asks for: whole months from the first to the last. */
export interface Period {
  first: string;
  last: string;
}

/** Figures: of the region, or of a place. A policy lets through what its reader may see. */
const FIGURES = [TAGS.AGGREGATE, TAGS.ESTABLISHMENT_FIGURES, TAGS.CENTRE_FIGURES];

const token = (tag: string | Coding): string =>
  typeof tag === 'string' ? `${TAG_SYSTEM}|${tag}` : `${tag.system}|${tag.code}`;

/** @param tags each a list of which a report bears one. */
export function reportQuery(
  tags: readonly (readonly (string | Coding)[])[],
  { first, last }: Period,
  canonical?: string,
): string {
  return [
    ...tags.map((any) => `_tag=${encodeURIComponent(any.map(token).join(','))}`),
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

/** Companion reports: what the reader may see of who was counted (docs/adr/0012). */
export async function readTraces(
  medplum: MedplumClient,
  period: Period,
  canonical?: string,
  asked?: Asked,
): Promise<MeasureReport[]> {
  return inside(await readAll(medplum, reportQuery([[TAGS.TRACE]], period, canonical), asked), period);
}

async function readAll(medplum: MedplumClient, query: string, asked: Asked = {}): Promise<MeasureReport[]> {
  const all: MeasureReport[] = [];
  for await (const page of medplum.searchResourcePages('MeasureReport', query, asked)) all.push(...page);
  return all;
}

/** How much of the figures is read. What is crossed is a third of them, strata nearly all the rest. */
export type Extent = 'totals' | 'strata' | 'whole';

const PARTS: Readonly<Record<Extent, readonly string[] | undefined>> = {
  totals: [TAGS.TOTALS],
  strata: [TAGS.TOTALS, TAGS.STRATA],
  whole: undefined,
};

/**
 * Reports of figures, wholly inside the period, and no more of them than a screen shows: totals, or with the strata axis
 * by axis, or with the crossed ones. Reports made before these stood apart are read whole.
 *
 * @param canonical one indicator; all of them without.
 */
export async function readFigures(
  medplum: MedplumClient,
  period: Period,
  extent: Extent,
  canonical?: string,
  asked?: Asked,
): Promise<MeasureReport[]> {
  const parts = PARTS[extent];
  const found = parts ? await readAll(medplum, reportQuery([FIGURES, parts], period, canonical), asked) : [];
  if (found.length > 0) return inside(found, period);
  return inside(await readAll(medplum, reportQuery([FIGURES], period, canonical), asked), period);
}

/**
 * Pages of figures of the region that are cut by one of these axes and, where places are asked for, tell of one of them;
 * beside the totals, that is all that a screen of these places shows.
 */
export async function readAxes(
  medplum: MedplumClient,
  period: Period,
  { axes, places }: { axes: readonly string[]; places: Places },
  canonical?: string,
  asked?: Asked,
): Promise<MeasureReport[]> {
  const at = Object.entries(places).map(([axis, code]) => placeTag(axis, code));
  const tags = [[TAGS.AGGREGATE], axes.map(axisTag), ...(at.length > 0 ? [at] : [])];
  return inside(await readAll(medplum, reportQuery(tags, period, canonical), asked), period);
}

/** Reports by their identifiers. */
export async function readByIdentifier(
  medplum: MedplumClient,
  values: readonly string[],
  asked?: Asked,
): Promise<MeasureReport[]> {
  const parts: string[][] = [];
  for (let from = 0; from < values.length; from += AT_ONCE) parts.push(values.slice(from, from + AT_ONCE));
  const found = parts.map((part) => {
    const identifiers = encodeURIComponent(part.map((value) => `${REPORT_SYSTEM}|${value}`).join(','));
    return readAll(medplum, `identifier=${identifiers}&_count=${COUNT}`, asked);
  });
  return (await Promise.all(found)).flat();
}

// A search by period finds what overlaps it.
function inside(reports: readonly MeasureReport[], { first, last }: Period): MeasureReport[] {
  return reports.filter(
    ({ period }) => (period.start ?? '') >= `${first}-01` && (period.end ?? '').slice(0, 7) <= last,
  );
}
