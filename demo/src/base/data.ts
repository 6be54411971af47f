import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', 'data');

/** Reads one of our data files; its shape is that of the code that asks, checked by the tests of that code. */
export function readData<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(FOLDER, ...path), 'utf8')) as T;
}

/** Names of the data files and folders of a folder, in alphabetical order on every machine. */
export function listData(...path: string[]): string[] {
  return readdirSync(join(FOLDER, ...path)).sort();
}

/** A text of a data file: long ones are cut over lines. */
export type Words = string | string[];

/** The text of a data file in one piece. */
export function words(text: Words): string {
  return typeof text === 'string' ? text : text.join(' ');
}
