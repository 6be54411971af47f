import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/shared.ts';

/** Where `npm run test:indicators` finds what was compared, a file per test. */
const FOLDER = join(repository, 'out', 'indicators');

/** What one test compared with the independent count. */
export class Tally {
  readonly #name: string;
  #histories = 0;
  #rows = 0;
  #different = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** @param differences the lines of `compareRowsWithOracle`; given back as they are. */
  compared(rows: number, differences: string[]): string[] {
    this.#histories += 1;
    this.#rows += rows;
    this.#different += differences.length;
    return differences;
  }

  write(): void {
    mkdirSync(FOLDER, { recursive: true });
    const counts = { histories: this.#histories, rows: this.#rows, different: this.#different };
    writeFileSync(join(FOLDER, `${this.#name}.json`), JSON.stringify(counts));
  }
}
