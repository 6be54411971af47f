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

/** Figures: of the region, or of a place. A policy lets through what its reader may see. */
const FIGURES = [TAGS.AGGREGATE, TAGS.ESTABLISHMENT_FIGURES, TAGS.CENTRE_FIGURES];

/** @param tags each a list of which a report bears one. */
export function reportQuery(
  tags: readonly (readonly string[])[],
  { first, last }: Period,
  canonical?: string,
): string {
  return [
    ...tags.map((any) => `_tag=${encodeURIComponent(any.map((tag) => `${TAG_SYSTEM}|${tag}`).join(','))}`),
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
  return inside(await readAll(medplum, reportQuery([FIGURES], period, canonical)), period);
}

/** Companion reports: what the reader may see of who was counted (docs/adr/0012). */
export async function readTraces(
  medplum: MedplumClient,
  period: Period,
  canonical?: string,
): Promise<MeasureReport[]> {
  return inside(await readAll(medplum, reportQuery([[TAGS.TRACE]], period, canonical)), period);
}

async function readAll(medplum: MedplumClient, query: string): Promise<MeasureReport[]> {
  const all: MeasureReport[] = [];
  for await (const page of medplum.searchResourcePages('MeasureReport', query)) all.push(...page);
  return all;
}

/**
 * What a screen without a place shows: totals alone of every indicator, or one with its strata axis by axis. What is
 * crossed is most of the figures, and is not read. Reports made before these stood apart are read whole.
 *
 * @param canonical one indicator, with strata; all of them without.
 */
export async function readTotals(
  medplum: MedplumClient,
  period: Period,
  canonical?: string,
): Promise<MeasureReport[]> {
  const parts = canonical ? [TAGS.TOTALS, TAGS.STRATA] : [TAGS.TOTALS];
  const found = await readAll(medplum, reportQuery([FIGURES, parts], period, canonical));
  return found.length > 0 ? inside(found, period) : readReports(medplum, period, canonical);
}

// A search by period finds what overlaps it.
function inside(reports: readonly MeasureReport[], { first, last }: Period): MeasureReport[] {
  return reports.filter(
    ({ period }) => (period.start ?? '') >= `${first}-01` && (period.end ?? '').slice(0, 7) <= last,
  );
}
