import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkCda, isRefused } from './check.ts';
import { goldenCda } from './golden-cda.ts';
import { MUTANTS } from './mutants.ts';
import { mutate } from './mutate.ts';
import { sampleFaults } from './sample-faults.ts';

/** The official tests, run by the validator of the kit, which is beside the repository or is not there. */
const VALIDATOR = join(import.meta.dirname, '../../../../shared/tools/validate-cda/validate-cda');
const LEVELS = 'XSD,VOLET,IHE,MODELES,ANS';

interface Report {
  file: string;
  errors: { level: string; role: string; text: string; location: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'dcc-oracle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function official(documents: Map<string, string>): Map<string, string[]> {
  const files = [...documents].map(([name, xml]) => {
    const file = join(folder, `${name}.xml`);
    writeFileSync(file, xml);
    return file;
  });
  const args = [...files, '--type=FRCP_2025.01', `--only=${LEVELS}`, '--json'];
  let output = '';
  try {
    output = execFileSync(VALIDATOR, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    // Status 1 says that errors were found; they are in the output.
    output = (error as { stdout: string }).stdout;
  }
  return new Map(
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Report)
      .map(({ file, errors }) => [
        file.slice(folder.length + 1, -4),
        errors
          .filter(({ role }) => role !== 'warning')
          .map(({ level, text, location }) => `${level} ${location} ${text}`),
      ]),
  );
}

/** `DCC_ORACLE=1`: the golden fiche and one in seventeen faults; `DCC_ORACLE=all`: every fault (an hour). */
const asked = process.env.DCC_ORACLE ?? '';

describe.skipIf(!asked || !existsSync(VALIDATOR))('the official tests (DCC_ORACLE)', () => {
  it('accept the golden fiche, as we do', async () => {
    const { whole } = await goldenCda();
    expect(checkCda(whole)).toEqual([]);
    expect(official(new Map([['golden', whole]])).get('golden')).toEqual([]);
  }, 300_000);

  it('refuse no fault that we accept', async () => {
    const { whole } = await goldenCda();
    const accepted = new Map(
      sampleFaults(whole, asked === 'all' ? 1 : 17).filter(([, xml]) => !isRefused(checkCda(xml))),
    );
    expect(accepted.size).toBeGreaterThan(10);
    const refused = [...official(accepted)].filter(([, errors]) => errors.length);
    expect(refused).toEqual([]);
  }, 7_200_000);

  it('refuse many of our faults too: these are no inventions', async () => {
    const { whole } = await goldenCda();
    const ours = Object.entries(MUTANTS).filter((_, at) => at % 12 === 0);
    const reports = official(new Map(ours.map(([id, change]) => [id, mutate(whole, change)])));
    const agreed = [...reports.values()].filter((errors) => errors.length);
    expect(agreed.length).toBeGreaterThan(reports.size / 3);
  }, 1_200_000);
});
