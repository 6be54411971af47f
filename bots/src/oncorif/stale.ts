import { TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import { daysOfMonth, FA_PMSI, REPORT_SYSTEM } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { type ListSearch, searchLists, searchPages } from './search.ts';
import { hasTag, thresholdOf } from './secrecy-reports.ts';

/** Enough to tell what a report is, without its figures. */
const PARTS: [string, string] = ['_elements', 'identifier,measure,period,date,reporter'];
/** Reports of a place: an organisation may have them as establishment, as 3C, and of what leads to its cases. */
const KINDS = [TAGS.ESTABLISHMENT_FIGURES, TAGS.CENTRE_FIGURES, TAGS.TRACE];

type Written = readonly MeasureReport[];
/** Day of a run, and its months in order, `YYYY-MM`. */
interface Days {
  readonly extraction: string;
  readonly months: readonly string[];
}

/** The reports that are stored with the day of this run, of any period inside its own, in parts. */
export async function reportsOfDay(
  medplum: MedplumClient,
  { extraction, months }: Days,
): Promise<MeasureReport[]> {
  const all: MeasureReport[] = [];
  const query: [string, string][] = [['date', extraction], ...periodQuery(months), PARTS];
  for await (const page of searchPages<MeasureReport>(medplum, 'MeasureReport', query)) {
    all.push(...page.filter((one) => dayOf(one) === extraction));
  }
  return all;
}

/**
 * What an earlier run of the same day wrote and this one does not: a page more, a place that has nothing any longer. It
 * has the day of this run, so a screen would take it for a part of it.
 *
 * @param stored reports of the day, as they were before this run.
 */
export function staleOfDay(stored: readonly MeasureReport[], written: Written): MeasureReport[] {
  const ids = new Set(written.map(identifierOf));
  const runs = new Set(written.map(runOf));
  return stored.filter((one) => runs.has(runOf(one)) && !ids.has(identifierOf(one)));
}

/**
 * Reports of earlier days of places that this run has none for: nothing newer takes their place, so a screen would show
 * them for ever. Asked for by reporter: it costs the places without a report, not the history.
 */
export async function leftBehind(
  medplum: MedplumClient,
  written: Written,
  { extraction, months, organizations }: Days & { organizations: readonly string[] },
): Promise<MeasureReport[]> {
  const present = new Set(
    written.flatMap((one) => KINDS.filter((kind) => hasTag(one, kind)).map(keyOf(one))),
  );
  const periods = [...new Set(written.map(periodOf))];
  const measures = [...new Set(written.map(({ measure }) => measure))];
  const found: MeasureReport[] = [];
  for (const kind of KINDS) {
    const isKind = (one: MeasureReport): boolean => hasTag(one, kind);
    const own = kind === TAGS.TRACE ? periods.filter(isMonth) : periods;
    const searches = measures.map((measure): ListSearch => {
      const isAbsent = (reference: string): boolean =>
        own.some((period) => !present.has(`${kind} ${measure} ${period} ${reference}`));
      return {
        type: 'MeasureReport',
        parameter: 'reporter',
        values: organizations.filter(isAbsent),
        filter: encoded([
          ['_tag', `${TAG_SYSTEM}|${kind}`],
          ['measure', measure],
          ...periodQuery(months),
          PARTS,
        ]),
      };
    });
    const older = ((await searchLists(medplum, searches)) as MeasureReport[]).filter(
      (one) => isKind(one) && dayOf(one) < extraction && periods.includes(periodOf(one)),
    );
    found.push(...older.filter((one) => !present.has(keyOf(one)(kind))));
  }
  return found;
}

/**
 * Reports of the region which give back what this run masks, whatever their day and indicator: those of its periods
 * from earlier days (two maskings beside each other are less than one), and those of any period that shares a month
 * with it and was masked below a lower threshold, or not at all. Figures that were loaded from outside stay.
 */
export async function unsafeReports(
  medplum: MedplumClient,
  written: Written,
  { extraction, months, threshold }: Days & { threshold: number | undefined },
): Promise<MeasureReport[]> {
  if (threshold === undefined) return [];
  const ids = new Set(written.map(identifierOf));
  const periods = new Set(written.map(periodOf));
  const unsafe: MeasureReport[] = [];
  for await (const page of searchPages<MeasureReport>(medplum, 'MeasureReport', [
    ['_tag', `${TAG_SYSTEM}|${TAGS.AGGREGATE}`],
    ...periodQuery(months),
    PARTS,
  ])) {
    const own = page.filter((one) => isOfRun(one) && !ids.has(identifierOf(one)));
    unsafe.push(
      ...own.filter(
        (one) =>
          (thresholdOf(one) ?? 0) < threshold || (periods.has(periodOf(one)) && dayOf(one) < extraction),
      ),
    );
  }
  return unsafe;
}

/** The identifier that names a report of a run; the other one is its fingerprint. */
export function identifierOf({ identifier }: Pick<MeasureReport, 'identifier'>): string {
  return identifier?.find(({ system }) => system === REPORT_SYSTEM)?.value ?? '';
}

function isOfRun(one: MeasureReport): boolean {
  return identifierOf(one) !== '' && one.measure.split('|')[0] !== FA_PMSI;
}

/** From the first day to the last: what a search finds overlaps it. */
function periodQuery(months: readonly string[]): [string, string][] {
  return [
    ['period', `ge${daysOfMonth(months[0]!).start}`],
    ['period', `le${daysOfMonth(months.at(-1)!).end}`],
  ];
}

const keyOf =
  (one: MeasureReport) =>
  (kind: string): string =>
    `${kind} ${runOf(one)} ${one.reporter?.reference}`;

/** A trace leads to the cases of one month; a period of several has figures only. */
const isMonth = (period: string): boolean => period.slice(0, 7) === period.split(' ')[1]!.slice(0, 7);

const periodOf = ({ period }: MeasureReport): string => `${period.start} ${period.end}`;

// Figures that were loaded from outside have another Measure, and are not of any run.
const runOf = (one: MeasureReport): string => `${one.measure} ${periodOf(one)}`;

const dayOf = ({ date }: MeasureReport): string => date?.slice(0, 10) ?? '';

function encoded(parameters: readonly (readonly [string, string])[]): string {
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
