import type { Binary, Composition, Encounter, MeasureReport, Patient, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyPlan, playHistory } from '../../../rules/src/indicators/testing/history.ts';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { OncorifStory } from './testing.ts';

const FILES = ['indicateurs.csv', 'sessions.csv', 'offre_rcp.csv', 'dictionnaire.csv', 'manifest.json'];
const SUMMER = '2026-06';
const AUTUMN = '2026-10';

/** A patient and a fiche in June, the same patient and another one in October. */
function twoSeasons() {
  const world = new World();
  const [first, second] = [world.patient({ ins: '1', status: 'VALI' }), world.patient()];
  const june = world.session({ start: `${SUMMER}-09T12:30:00+02:00` });
  const october = world.session({ start: `${AUTUMN}-06T12:30:00+02:00`, rcp: 1 });
  world.fiche(world.passage({ session: june, patient: first }), ['final']);
  world.fiche(world.passage({ session: october, patient: first }), ['final']);
  world.fiche(world.passage({ session: october, patient: second, requester: 1 }), ['final']);
  return { world, first, second, june, october };
}

async function outcome(story: OncorifStory, months: readonly string[], more: Record<string, string> = {}) {
  const result = await story.run(months, more);
  const read = result.parameter!.filter(({ name }) => name === 'read').map((one) => one.valueString!);
  const files = Object.fromEntries(FILES.map((name) => [name, story.file(result, name)]));
  const others = result.parameter!.filter(({ name }) => name === 'failure' || name === 'anomaly');
  const reports = story.server
    .all<MeasureReport>('MeasureReport')
    .map(({ id: _, meta, ...report }) => ({ ...report, tag: meta?.tag }))
    .sort((a, b) => (a.identifier![0]!.value! < b.identifier![0]!.value! ? -1 : 1));
  return { read, figures: { files, others, reports } };
}

/** What an export that may use what is kept gives, and that it is what one that reads everything gives. */
async function checked(story: OncorifStory, months: readonly string[] = [AUTUMN]): Promise<string[]> {
  const incremental = await outcome(story, months);
  const whole = await outcome(story, months, { recount: 'true' });
  expect(whole.read.length).toBeGreaterThanOrEqual(12);
  expect(incremental.figures).toEqual(whole.figures);
  return incremental.read;
}

const active = async (story: OncorifStory): Promise<string | undefined> => {
  const text = story.file(await story.run([AUTUMN]), 'indicateurs.csv');
  const lines = text.split('\r\n').map((line) => line.split(';'));
  return lines.find((cells) => cells.includes('total') && cells.includes('file_active_12_mois'))?.at(-3);
};

describe('an export after another one', () => {
  it('reads its own month only when nothing changed, and gives the same', async () => {
    const story = await new OncorifStory().with(twoSeasons().world.resources);
    expect((await outcome(story, [AUTUMN])).read).toHaveLength(12);
    expect(await checked(story)).toEqual([AUTUMN]);
    expect(await active(story)).toBe('2');
  });

  it('reads again the month of its window where one fiche changed, and no other', async () => {
    const { world, june } = twoSeasons();
    const story = await new OncorifStory().with(world.resources);
    await story.run([AUTUMN]);
    const inJune = story.server
      .all<Encounter>('Encounter')
      .find(({ partOf }) => partOf?.reference === `Encounter/${june.id}`)!;
    const fiche = story.server
      .all<Composition>('Composition')
      .find(({ encounter }) => encounter?.reference === `Encounter/${inJune.id}`)!;
    await story.medplum.updateResource({ ...fiche, status: 'entered-in-error' });
    expect(await checked(story)).toEqual([SUMMER, AUTUMN]);
  });

  it('reads nothing of the history: the requests are those of its month and of what changed', async () => {
    const story = await new OncorifStory().with(twoSeasons().world.resources);
    await story.run([AUTUMN]);
    const asked: string[] = [];
    story.server.before = ({ body, url }) => asked.push(`${url} ${body ?? ''}`);
    await story.run([AUTUMN]);
    const sessions = asked.filter((one) => one.includes('/Encounter?') && one.includes('date='));
    expect(sessions.length).toBeGreaterThan(0);
    // A day before the month in Paris, never the first of the window.
    for (const one of sessions) expect(decodeURIComponent(one)).toContain('date=ge2026-09-29');
  });

  it('counts the month of an earlier export as a month of its window, without reading it', async () => {
    const story = await new OncorifStory().with(twoSeasons().world.resources);
    await story.run([SUMMER]);
    const { read } = await outcome(story, [AUTUMN]);
    expect(read).toEqual(['2026-07', '2026-08', '2026-09', AUTUMN]);
    expect(await checked(story, ['2026-07', '2026-08'])).toEqual(['2026-07', '2026-08']);
  });
});

describe('a month that is kept is read again when', () => {
  const cases: Record<
    string,
    (story: OncorifStory, seasons: ReturnType<typeof twoSeasons>) => Promise<unknown>
  > = {
    'a patient of it was merged into another one': (story, { first, second }) =>
      story.medplum.updateResource<Patient>({
        ...(story.server.all<Patient>('Patient').find(({ id }) => id === first.id) as Patient),
        link: [{ type: 'replaced-by', other: { reference: `Patient/${second.id}` } }],
      }),
    'its session was put off to another month': (story, { june }) =>
      story.medplum.updateResource<Encounter>({
        ...(story.server.all<Encounter>('Encounter').find(({ id }) => id === june.id) as Encounter),
        period: { start: '2026-07-01T12:30:00+02:00' },
      }),
    'its session was deleted': (story, { june }) => story.medplum.deleteResource('Encounter', june.id!),
    'a case came to its session': (story, { june, second }) => {
      const world = new World();
      world.passage({ session: june, patient: second });
      return story.server.add(...renamed(world.resources));
    },
    'a session came to it': (story) => {
      const world = new World();
      const session = world.session({ start: `${SUMMER}-23T09:00:00+02:00` });
      return story.server.add(...renamed(world.resources).filter(({ id }) => id === `new-${session.id}`));
    },
    'the establishment that organised it has another name': (story, { world }) => {
      const [establishment] = world.establishments;
      return story.medplum.updateResource({ ...establishment!, name: 'CH Renommé' });
    },
  };

  it.each(Object.entries(cases))('%s', async (_, change) => {
    const seasons = twoSeasons();
    const story = await new OncorifStory().with(seasons.world.resources);
    await story.run([AUTUMN]);
    await change(story, seasons);
    expect(await checked(story)).toContain(SUMMER);
  });

  it('the Measures are not those that counted it', async () => {
    const story = await new OncorifStory().with(twoSeasons().world.resources);
    await story.run([AUTUMN]);
    const { measures } = published();
    const stored = story.server.all('Measure')[0] as Resource & { title?: string };
    expect(measures.length).toBeGreaterThan(0);
    await story.medplum.updateResource({ ...stored, title: 'Autre' } as Resource);
    expect(await checked(story)).toHaveLength(12);
  });

  it('what was kept of it is lost', async () => {
    const story = await new OncorifStory().with(twoSeasons().world.resources);
    await story.run([AUTUMN]);
    for (const { id, contentType } of story.server.all<Binary>('Binary')) {
      if (contentType === 'application/gzip') await story.medplum.deleteResource('Binary', id!);
    }
    expect(await checked(story)).toHaveLength(12);
  });
});

/** Resources of another world under other names, so that they stand beside those of the first. */
function renamed(resources: readonly Resource[]): Resource[] {
  return resources
    .filter(({ resourceType }) => resourceType === 'Encounter')
    .map((resource) => ({ ...resource, id: `new-${resource.id}` }));
}

describe('random histories', () => {
  it('give after random changes what a whole count gives', async () => {
    const change = fc.record({ of: fc.nat(999), kind: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(
        historyPlan,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (plan, changes) => {
          const story = await new OncorifStory().with(playHistory(plan).resources);
          await story.run(['2026-12']);
          for (const { of, kind } of changes) await alter(story, of, kind);
          await checked(story, ['2026-12']);
          await checked(story, ['2026-11', '2026-12']);
        },
      ),
      { numRuns: 6, seed: 20261123 },
    );
  });
});

/** One change of the kinds that a team makes, on the n-th resource it may concern. */
async function alter(story: OncorifStory, of: number, kind: number): Promise<void> {
  const nth = <T extends Resource>(type: T['resourceType'], where: (one: T) => boolean = () => true) => {
    const all = story.server.all<T>(type).filter(where);
    return all.length > 0 ? all[of % all.length] : undefined;
  };
  const isCase = ({ partOf }: Encounter): boolean => partOf !== undefined;
  const composition = nth<Composition>('Composition');
  const encounter = nth<Encounter>('Encounter', isCase);
  const session = nth<Encounter>('Encounter', (one) => !isCase(one));
  const [patient, other] = [nth<Patient>('Patient'), story.server.all<Patient>('Patient')[0]];
  if (kind === 0 && composition) {
    const status = composition.status === 'final' ? 'preliminary' : 'final';
    await story.medplum.updateResource({ ...composition, status });
  } else if (kind === 1 && encounter) {
    const status = encounter.status === 'finished' ? 'cancelled' : 'finished';
    await story.medplum.updateResource({ ...encounter, status });
  } else if (kind === 2 && session) {
    await story.medplum.updateResource({ ...session, period: { start: '2026-11-15T10:00:00+01:00' } });
  } else if (kind === 3 && patient && other && patient.id !== other.id) {
    const link = [{ type: 'replaced-by' as const, other: { reference: `Patient/${other.id}` } }];
    await story.medplum.updateResource({ ...patient, link });
  } else if (kind === 4 && encounter && session) {
    await story.medplum.updateResource({ ...encounter, partOf: { reference: `Encounter/${session.id}` } });
  }
}
