/**
 * The write clock: milliseconds, strictly increasing over the life of the database. meta.lastUpdated is then
 * unique, and `_sort=_lastUpdated` with a cursor neither skips nor repeats a resource.
 */
export class Clock {
  #last: number;

  constructor(last: number) {
    this.#last = last;
  }

  next(): number {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return this.#last;
  }
}
