/** First come, first served: the single SQLite writer is used by one task at a time. */
export class Mutex {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Tasks running or queued. */
  get pending(): number {
    return this.#waiting;
  }

  /** Runs the task when all earlier ones have ended, whether they failed or not. */
  async run<T>(task: () => Promise<T> | T): Promise<T> {
    const before = this.#tail;
    let release!: () => void;
    this.#tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#waiting++;
    await before;
    try {
      return await task();
    } finally {
      this.#waiting--;
      release();
    }
  }
}
