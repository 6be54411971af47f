import { createHash } from 'node:crypto';
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
  #records: Buffer[] = [];
  #sorted: Buffer | undefined;
  readonly #known = new Map<string, Buffer>();

  /** @param bytes those of an earlier set; undefined for an empty one. */
  constructor(bytes?: Buffer) {
    this.#sorted = bytes;
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
    if (this.#records.length > 0 || !this.#sorted) {
      const before = this.#sorted ? recordsOf(this.#sorted) : [];
      const sorted = [...before, ...this.#records].sort(Buffer.compare);
      this.#sorted = Buffer.concat(sorted.filter((one, i) => i === 0 || !one.equals(sorted[i - 1]!)));
      this.#records = [];
    }
    return this.#sorted;
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
    let record = this.#known.get(key);
    if (!record) {
      record = recordOf(reference, version);
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(key, record);
      this.#records.push(record);
    }
  }
}

function recordsOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / RECORD }, (_, n) =>
    bytes.subarray(n * RECORD, (n + 1) * RECORD),
  );
}

function recordOf(reference: string, version: string): Buffer {
  return Buffer.concat([hash(reference, NAME), hash(`${reference}@${version}`, VERSION)]);
}

function hash(text: string, bytes: number): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, bytes);
}
