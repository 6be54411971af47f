import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a bundle was made of: path relative to the repository -> SHA-256 of the content. */
type Recipe = Record<string, string>;

/** Is the bundle there, made of exactly these contents? Dates say nothing: a checkout changes them all. */
export function isFresh(root: string, output: string): boolean {
  if (!existsSync(output) || !existsSync(recipeOf(output))) {
    return false;
  }
  const recipe = JSON.parse(readFileSync(recipeOf(output), 'utf8')) as Recipe;
  return Object.entries(recipe).every(([path, hash]) => hashOf(join(root, path)) === hash);
}

/** Keeps what a bundle was made of, beside it. */
export function remember(root: string, output: string, inputs: readonly string[]): void {
  const recipe: Recipe = Object.fromEntries(
    [...inputs].sort().map((path) => [path, hashOf(join(root, path))]),
  );
  writeFileSync(recipeOf(output), `${JSON.stringify(recipe, null, 1)}\n`);
}

function recipeOf(output: string): string {
  return `${output}.inputs.json`;
}

const hashes = new Map<string, string>();

function hashOf(path: string): string {
  let hash = hashes.get(path);
  if (hash === undefined) {
    hash = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    hashes.set(path, hash);
  }
  return hash;
}

/** Forgets the hashes of this process: a test changes files between two builds. */
export function forget(): void {
  hashes.clear();
}
