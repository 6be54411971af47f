import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { PDF, write } from './testing.ts';
import { VARIANTS } from './variants.ts';

/** The official tests of the kit, at all levels. The kit lies beside the repository, or is not there. */
function findValidator(): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const validator = join(folder, '../shared/tools/validate-cda/validate-cda');
    if (existsSync(validator)) return validator;
  }
  return undefined;
}

const validator = findValidator();
const folder = mkdtempSync(join(tmpdir(), 'dcc-cda-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Verdict {
  file: string;
  /** Warnings included. */
  errors: { level: string; text: string }[];
}

/**
 * What the validator finds wrong in each document, all in one run: reading its rules is half of its work.
 * @throws what it wrote, when it judged less than it was given.
 */
async function judge(names: string[]): Promise<Map<string, Verdict['errors']>> {
  const fileOf = (name: string) => join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.xml`);
  for (const name of names) writeFileSync(fileOf(name), write(VARIANTS[name]!(), { pdf: PDF }));
  const args = [...names.map(fileOf), '--type=FRCP_2025.01', '--json'];
  const run = promisify(execFile)(validator ?? '', args, { maxBuffer: 1 << 26 });
  // It ends with 1 when it found something.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const verdicts = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
  return new Map(names.map((name) => [name, verdicts.find(({ file }) => file === fileOf(name))!.errors]));
}

/** One run for a group of tests, by the first of them. */
function judging(names: string[]): (name: string) => Promise<Verdict['errors'] | undefined> {
  let all: ReturnType<typeof judge> | undefined;
  return async (name) => {
    all ??= judge(names);
    return (await all).get(name);
  };
}

/** Seconds each on a quiet machine: three always, the others with DCC_ORACLE. */
const ALWAYS = ['golden', 'no tumour', 'transversal RCP'];
const others = Object.keys(VARIANTS).filter((name) => !ALWAYS.includes(name));

describe.skipIf(!validator)('official tests of FRCP 2025.01, all levels', () => {
  const verdict = judging(ALWAYS);
  it.each(ALWAYS)(
    '%s',
    async (name) => {
      expect(await verdict(name)).toEqual([]);
    },
    240_000,
  );
});

describe.skipIf(!validator || !process.env.DCC_ORACLE)(
  'official tests, the other documents (DCC_ORACLE)',
  () => {
    const verdict = judging(others);
    it('has enough of them', () => {
      expect(others.length).toBeGreaterThanOrEqual(6);
    });

    it.each(others)(
      '%s',
      async (name) => {
        expect(await verdict(name)).toEqual([]);
      },
      600_000,
    );
  },
);
