import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { readAxes, readByIdentifier, readFigures, readTraces, reportQuery } from './read.ts';

const PERIOD = { first: '2026-01', last: '2026-12' };
const report = (month: string, more: object = {}) => ({
  resourceType: 'MeasureReport',
  measure: 'https://example.org/Measure/A1|1.0.0',
  period: { start: `2026-${month}-01`, end: `2026-${month}-28` },
  ...more,
});
/** Answers each search by what it asks for. */
const client = (answer: (query: URLSearchParams) => object[]) =>
  ({
    searchResourcePages: async function* (_type: string, query: string) {
      yield answer(new URLSearchParams(query));
    },
  }) as unknown as MedplumClient;
const startsOf = (found: MeasureReport[]) => found.map(({ period }) => period.start);

test('a search asks for one tag of each list, whole months, and one indicator when told', () => {
  const canonical = 'https://example.org/Measure/A1|1.0.0';
  const query = new URLSearchParams(reportQuery([['a', 'b'], ['totals']], PERIOD, canonical));
  const [either, totals] = query.getAll('_tag');
  expect(either).toMatch(/^[^,]+\|a,[^,]+\|b$/);
  expect(totals).toMatch(/\|totals$/);
  expect(query.getAll('period')).toEqual(['ge2026-01-01', 'le2026-12-31']);
  expect(query.get('measure')).toBe(canonical);
});

describe('figures', () => {
  test('as totals are read by their tag, and only inside the period', async () => {
    const overlapping = { ...report('03'), period: { start: '2025-12-01', end: '2026-01-31' } };
    const found = await readFigures(
      client((query) => (query.getAll('_tag').length === 2 ? [report('03'), overlapping] : [report('04')])),
      PERIOD,
      'totals',
    );
    expect(startsOf(found)).toEqual(['2026-03-01']);
  });

  test('of one indicator come with its strata, without what is crossed', async () => {
    const asked: URLSearchParams[] = [];
    const medplum = client((query) => {
      asked.push(query);
      return [report('03')];
    });
    await readFigures(medplum, PERIOD, 'strata', 'https://example.org/Measure/A1|1.0.0');
    expect(asked).toHaveLength(1);
    expect(asked[0]!.getAll('_tag')[1]).toMatch(/\|totals,[^,]+\|strata$/);
  });

  test('with what is crossed are asked for once, by no part', async () => {
    const asked: URLSearchParams[] = [];
    const medplum = client((query) => {
      asked.push(query);
      return [];
    });
    expect(await readFigures(medplum, PERIOD, 'whole')).toEqual([]);
    expect(asked.map((query) => query.getAll('_tag').length)).toEqual([1]);
  });

  test('come from whole reports where none stands apart', async () => {
    const found = await readFigures(
      client((query) => (query.getAll('_tag').length === 2 ? [] : [report('04')])),
      PERIOD,
      'totals',
    );
    expect(startsOf(found)).toEqual(['2026-04-01']);
  });
});

describe('pages of axes', () => {
  /** Codes of each `_tag`, and whether another day's month is left out. */
  const asking = async (axes: string[], places: Record<string, string>) => {
    const asked: URLSearchParams[] = [];
    const medplum = client((query) => {
      asked.push(query);
      return [report('03'), { ...report('03'), period: { start: '2025-12-01', end: '2026-01-31' } }];
    });
    const found = await readAxes(medplum, PERIOD, { axes, places }, 'https://example.org/Measure/A1|1.0.0');
    expect(asked).toHaveLength(1);
    expect(asked[0]!.get('measure')).toBe('https://example.org/Measure/A1|1.0.0');
    expect(startsOf(found)).toEqual(['2026-03-01']);
    return asked[0]!.getAll('_tag').map((any) => any.split(',').map((one) => one.split('|')));
  };

  test('are those of the region that bear the tag of one of the axes', async () => {
    const tags = await asking(['c3', 'c3.specialite'], {});
    expect(tags.map((any) => any.map(([, code]) => code))).toEqual([['aggregate'], ['c3', 'c3.specialite']]);
    expect(tags[1]!.every(([system]) => system!.endsWith('/CodeSystem/dcc-axe'))).toBe(true);
  });

  test('tell of one of the places, whose codes are escaped', async () => {
    const tags = await asking(['c3'], { c3: '3C|A,B', thematique: 'sein' });
    expect(tags[2]).toEqual([
      ['https://dcc.example.org/fhir/tag-place', 'c3=3C%7CA%2CB'],
      ['https://dcc.example.org/fhir/tag-place', 'thematique=sein'],
    ]);
  });
});

test('figures of the region and of places are asked for at once, traces by themselves', async () => {
  const asked: string[] = [];
  const medplum = client((query) => {
    asked.push(query.getAll('_tag').join(' '));
    return [];
  });
  await readFigures(medplum, PERIOD, 'whole');
  await readTraces(medplum, PERIOD);
  expect(asked[0]).toMatch(/\|aggregate,.*\|aggregate-establishment,.*\|aggregate-centre$/);
  expect(asked[1]).toMatch(/\|trace$/);
});

test('pages are read by their identifiers, some forty in one address, and all of them are given', async () => {
  const asked: string[] = [];
  const medplum = client((query) => {
    asked.push(query.get('identifier')!);
    return [report('03')];
  });
  const values = Array.from({ length: 90 }, (_, n) => `A1:1.0.0:2026-10:region:2026-11-02:suite-${n}`);
  expect(await readByIdentifier(medplum, values)).toHaveLength(3);
  const all = asked.flatMap((one) => one.split(','));
  expect(all.map((one) => one.split('|')[1])).toEqual(values);
  expect(all.every((one) => one.startsWith('https://'))).toBe(true);
  for (const one of asked) expect(encodeURIComponent(one).length).toBeLessThan(8_000);
});

test('what is read can be called off: its signal goes with every request', async () => {
  const { signal } = new AbortController();
  const signals: unknown[] = [];
  const medplum = {
    searchResourcePages: async function* (_type: string, _query: string, options: { signal?: unknown }) {
      signals.push(options.signal);
      yield [];
    },
  } as unknown as MedplumClient;
  await readFigures(medplum, PERIOD, 'strata', undefined, { signal });
  await readTraces(medplum, PERIOD, undefined, { signal });
  await readByIdentifier(medplum, ['a'], { signal });
  await readAxes(medplum, PERIOD, { axes: ['c3'], places: {} }, undefined, { signal });
  // Without totals the figures are asked for twice.
  expect(signals).toEqual([signal, signal, signal, signal, signal]);
});
