import { TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type { MeasureReport, Reference } from '@medplum/fhirtypes';
import { indicatorId } from './definition.ts';
import { MEASURE_EXTENSIONS } from './extensions.ts';
import { daysOfMonth } from './paris-time.ts';
import { REPORT_SYSTEM } from './report.ts';
import type { TraceEntry } from './trace.ts';

/** A report with more resources is continued in a second one, under the 1 MB that servers accept by default. */
export const MAX_TRACED = 1_500;

/** The traced resources of one indicator, month and establishment. */
interface Traced {
  readonly measure: string;
  readonly month: string;
  readonly establishment: string;
  readonly centres: Set<string>;
  readonly resources: Map<string, string>;
}

/**
 * Collects where units are counted, and writes it as companion reports (docs/adr/0012): one per indicator, month
 * and establishment concerned, of type `subject-list`, with the establishment as reporter and it and its 3C as
 * accounts. Each `evaluatedResource` says in which populations and at which places it counts.
 */
export class TraceReports {
  readonly #traced = new Map<string, Traced>();
  /** Each text once: the cases of a session are counted at the same places. */
  readonly #texts = new Map<string, string>();

  /** To be given to the engine as its `trace`. */
  readonly add = ({ unit, measure, month, populations, places }: TraceEntry): void => {
    const canonical = `${measure.url}|${measure.version}`;
    const text = this.#once([...populations, ...places].join(' '));
    for (const establishment of unit.establishments) {
      const key = `${canonical} ${month} ${establishment}`;
      let own = this.#traced.get(key);
      if (!own) {
        own = { measure: canonical, month, establishment, centres: new Set(), resources: new Map() };
        this.#traced.set(key, own);
      }
      if (unit.centre) own.centres.add(unit.centre);
      // A session is traced as one resource, whatever is counted of it.
      const known = own.resources.get(unit.reference);
      own.resources.set(unit.reference, known ? this.#once(joined(known, text)) : text);
    }
  };

  /**
   * One after the other: those of a month of the region are a hundred megabytes together.
   * @param date day of the extraction, `YYYY-MM-DD`.
   */
  *reports(date: string): Generator<MeasureReport> {
    const sorted = [...this.#traced.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, traced] of sorted) yield* toReports(traced, date);
  }

  #once(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

function toReports(
  { measure, month, establishment, centres, resources }: Traced,
  date: string,
): MeasureReport[] {
  const all = [...resources].sort(([a], [b]) => (a < b ? -1 : 1));
  const pages: (typeof all)[] = [];
  for (let from = 0; from < all.length; from += MAX_TRACED) pages.push(all.slice(from, from + MAX_TRACED));
  const { start, end } = daysOfMonth(month);
  const accounts = [establishment, ...[...centres].sort()].map((reference): Reference => ({ reference }));
  return pages.map((page, index): MeasureReport => {
    const parts = [
      'trace',
      indicatorId(measure),
      measure.split('|')[1],
      month,
      establishment.split('/')[1],
      date,
    ];
    return {
      resourceType: 'MeasureReport',
      meta: { accounts, tag: [{ system: TAG_SYSTEM, code: TAGS.TRACE }] },
      identifier: [
        { system: REPORT_SYSTEM, value: [...parts, ...(index ? [`suite-${index}`] : [])].join(':') },
      ],
      status: 'complete',
      type: 'subject-list',
      measure,
      date,
      reporter: { reference: establishment },
      period: { start, end },
      evaluatedResource: page.map(([reference, valueString]) => ({
        extension: [{ url: MEASURE_EXTENSIONS.TRACE, valueString }],
        reference,
      })),
    };
  });
}

function joined(a: string, b: string): string {
  return [...new Set([...a.split(' '), ...b.split(' ')])].join(' ');
}

/** A cell of the table: a population of a sub-indicator, at a place of each of these axes. */
export interface CellOfTrace {
  /** `quorum_atteint/numerator`. */
  readonly population: string;
  /** Axis -> code: `{ thematique: 'sein' }`; none for a total. */
  readonly places?: Readonly<Record<string, string>>;
}

/**
 * The resources behind a cell, `Type/id`, out of the companion reports that the reader may see: of a month, or of
 * all the months of a period or window.
 */
export function resourcesBehind(
  reports: readonly MeasureReport[],
  { population, places = {} }: CellOfTrace,
): string[] {
  const wanted = [population, ...Object.entries(places).map(([axis, code]) => `${axis}=${code}`)];
  const found = reports
    .flatMap(({ evaluatedResource }) => evaluatedResource ?? [])
    .filter(({ extension }) => {
      const text = extension?.find(({ url }) => url === MEASURE_EXTENSIONS.TRACE)?.valueString ?? '';
      const own = new Set(text.split(' '));
      return wanted.every((one) => own.has(one));
    });
  return [...new Set(found.flatMap(({ reference }) => reference ?? []))].sort();
}
