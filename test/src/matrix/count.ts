import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/shared.ts';

/** Where `npm run test:matrix` finds what was tried, a file per part. */
export const COUNTS = join(repository, 'out', 'matrix');

export function writeCount(part: string, tried: number, held: number): void {
  mkdirSync(COUNTS, { recursive: true });
  writeFileSync(join(COUNTS, `${part}.json`), JSON.stringify({ tried, held }));
}
