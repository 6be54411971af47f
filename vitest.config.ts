import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const NEVER = ['**/node_modules/**', '**/dist/**', '**/.cache/**'];
/** Rooms of pure functions: their files keep nothing between them, and may share a process. */
const PURE = [
  'rules/**/*.test.ts',
  'fhir-profiles/**/*.test.ts',
  'apps/clinic/**/*.test.ts',
  'demo/**/*.test.ts',
];
/** Each starts servers of its own. Not `warm`, which measures the first build of a schema that a process makes once. */
const SERVER = ['apps/server/**/!(warm).test.ts', 'test/src/matrix/**/*.test.ts'];
/** Their memory server and the embedded one load definitions in ways of their own: not in one process. */
const BOTS = ['bots/**/*.test.ts'];
/** Not those that were never tried together: the longest, which gain least. */
const TRANSFORMS = ['transforms/src/**/!(rules|oracle).test.ts', 'transforms/scripts/**/*.test.ts'];
/** One process takes one after the other, with one Chromium for all; each file has its server and its contexts. */
const BROWSER = ['test/src/browser/**/*.test.ts'];

const SHARED = [...PURE, ...SERVER, ...BOTS, ...TRANSFORMS, ...BROWSER];

/** What plays a month, then what waits for one, is begun first: what begins last keeps a core idle for its length. */
const FIRST = [/\/acceptance\/demo\.test/, /\/test\/src\/browser\//, /\/test\/src\/|\/demo\/src\/play\//];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = FIRST.findIndex((one) => one.test(moduleId));
      return found < 0 ? FIRST.length : found;
    };
    // By project within a rank: a process is kept for the next file only when that one is of the same project.
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/**
 * Tests share two cores with the servers and browsers they start: a browser test alone keeps more than one busy, its
 * Chromium and its server beside it. DCC_TEST_WORKERS says another number on another machine.
 */
const WORKERS = Number(process.env.DCC_TEST_WORKERS || 2);

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: WORKERS,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: NEVER, isolate: false } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          exclude: NEVER,
          isolate: false,
          globalSetup: 'test/src/browser/support/global.ts',
        },
      },
      {
        extends: true,
        test: { name: 'server', include: SERVER, exclude: NEVER, isolate: false },
      },
      { extends: true, test: { name: 'bots', include: BOTS, exclude: NEVER, isolate: false } },
      { extends: true, test: { name: 'transforms', include: TRANSFORMS, exclude: NEVER, isolate: false } },
      { extends: true, test: { name: 'rooms', include: ['**/*.test.ts'], exclude: [...NEVER, ...SHARED] } },
    ],
  },
});
