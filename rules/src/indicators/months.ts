import type { Library, Measure } from '@medplum/fhirtypes';
import type { Group } from './definition.ts';
import { extensionOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { KeyPool } from './key-pool.ts';
import { monthsBefore, monthsBetween } from './paris-time.ts';
import type { ReportPeriod } from './result.ts';
import { type HideKey, Tally, type TallyData, type Wanted } from './tally.ts';

/**
 * The figures of one month, to be counted with later without reading the month again. They hold the keys of
 * patients: keep them where the cases are kept.
 */
export interface Kept {
  readonly month: string;
  /** Of the definitions that counted it: by others, it is of no use. */
  readonly definitions: string;
  /** True when it holds what rolling windows need only: then it does not stand for a month that counts. */
  readonly windows?: boolean;
  readonly data: TallyData;
}

/** The tallies of every month that is read or kept, and their unions. */
export class Months {
  readonly #groups: readonly (readonly Group[])[];
  readonly #sources: readonly (Measure | Library)[];
  #fingerprint: string | undefined;
  readonly #pool = new KeyPool();
  readonly #open = new Map<string, Tally>();
  readonly #kept = new Map<string, Tally>();

  /**
   * @param definitions Measures and Libraries: figures kept under others are passed over.
   * @param counts the months that count by themselves.
   */
  constructor(
    groups: readonly (readonly Group[])[],
    definitions: readonly (Measure | Library)[],
    read: readonly string[],
    { kept = [], counts, hide }: { kept?: readonly Kept[]; counts: readonly string[]; hide?: HideKey },
  ) {
    this.#groups = groups;
    this.#sources = definitions;
    for (const one of kept) {
      if (one.definitions !== this.#definitions || (one.windows && counts.includes(one.month))) continue;
      this.#kept.set(one.month, Tally.from(one.data, groups, this.#pool));
    }
    for (const month of read)
      if (!this.#kept.has(month)) this.#open.set(month, new Tally(groups, this.#pool, hide));
  }

  /** Read letter by letter: only where something is kept, or was. */
  get #definitions(): string {
    this.#fingerprint ??= fingerprint(this.#sources);
    return this.#fingerprint;
  }

  get open(): string[] {
    return [...this.#open.keys()];
  }

  /** Where units of this month are added; undefined when it is not read. */
  tally(month: string): Tally | undefined {
    return this.#open.get(month);
  }

  keep(month: string): Kept | undefined {
    const tally = this.#at(month);
    return tally && { month, definitions: this.#definitions, data: tally.data() };
  }

  /** The figures of the groups that have a window. */
  keepWindows(month: string): Kept | undefined {
    const wanted: Wanted = (index, position) => this.#groups[index]![position]!.window > 1;
    const data = this.#at(month)?.data(wanted);
    return data && { month, definitions: this.#definitions, windows: true, data };
  }

  /** True when every month from the first to the last was read or kept. */
  covers({ first, last }: ReportPeriod): boolean {
    return monthsBetween(first, last).every((month) => this.#open.has(month) || this.#kept.has(month));
  }

  /** The figures of a period. */
  union({ first, last }: ReportPeriod): Tally {
    const months = monthsBetween(first, last);
    if (months.length === 1) return this.#at(first) ?? new Tally(this.#groups, this.#pool);
    const union = new Tally(this.#groups, this.#pool);
    for (const month of months) {
      const tally = this.#at(month);
      if (tally) union.merge(tally);
    }
    return union;
  }

  /** The figures of a rolling window, of the groups that are wanted. */
  window({ first, last }: ReportPeriod, wanted: Wanted): Tally {
    const union = new Tally(this.#groups, this.#pool);
    for (const month of monthsBetween(first, last)) {
      const tally = this.#at(month);
      if (tally) union.mergeWindow(tally, wanted);
    }
    return union;
  }

  #at(month: string): Tally | undefined {
    return this.#open.get(month) ?? this.#kept.get(month);
  }
}

/** The months of a rolling window: the last one is that of the period. */
export function windowOf({ last }: ReportPeriod, months: number): ReportPeriod {
  return { first: monthsBefore(last, months - 1), last };
}

/** Every month that must be read to count these months, those of the Measures' rolling windows included. */
export function monthsToRead(months: readonly string[], measures: readonly Measure[]): string[] {
  if (months.length === 0) return [];
  const windows = measures.flatMap(({ group }) =>
    (group ?? []).map((one) => extensionOf(one, MEASURE_EXTENSIONS.WINDOW)?.valueDuration?.value ?? 1),
  );
  return monthsBetween(monthsBefore(months[0]!, Math.max(1, ...windows) - 1), months.at(-1)!);
}

/** Equal for the same definitions, letter by letter (FNV-1a over the JSON, two lanes). */
function fingerprint(definitions: readonly (Measure | Library)[]): string {
  const text = definitions
    .map((one) => JSON.stringify({ ...one, id: undefined, meta: undefined }))
    .sort()
    .join('\n');
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995) ^ (b >>> 15);
  }
  return `${text.length}-${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`;
}
