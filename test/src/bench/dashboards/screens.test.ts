import { THEMATIC } from '@dcc/fhir-profiles';
import { describe, expect, test } from 'vitest';
import { filteredScreens, openedScreens, PAGE } from './screens.ts';

const IDS = ['A1', 'A2', 'Q5'];

describe('screens that are opened', () => {
  const screens = openedScreens(IDS);

  test('are the overview, which home is left for while it asks, and every detail', () => {
    expect(screens.map(({ what }) => what)).toEqual(['vue', ...IDS]);
    expect(screens.map(({ isLeftBusy = false }) => isLeftBusy)).toEqual([true, false, false, false]);
    expect(screens[0]).toMatchObject({ from: '/', act: { link: `nav a[href="${PAGE}"]` } });
    expect(screens[3]).toMatchObject({ from: PAGE, act: { link: expect.stringContaining('indicateur=Q5') } });
  });
});

describe('screens whose filter is set', () => {
  const screens = filteredScreens(IDS, '2026-11', '990500010');
  const of = (wanted: string) => screens.find(({ what }) => what === wanted)!;

  test('are the overview and some details, those that the overview shows', () => {
    const set = ['lieu', 'thématique', 'comparer'];
    expect(screens.map(({ what }) => what)).toEqual(
      ['vue', 'A1', 'Q5'].flatMap((one) => set.map((name) => `${one}+${name}`)),
    );
    expect(new Set(screens.map(({ isLeftBusy }) => isLeftBusy))).toEqual(new Set([undefined]));
  });

  test('are at a place, or of a thematic, of those of the region', () => {
    expect(of('vue+lieu').act).toEqual({ filter: 'Établissement organisateur', value: '990500010' });
    expect(of('Q5+thématique').act).toEqual({
      filter: 'Thématique',
      value: Object.values(THEMATIC)[0]!.code,
    });
    expect(of('Q5+lieu').from).toBe(`${PAGE}?indicateur=Q5`);
  });

  test('compare half a year with the one before, both inside the year of reports', () => {
    for (const what of ['vue+comparer', 'A1+comparer']) {
      expect(new URLSearchParams(of(what).from.split('?')[1]).get('debut')).toBe('2026-06');
      expect(of(what).act).toEqual({ filter: 'Comparer à partir de', value: '2025-12' });
    }
  });

  test('leave out the places of who sees one alone', () => {
    const own = filteredScreens(IDS, '2026-11', undefined).map(({ what }) => what);
    expect(own.some((what) => what.endsWith('+lieu'))).toBe(false);
    expect(own).toHaveLength(6);
  });
});
