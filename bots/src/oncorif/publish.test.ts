import type { Encounter, MeasureReport, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { fingerprintOf } from './fingerprint.ts';
import { OncorifStory } from './testing.ts';

/** Of cases, of persons, of twelve months, of specialties: the others are stored alike. */
const MEASURES = ['A1', 'A5', 'C1', 'Q2'];
const SECRET = { ONCORIF_THRESHOLD: { name: 'ONCORIF_THRESHOLD', valueString: '5' } };

async function told(): Promise<OncorifStory> {
  const world = new World();
  for (const rcp of [0, 1]) {
    const session = world.session({ start: `2026-10-0${rcp + 6}T12:30:00+02:00`, rcp });
    world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
  }
  return new OncorifStory().with(world.resources, [], MEASURES);
}

const reportsOf = ({ server }: OncorifStory) => server.all<MeasureReport>('MeasureReport');
const isForAnalysts = ({ meta }: MeasureReport) => meta?.tag?.[0]?.code === 'aggregate';

/** Writes of reports that a run asks for: `PUT` or `DELETE`, one for each entry. */
async function writesOf(story: OncorifStory, work: () => Promise<unknown>): Promise<string[]> {
  const writes: string[] = [];
  story.server.before = ({ body }) => {
    const entries = /"type":"batch"/.test(body ?? '') ? JSON.parse(body!).entry : [];
    for (const { request } of entries) {
      if (/^MeasureReport/.test(request.url) && request.method !== 'GET') writes.push(request.method);
    }
  };
  await work();
  story.server.before = undefined;
  return writes;
}

/** What is stored, without ids and versions. */
const contentOf = (story: OncorifStory) =>
  reportsOf(story)
    .map(({ id: _, meta, ...report }) => ({ ...report, tag: meta?.tag, accounts: meta?.accounts }))
    .sort((a, b) => (a.identifier![0]!.value! < b.identifier![0]!.value! ? -1 : 1));

describe('a run that finds what is stored', () => {
  it('writes no report, and leaves every version as it is', async () => {
    const story = await told();
    const first = await writesOf(story, () => story.run(['2026-10']));
    expect(first).toHaveLength(reportsOf(story).length);
    const before = reportsOf(story);
    expect(await writesOf(story, () => story.run(['2026-10']))).toEqual([]);
    expect(reportsOf(story)).toEqual(before);
  });

  it('writes those that differ, and them alone', async () => {
    const story = await told();
    await story.run(['2026-10']);
    const before = new Map(reportsOf(story).map((one) => [one.id, one]));
    const fiche = story.server.all('Composition')[0] as { status: string };
    await story.medplum.updateResource({ ...fiche, status: 'preliminary' } as never);
    const writes = await writesOf(story, () => story.run(['2026-10']));
    const changed = reportsOf(story).filter((one) => {
      return one.meta?.versionId !== before.get(one.id)?.meta?.versionId;
    });
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(before.size);
    expect(writes.filter((one) => one === 'PUT')).toHaveLength(changed.length);
    // As if nothing had been stored before.
    const stored = contentOf(story);
    for (const { id } of reportsOf(story)) await story.medplum.deleteResource('MeasureReport', id!);
    await story.run(['2026-10']);
    expect(contentOf(story)).toEqual(stored);
  });

  it('writes those without a fingerprint, and everything when it is told to believe nothing', async () => {
    const story = await told();
    await story.run(['2026-10']);
    const stored = contentOf(story);
    const [one] = reportsOf(story);
    expect(fingerprintOf(one!)).toMatch(/^[\w-]{43}$/);
    await story.medplum.updateResource({ ...one!, identifier: one!.identifier!.slice(0, 1), group: [] });
    expect(await writesOf(story, () => story.run(['2026-10']))).toEqual(['PUT']);
    expect(contentOf(story)).toEqual(stored);
    await story.medplum.updateResource({ ...reportsOf(story)[0]!, group: [] });
    const all = await writesOf(story, () => story.run(['2026-10'], { recount: 'true' }));
    expect(all).toEqual(stored.map(() => 'PUT'));
    expect(contentOf(story)).toEqual(stored);
  });
});

describe('a run with a threshold over one of the same day without', () => {
  it('leaves no version behind in which an analyst would read what is masked', async () => {
    const story = await told();
    await story.run(['2026-10']);
    const whole = reportsOf(story).filter(isForAnalysts);
    expect(JSON.stringify(whole)).not.toContain('"masked"');
    await story.run(['2026-10'], {}, SECRET);
    const masked = reportsOf(story).filter(isForAnalysts);
    expect(masked).toHaveLength(whole.length);
    expect(JSON.stringify(masked)).toContain('"masked"');
    const before = new Set(whole.map(({ id }) => id));
    expect(masked.filter(({ id }) => before.has(id))).toEqual([]);
    for (const { id } of masked) {
      const history = await story.medplum.readHistory('MeasureReport', id!);
      expect(history.entry).toHaveLength(1);
    }
    const again = await writesOf(story, () => story.run(['2026-10'], {}, SECRET));
    expect(again).toEqual([]);
  });

  it('killed at any of its writes, is finished by the next one', async () => {
    const story = await told();
    await story.run(['2026-10'], { extractionDate: '2026-11-01' });
    await story.run(['2026-10']);
    await cancel(story);
    const memory = story.server.repository as unknown as { resources: Map<string, Map<string, Resource>> };
    const before = copied(memory.resources);
    let count = 0;
    story.server.before = ({ body }) => {
      if (isWrite(body)) count += 1;
    };
    await story.run(['2026-10'], {}, SECRET);
    const expected = contentOf(story);
    // At least what is replaced taken away, what differs written, what is left behind taken away.
    expect(count).toBeGreaterThanOrEqual(3);
    for (let n = 1; n <= count; n++) {
      memory.resources = copied(before);
      let done = 0;
      story.server.before = ({ body }) => {
        if (isWrite(body) && ++done === n) throw new Error('connexion perdue');
      };
      await expect(story.run(['2026-10'], {}, SECRET), `write ${n}`).rejects.toThrow();
      story.server.before = undefined;
      expect(contentOf(story), `write ${n}`).not.toEqual(expected);
      await story.run(['2026-10'], {}, SECRET);
      expect(contentOf(story), `after write ${n}`).toEqual(expected);
    }
  });
});

const copied = (all: Map<string, Map<string, Resource>>) =>
  new Map([...all].map(([type, own]) => [type, new Map(own)]));

const isWrite = (body = '') => /"method":"(PUT|DELETE)","url":"MeasureReport/.test(body);

/** One of the two places has nothing any longer. */
async function cancel(story: OncorifStory): Promise<void> {
  const sessions = story.server.all<Encounter>('Encounter').filter(({ partOf }) => !partOf);
  const last = sessions.find(({ period }) => period?.start?.startsWith('2026-10-07'))!;
  await story.medplum.updateResource<Encounter>({ ...last, status: 'cancelled' });
}
