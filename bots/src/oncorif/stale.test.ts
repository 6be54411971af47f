import { FA_PMSI, faPmsiReports } from '@dcc/rules';
import type { Encounter, MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { OncorifStory } from './testing.ts';

const DAY = '2026-11-02';

/** A session of each of two establishments in October. */
function world(): World {
  const story = new World();
  for (const rcp of [0, 1]) {
    const session = story.session({ start: `2026-10-0${rcp + 6}T12:30:00+02:00`, rcp });
    story.fiche(story.passage({ session, patient: story.patient() }), ['final']);
  }
  return story;
}

const reportsOf = ({ server }: OncorifStory) => server.all<MeasureReport>('MeasureReport');
const ofPlace = (story: OncorifStory, id: string | undefined) =>
  reportsOf(story).filter(({ reporter }) => reporter?.reference === `Organization/${id}`);

/** The second session did not take place. */
async function cancelOne(story: OncorifStory): Promise<void> {
  const session = story.server
    .all<Encounter>('Encounter')
    .find(({ period, partOf }) => !partOf && period?.start?.startsWith('2026-10-07'))!;
  await story.medplum.updateResource<Encounter>({ ...session, status: 'cancelled' });
}

describe('what an earlier run of the day wrote', () => {
  it('and this one does not is gone: a place that has nothing any longer, its trace too', async () => {
    const { resources, establishments } = world();
    const story = await new OncorifStory().with(resources);
    await story.run(['2026-10'], { extractionDate: DAY });
    expect(ofPlace(story, establishments[1]!.id).length).toBeGreaterThan(10);
    const kept = ofPlace(story, establishments[0]!.id).length;
    await cancelOne(story);
    await story.run(['2026-10'], { extractionDate: DAY });
    expect(ofPlace(story, establishments[1]!.id)).toEqual([]);
    expect(ofPlace(story, establishments[0]!.id)).toHaveLength(kept);
  });

  it('on another day, of another month or from outside stays', async () => {
    const { resources, establishments } = world();
    const story = await new OncorifStory().with(resources);
    const figure = { measure: FA_PMSI, finess: '990000010', year: '2026', value: 400 };
    for (const report of faPmsiReports([figure], DAY)) await story.medplum.createResource(report);
    await story.run(['2026-09'], { extractionDate: DAY });
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    await story.run(['2026-10'], { extractionDate: DAY });
    const before = reportsOf(story);
    await cancelOne(story);
    await story.run(['2026-10'], { extractionDate: DAY });
    const left = new Set(reportsOf(story).map(({ id }) => id));
    const gone = before.filter(({ id }) => !left.has(id));
    expect(gone.length).toBeGreaterThan(10);
    for (const { date, period, reporter, type } of gone) {
      expect([date, period.start]).toEqual([DAY, '2026-10-01']);
      // Beside the place, strata and traces that nothing fills any longer.
      if (type === 'summary') expect(reporter?.reference).toBe(`Organization/${establishments[1]!.id}`);
    }
    expect(reportsOf(story).filter(({ measure }) => measure.startsWith(FA_PMSI))).toHaveLength(1);
  });
});
