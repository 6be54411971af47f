import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The long ones first: one that begins last would keep a core idle for its whole length. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const crossesRooms = (one: TestSpecification) => Number(/\/test\/src\/|\/demo\/src\//.test(one.moduleId));
    return sorted.toSorted((one, other) => crossesRooms(other) - crossesRooms(one));
  }
}

// Tests share two cores with the servers and browsers they start: two workers, generous time-outs.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.cache/**'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
