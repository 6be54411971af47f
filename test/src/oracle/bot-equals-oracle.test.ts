import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { OncorifStory } from '../../../bots/src/oncorif/testing.ts';
import { historyPlan, MONTHS, playHistory } from '../../../rules/src/indicators/testing/history.ts';
import { checkIdentities, compareCsvWithOracle, readCsv } from './index.ts';
import { Tally } from './tally.ts';

const tally = new Tally('bot');
afterAll(() => tally.write());

describe('the CSV that the bot writes', () => {
  it('equals the independent count of what the server holds, for any history', async () => {
    await fc.assert(
      fc.asyncProperty(historyPlan, async (plan) => {
        const { resources } = playHistory(plan);
        const story = await new OncorifStory().with(resources);
        const result = await story.run(MONTHS);
        const text = story.file(result, 'indicateurs.csv');
        const differences = compareCsvWithOracle(text, resources, MONTHS);
        expect(tally.compared(readCsv(text).length, differences)).toEqual([]);
        expect(checkIdentities(readCsv(text))).toEqual([]);
        const sessions = readCsv(story.file(result, 'sessions.csv'));
        const rows = readCsv(text).filter(
          (row) => row.dimension_level === 'session' && row.indicateur === 'A5',
        );
        expect(sessions.filter((row) => MONTHS.includes(row.periode as never))).toHaveLength(sessions.length);
        // Each session is there for its month and for the whole period.
        expect(rows).toHaveLength(sessions.length * 2);
      }),
      { numRuns: 15, seed: 2026 },
    );
  });
});
