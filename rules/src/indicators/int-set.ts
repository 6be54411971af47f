/** Most cells, those of one session, hold no more: a list is smaller than a table, and as fast. */
const FEW = 8;
/** Knuth's multiplier: numbers that follow one another are spread over the table. */
const SPREAD = 0x9e3779b1;

/**
 * A set of whole numbers from 0 to 2^32 - 2, in four to eleven bytes each, where a Set takes thirty or more. It only
 * grows. Values come in no order that means something.
 */
export class IntSet {
  #few: number[] | undefined = [];
  /** Open addressing; a slot holds the value plus one, 0 is free. */
  #table: Uint32Array | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(value: number): void {
    if (this.#table) this.#put(value);
    else if (!this.#few!.includes(value)) {
      if (this.#size < FEW) {
        this.#few!.push(value);
        this.#size += 1;
      } else {
        this.#table = new Uint32Array(FEW * 2);
        for (const one of this.#few!) insert(this.#table, one);
        this.#few = undefined;
        this.#put(value);
      }
    }
  }

  addAll(other: IntSet): void {
    for (const value of other) this.add(value);
  }

  *[Symbol.iterator](): Generator<number> {
    if (this.#few) yield* this.#few;
    else for (const slot of this.#table!) if (slot !== 0) yield slot - 1;
  }

  #put(value: number): void {
    if (!insert(this.#table!, value)) return;
    this.#size += 1;
    const old = this.#table!;
    if (this.#size * 4 <= old.length * 3) return;
    this.#table = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i++) if (old[i] !== 0) insert(this.#table, old[i]! - 1);
  }
}

/** @param table a power of two in length, never full. @returns false when it was there. */
function insert(table: Uint32Array, value: number): boolean {
  const mask = table.length - 1;
  let at = (Math.imul(value, SPREAD) >>> 7) & mask;
  for (let slot = table[at]!; slot !== 0; slot = table[at]!) {
    if (slot === value + 1) return false;
    at = (at + 1) & mask;
  }
  table[at] = value + 1;
  return true;
}
