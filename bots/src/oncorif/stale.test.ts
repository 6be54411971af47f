import { FA_PMSI, faPmsiReports } from '@dcc/rules';
import type { BotEvent } from '@medplum/core';
import type { Encounter, MeasureReport, Resource } from '@medplum/fhirtypes';
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

/** Of cases, of persons, of twelve months, of quorum and specialties: the others are stored alike. */
const MEASURES = ['A1', 'A3', 'A5', 'C1', 'Q1', 'Q2'];

const storyOf = (resources: readonly Resource[]) => new OncorifStory().with(resources, [], MEASURES);
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
    const story = await storyOf(resources);
    await story.run(['2026-10'], { extractionDate: DAY });
    expect(ofPlace(story, establishments[1]!.id).length).toBeGreaterThan(10);
    const kept = ofPlace(story, establishments[0]!.id).length;
    await cancelOne(story);
    await story.run(['2026-10'], { extractionDate: DAY });
    expect(ofPlace(story, establishments[1]!.id)).toEqual([]);
    expect(ofPlace(story, establishments[0]!.id)).toHaveLength(kept);
  });

  it('of another month or from outside stays', async () => {
    const { resources, establishments } = world();
    const story = await storyOf(resources);
    const figure = { measure: FA_PMSI, finess: '990000010', year: '2026', value: 400 };
    for (const report of faPmsiReports([figure], DAY)) await story.medplum.createResource(report);
    await story.run(['2026-09'], { extractionDate: DAY });
    await story.run(['2026-10'], { extractionDate: DAY });
    const before = reportsOf(story);
    await cancelOne(story);
    await story.run(['2026-10'], { extractionDate: DAY });
    const gone = goneOf(story, before);
    expect(gone.length).toBeGreaterThan(10);
    for (const { date, period, reporter, type } of gone) {
      expect([date, period.start]).toEqual([DAY, '2026-10-01']);
      // Beside the place, strata and traces that nothing fills any longer.
      if (type === 'summary') expect(reporter?.reference).toBe(`Organization/${establishments[1]!.id}`);
    }
    expect(reportsOf(story).filter(({ measure }) => measure.startsWith(FA_PMSI))).toHaveLength(1);
  });
});

describe('what a run of an earlier day wrote', () => {
  it('stays where this run has something newer, and goes where a place has nothing any longer', async () => {
    const { resources, establishments, gestionnaires } = world();
    const story = await storyOf(resources);
    await story.run(['2026-09', '2026-10'], { extractionDate: '2026-11-01' });
    const before = reportsOf(story);
    await cancelOne(story);
    await story.run(['2026-09', '2026-10'], { extractionDate: DAY });
    expect(ofPlace(story, establishments[1]!.id)).toEqual([]);
    const keyOf = ({ measure, period, reporter, meta }: MeasureReport) =>
      [measure, period.start, period.end, reporter?.reference, meta?.tag?.[0]?.code].join(' ');
    const newest = new Set(
      reportsOf(story)
        .filter(({ date }) => date === DAY)
        .map(keyOf),
    );
    const gone = goneOf(story, before);
    expect(gone.filter((one) => newest.has(keyOf(one)))).toEqual([]);
    const left = reportsOf(story).filter(({ date }) => date !== DAY);
    expect(left.filter((one) => !newest.has(keyOf(one)))).toEqual([]);
    const [own, centre] = [establishments[0]!.id, gestionnaires[0]!.id];
    for (const id of [own, centre]) expect(left.filter((one) => isOf(one, id)).length).toBeGreaterThan(10);
    // The figures of both months together were withdrawn with those of the one month that changed.
    const periods = new Set(
      gone.filter((one) => isOf(one, establishments[1]!.id)).map(({ period }) => period.start),
    );
    expect(periods).toEqual(new Set(['2026-09-01', '2026-10-01']));
  });

  it('stays when the run is of a day before it', async () => {
    const story = await storyOf(world().resources);
    await story.run(['2026-10'], { extractionDate: DAY });
    const before = reportsOf(story);
    await cancelOne(story);
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    expect(goneOf(story, before)).toEqual([]);
  });
});

describe('the region’s reports, once a threshold is set', () => {
  const hidden = secretOf('5');

  it('of earlier days go, of every period that shares a month, rolling windows included', async () => {
    const story = await storyOf(world().resources);
    await story.run(['2026-09', '2026-10'], { extractionDate: '2026-10-30' });
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    const before = reportsOf(story);
    // September, October, both, October again.
    expect(rollingOf(forAnalysts(story))).toEqual([0, 2, 2, 2]);
    await story.run(['2026-10'], { extractionDate: DAY }, hidden);
    const left = forAnalysts(story);
    // September alone shares no month with this run: it is masked when it is counted again.
    const others = left.filter(({ date }) => date !== DAY);
    expect(new Set(others.map(({ period }) => `${period.start} ${period.end}`))).toEqual(
      new Set(['2026-09-01 2026-09-30']),
    );
    const masked = left.filter(({ date }) => date === DAY);
    expect(rollingOf(masked)).toEqual([undefined]);
    expect(masked.every(({ meta }) => meta?.tag?.at(-1)?.code === '5')).toBe(true);
    // Those who see the patients lose nothing.
    expect(goneOf(story, before).filter((one) => !isForAnalysts(one))).toEqual([]);
    await story.run(['2026-09'], { extractionDate: DAY }, hidden);
    expect(forAnalysts(story).filter(({ date }) => date !== DAY)).toEqual([]);
  });

  it('of the same Measure’s earlier version, or of one that is no longer counted, go too', async () => {
    const story = await storyOf(world().resources);
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    const [one] = forAnalysts(story);
    const retired = { ...one!, id: undefined, measure: 'https://example.org/Measure/OLD|0.9.0' };
    const value = { ...one!.identifier![0]!, value: 'OLD:0.9.0:2026-10:region:2026-11-01' };
    const { id } = await story.medplum.createResource<MeasureReport>({ ...retired, identifier: [value] });
    await story.run(['2026-10'], { extractionDate: DAY }, hidden);
    expect(reportsOf(story).map((report) => report.id)).not.toContain(id);
  });

  it('masked as much in a longer period stay, masked less go', async () => {
    const longer = (story: OncorifStory) =>
      forAnalysts(story).filter(({ period }) => period.start === '2026-09-01' && period.end === '2026-10-31');
    const story = await storyOf(world().resources);
    await story.run(['2026-09', '2026-10'], { extractionDate: '2026-11-01' }, hidden);
    const count = longer(story).length;
    expect(count).toBeGreaterThan(10);
    await story.run(['2026-10'], { extractionDate: DAY }, hidden);
    expect(longer(story)).toHaveLength(count);
    await story.run(['2026-10'], { extractionDate: DAY }, secretOf('3'));
    expect(longer(story)).toHaveLength(count);
    await story.run(['2026-10'], { extractionDate: DAY }, secretOf('11'));
    expect(longer(story)).toEqual([]);
  });

  it('are as they were without one: what was sent that day stays', async () => {
    const story = await storyOf(world().resources);
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    const before = reportsOf(story);
    await story.run(['2026-10'], { extractionDate: DAY });
    expect(goneOf(story, before)).toEqual([]);
  });

  it('loaded from outside stay', async () => {
    const story = await storyOf(world().resources);
    const figure = { measure: FA_PMSI, finess: '990000010', year: '2026', value: 2 };
    for (const report of faPmsiReports([figure], '2026-01-31')) await story.medplum.createResource(report);
    await story.run(['2026-10'], { extractionDate: DAY }, hidden);
    expect(reportsOf(story).filter(({ measure }) => measure.startsWith(FA_PMSI))).toHaveLength(1);
  });
});

function secretOf(valueString: string): BotEvent['secrets'] {
  return { ONCORIF_THRESHOLD: { name: 'ONCORIF_THRESHOLD', valueString } };
}

function goneOf(story: OncorifStory, before: readonly MeasureReport[]): MeasureReport[] {
  const left = new Set(reportsOf(story).map(({ id }) => id));
  return before.filter(({ id }) => !left.has(id));
}

const isOf = ({ reporter }: MeasureReport, id: string | undefined) =>
  reporter?.reference === `Organization/${id}`;
const isForAnalysts = ({ meta }: MeasureReport) =>
  meta?.tag?.some(({ code }) => code === 'aggregate') ?? false;
const forAnalysts = (story: OncorifStory) => reportsOf(story).filter(isForAnalysts);

/** The patients of twelve months in each report that has their total. */
function rollingOf(reports: readonly MeasureReport[]): (number | undefined)[] {
  return reports
    .flatMap(({ group }) => group ?? [])
    .filter((one) => one.code?.coding?.[0]?.code === 'file_active_12_mois' && one.measureScore)
    .map(({ measureScore }) => measureScore!.value);
}
