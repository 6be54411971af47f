import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rooms of pure functions: their files keep nothing between them, and may share a process. */
const PURE = ['rules/**/*.test.ts', 'fhir-profiles/**/*.test.ts', 'apps/clinic/**/*.test.ts'];
const NEVER = ['**/node_modules/**', '**/dist/**', '**/.cache/**'];

/** The month is played whole, beside the first browser test, which plays a small one and lets the others wait. */
const rank = ({ moduleId }: TestSpecification): number => {
  if (/\/acceptance\/demo\.test/.test(moduleId)) return 0;
  return /\/test\/src\/|\/demo\/src\//.test(moduleId) ? 1 : 2;
};

/** The long ones first: one that begins last would keep a core idle for its whole length. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

// Tests share two cores with the servers and browsers they start: two workers, generous time-outs.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: NEVER, isolate: false } },
      { extends: true, test: { name: 'rooms', include: ['**/*.test.ts'], exclude: [...NEVER, ...PURE] } },
    ],
  },
});
