import { hash } from 'node:crypto';
import type { Lookup } from '@dcc/rules';
import type { Resource } from '@medplum/fhirtypes';
import { referenceTo } from './reading.ts';

/** Bytes of a reference's hash, then of its version's: a month of the region is some 80,000 records. */
const NAME = 6;
const VERSION = 4;
const RECORD = NAME + VERSION;
/** Directory entries are met again in every case: their hashes are not made again. */
const REMEMBERED = 5_000;

/** How a resource stands to what was read: never asked for, as it was read, or changed since. */
export type Standing = 'unknown' | 'same' | 'changed';

/**
 * Which version of which resource a month was counted from, by hashes: enough to tell that one of them
 * changed, too little to list them. What was asked for and not found is in it too, since it may come.
 */
export class ReadSet {
  /** Records one after the other, in one piece: as an object each they would take ten times the room. */
  #bytes: Buffer;
  #length: number;
  /** Bytes at the beginning that are in order, each record once. */
  #sorted: number;
  readonly #known = new Set<string>();

  /** @param bytes those of an earlier set; undefined for an empty one. */
  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#bytes = bytes;
    this.#length = bytes.length;
    this.#sorted = bytes.length;
  }

  add(resource: Resource): void {
    this.#push(referenceTo(resource), resource.meta?.versionId ?? '');
  }

  /** The same lookup, all that it is asked for being added. */
  recording(lookup: Lookup): Lookup {
    return (reference) => {
      const found = lookup(reference);
      this.#push(reference, found?.meta?.versionId ?? '');
      return found;
    };
  }

  standing(reference: string, version: string): Standing {
    const all = this.bytes;
    const wanted = recordOf(reference, version);
    let [low, high] = [0, all.length / RECORD];
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = all.compare(wanted, 0, NAME, middle * RECORD, middle * RECORD + NAME);
      if (order === 0) return this.#compare(wanted, middle);
      if (order > 0) high = middle;
      else low = middle + 1;
    }
    return 'unknown';
  }

  has(reference: string | undefined): boolean {
    return reference !== undefined && this.standing(reference, '') !== 'unknown';
  }

  /** The records in order, each once. */
  get bytes(): Buffer {
    if (this.#sorted < this.#length) {
      this.#bytes = inOrder(this.#bytes.subarray(0, this.#length));
      this.#length = this.#bytes.length;
      this.#sorted = this.#length;
    }
    return this.#bytes.subarray(0, this.#length);
  }

  /** A resource that was read twice, in two versions, is never the same. */
  #compare(wanted: Buffer, at: number): Standing {
    const all = this.bytes;
    const isNamed = (n: number): boolean =>
      n >= 0 && n * RECORD < all.length && all.compare(wanted, 0, NAME, n * RECORD, n * RECORD + NAME) === 0;
    let [first, last] = [at, at];
    while (isNamed(first - 1)) first -= 1;
    while (isNamed(last + 1)) last += 1;
    const record = all.subarray(first * RECORD, (first + 1) * RECORD);
    return first === last && record.equals(wanted) ? 'same' : 'changed';
  }

  #push(reference: string, version: string): void {
    const key = `${reference}@${version}`;
    if (this.#known.has(key)) return;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.add(key);
    if (this.#length + RECORD > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, 64 * RECORD));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    recordOf(reference, version).copy(this.#bytes, this.#length);
    this.#length += RECORD;
  }
}

/** The same records in order, each once, in a piece of their own. */
function inOrder(records: Buffer): Buffer {
  const compare = (a: number, b: number): number =>
    records.compare(records, b * RECORD, (b + 1) * RECORD, a * RECORD, (a + 1) * RECORD);
  const order = Uint32Array.from({ length: records.length / RECORD }, (_, n) => n).sort(compare);
  const sorted = Buffer.alloc(records.length);
  let length = 0;
  for (const [i, n] of order.entries()) {
    if (i > 0 && compare(n, order[i - 1]!) === 0) continue;
    length += records.copy(sorted, length, n * RECORD, (n + 1) * RECORD);
  }
  return sorted.subarray(0, length);
}

function recordOf(reference: string, version: string): Buffer {
  return Buffer.concat([digest(reference, NAME), digest(`${reference}@${version}`, VERSION)]);
}

function digest(text: string, bytes: number): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, bytes);
}
