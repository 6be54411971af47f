import { createHmac } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Kept } from '@dcc/rules';
import { ReadSet } from './read-set.ts';

/** Changes when the bytes below do: what an older version wrote is then read again. */
const FORMAT = 1;
const KEY_BYTES = 8;
const REMEMBERED = 2_000;

/** A month as it was counted: its figures for rolling windows, and what tells that they still hold. */
export interface KeptMonth {
  readonly kept: Kept;
  /** How many resources were there to be read, by kind: one that is deleted is in no search for changes. */
  readonly counts: string;
  readonly read: ReadSet;
}

/**
 * A keyed hash: without the salt nobody finds the INS behind a key by trying them all, and with it a key is
 * the same in every month, so that unions stay exact. 64 bits: of 150,000 patients a year two are
 * taken for one with a chance of six in ten billion.
 */
export function hidden(salt: Buffer): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    let text = known.get(key);
    if (text === undefined) {
      text = createHmac('sha256', salt).update(key).digest().subarray(0, KEY_BYTES).toString('base64url');
      // A patient is met in every indicator of a case, one after the other: the last ones are enough.
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, text);
    }
    return text;
  };
}

/** Keys are written once and named by their number: they are in a dozen cells each. */
export function encodeMonth({ kept, counts, read }: KeptMonth): Uint8Array<ArrayBuffer> {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  const cells = changeKeys(kept.data.cells, numberOf);
  const text = JSON.stringify({
    format: FORMAT,
    kept: { ...kept, data: { ...kept.data, cells } },
    keys: [...numbers.keys()],
    counts,
    read: read.bytes.toString('base64'),
  });
  return Uint8Array.from(gzipSync(text));
}

/** Undefined when these are not bytes of ours: the month is read again. */
export function decodeMonth(bytes: Uint8Array): KeptMonth | undefined {
  try {
    const { format, kept, keys, counts, read } = JSON.parse(gunzipSync(bytes).toString('utf8'));
    if (format !== FORMAT) return undefined;
    const cells = changeKeys(kept.data.cells, (n: number) => keys[n] as string);
    const data = { ...kept.data, cells };
    return { kept: { ...kept, data }, counts, read: new ReadSet(Buffer.from(read, 'base64')) };
  } catch {
    return undefined;
  }
}

type CellOf<T> = [[number, T[]], [number, T[]], number[]];
type ListOf<T> = [string, CellOf<T>][];
type GroupOf<T> = { total: CellOf<T>; axes: { strata: ListOf<T>; bases: ListOf<T> }[] } | null;

function changeKeys<A, B>(cells: unknown, change: (key: A) => B): Kept['data']['cells'] {
  const cell = ([numerator, denominator, observations]: CellOf<A>): CellOf<B> => [
    [numerator[0], numerator[1].map(change)],
    [denominator[0], denominator[1].map(change)],
    observations,
  ];
  const list = (all: ListOf<A>): ListOf<B> => all.map(([text, one]) => [text, cell(one)]);
  const changed = (cells as GroupOf<A>[][]).map((groups) =>
    groups.map((group): GroupOf<B> => {
      if (!group) return null;
      const axes = group.axes.map(({ strata, bases }) => ({ strata: list(strata), bases: list(bases) }));
      return { total: cell(group.total), axes };
    }),
  );
  return changed as unknown as Kept['data']['cells'];
}
