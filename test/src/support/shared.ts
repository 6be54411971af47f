/**
 * The official kit and its validator live beside the repository, in `../shared`; a user's clone has neither. Tests
 * that need them skip visibly there, and fail in CI, where they must never be skipped.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
export const shared = join(repository, '..', 'shared');
export const validator = join(shared, 'tools', 'validate-cda', 'validate-cda');
export const hasShared = existsSync(validator);

if (!hasShared && process.env.CI) throw new Error('En intégration continue, ../shared doit être là.');

export interface Verdict {
  file: string;
  errors: string[];
}

/** Levels of the official validator; all of them when `only` is left out. */
export type Level = 'XSD' | 'VOLET' | 'IHE' | 'TERMINO' | 'MODELES' | 'STRUCMIN' | 'ANS';
export const ALL_BUT_STRUCMIN: Level[] = ['XSD', 'VOLET', 'IHE', 'TERMINO', 'MODELES', 'ANS'];

/** Passes documents through the official validator in one process: its schemas are then loaded once. */
export function validateCda(
  files: string[],
  type: string,
  only?: Level[],
): Promise<{ code: number; output: string }> {
  const args = [...files, `--type=${type}`, ...(only ? [`--only=${only.join(',')}`] : [])];
  return new Promise((done) => {
    execFile(validator, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

/** Splits `items` in as many shares as there are workers, and waits for all: the machine has two cores. */
export async function inShares<T, R>(
  items: T[],
  shares: number,
  work: (share: T[]) => Promise<R>,
): Promise<R[]> {
  const parts = Array.from({ length: shares }, (_, n) => items.filter((_, i) => i % shares === n));
  return Promise.all(parts.filter((part) => part.length > 0).map(work));
}
