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

/** What the validator says of a document, status included: 0 and "0 error(s), 0 warning(s)" when nothing is wrong. */
async function verdict(name: string): Promise<string> {
  const file = join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.xml`);
  writeFileSync(file, write(VARIANTS[name]!(), { pdf: PDF }));
  const run = promisify(execFile)(validator ?? '', [file, '--type=FRCP_2025.01'], { maxBuffer: 1 << 26 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.trim();
}

/** Eleven seconds each on a quiet machine: three always, the others with DCC_ORACLE. */
const ALWAYS = ['golden', 'no tumour', 'transversal RCP'];
const others = Object.keys(VARIANTS).filter((name) => !ALWAYS.includes(name));

describe.skipIf(!validator)('official tests of FRCP 2025.01, all levels', () => {
  it.each(ALWAYS)(
    '%s',
    async (name) => {
      expect(await verdict(name)).toMatch(/: 0 error\(s\), 0 warning\(s\)$/);
    },
    240_000,
  );
});

describe.skipIf(!validator || !process.env.DCC_ORACLE)(
  'official tests, the other documents (DCC_ORACLE)',
  () => {
    it('has enough of them', () => {
      expect(others.length).toBeGreaterThanOrEqual(6);
    });

    it.each(others)(
      '%s',
      async (name) => {
        expect(await verdict(name)).toMatch(/: 0 error\(s\), 0 warning\(s\)$/);
      },
      240_000,
    );
  },
);
