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

// Two cores, and tests that wait for a browser or for a server half of the time: three workers, generous time-outs.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.cache/**'],
    pool: 'forks',
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
