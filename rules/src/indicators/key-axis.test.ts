import type { Measure, MeasureGroupStratifier } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { MEASURE_EXTENSIONS as X } from './extensions.ts';
import { byCode, changeKey, withoutCode } from './key-axis.ts';
import { countAll } from './testing/count.ts';
import { published } from './testing/measures.ts';
import { type Attendee, World } from './testing/world.ts';

describe('keys with a code', () => {
  it('keep it when the key is changed', () => {
    const upper = (key: string): string => key.toUpperCase();
    const all = ['sm36/a', '/b', 'c', 'sm27/a/b'].map((key) => changeKey(key, upper));
    expect(all).toEqual(['sm36/A', '/B', 'C', 'sm27/A/B']);
    expect([...byCode(all).keys()]).toEqual(['sm36', '', 'sm27']);
  });

  it('count without it where the axis is not', () => {
    expect(withoutCode(['SM36/1', '/2', '3', 'SM27/a/b'])).toEqual(['1', '2', '3', 'a/b']);
    expect([withoutCode(true), withoutCode(undefined)]).toEqual([true, undefined]);
  });

  it('are told apart by it, those without under nothing', () => {
    expect([...byCode(['SM36/1', 'SM36/2', 'SM27/1', '/4', '5'])]).toEqual([
      ['SM36', ['1', '2']],
      ['SM27', ['1']],
      ['', ['4', '5']],
    ]);
  });
});

/** Two sessions: the oncologist at both, under another specialty once; a radiotherapist; one without specialty. */
function story(): World {
  const world = new World();
  const sheets: Attendee[][] = [
    [
      { role: 0, mode: 'present', specialty: 'SM36' },
      { role: 0, mode: 'visio', specialty: 'SM27' },
      { role: 1, mode: 'visio', specialty: 'SM44' },
      { role: 4, mode: 'present', specialty: 'SM36' },
      { role: 2, mode: 'written-opinion', specialty: 'SM03' },
    ],
    [
      { role: 0, mode: 'present', specialty: 'SM36' },
      { role: 2, mode: 'present' },
    ],
    [{ role: 1, mode: 'present', specialty: 'SM44' }],
  ];
  for (const [index, attendance] of sheets.entries()) {
    const session = world.session({
      start: '2026-10-06T12:30:00+02:00',
      rcp: index === 1 ? 1 : 0,
      attendance,
    });
    // The last one had no case: it is not in the denominator.
    if (index < 2) world.fiche(world.passage({ session, patient: world.patient() }), ['final']);
  }
  return world;
}

describe('an axis of keys', () => {
  const { rows } = countAll(story().resources, ['2026-10']);
  const of = (name: string, more: Record<string, string>) => {
    const found = rows.filter(
      (row) =>
        row.indicateur === 'Q2' &&
        row.sous_indicateur === name &&
        Object.entries(more).every(([key, value]) => row[key as never] === value),
    );
    expect(found.length, name).toBeLessThan(2);
    return found[0] && [found[0].numerateur, found[0].denominateur];
  };
  const whole = { dimension_level: 'specialite' };

  it('counts each key under its code only, over everything that the cell holds', () => {
    expect(of('specialite_presente:SM36', whole)).toEqual(['2', '2']);
    expect(of('specialite_presente:SM27', whole)).toEqual(['1', '2']);
    expect(of('specialite_medecins:SM36', whole)).toEqual(['1', '']);
    expect(of('specialite_participations:SM36', whole)).toEqual(['2', '']);
    expect(of('specialite_participations:SM44', whole)).toEqual(['1', '']);
  });

  it('keeps who has no specialty under « non renseigné »', () => {
    expect(of('specialite_presente:non renseigné', whole)).toEqual(['1', '2']);
  });

  it('does not know who wrote an opinion, nor who is not a doctor', () => {
    expect(of('specialite_presente:SM03', whole)).toBeUndefined();
    expect(of('specialite_medecins:SM36', whole)).toEqual(['1', '']);
  });

  it('counts a person once where the axis is not', () => {
    expect(of('specialite_medecins', { dimension_level: 'total' })).toEqual(['3', '']);
    expect(of('specialite_participations', { dimension_level: 'total' })).toEqual(['4', '']);
    expect(of('specialite_presente', { dimension_level: 'total' })).toEqual(['2', '2']);
  });

  it('crosses with establishment, 3C and thematic: their own denominator, a row of zeros for who was there', () => {
    const sein = { dimension_level: 'thematique', thematique_code: 'sein' };
    expect(of('specialite_presente:SM36', sein)).toEqual(['1', '1']);
    expect(of('specialite_presente:SM44', sein)).toEqual(['1', '1']);
    const digestif = { dimension_level: 'thematique', thematique_code: 'digestif' };
    expect(of('specialite_presente:SM36', digestif)).toEqual(['1', '1']);
    expect(of('specialite_presente:SM44', digestif)).toBeUndefined();
    const centre = { dimension_level: 'c3', c3_id: '3C-A' };
    expect(of('specialite_presente:SM44', centre)).toEqual(['1', '2']);
    const finess = { dimension_level: 'finess', finess_et: '990000010', role_finess: 'organisateur' };
    expect(of('specialite_presente:SM27', finess)).toEqual(['1', '1']);
  });
});

describe('a Measure with an axis that no other has', () => {
  /** Share of the sessions where a doctor came by video, and who, by the way of attendance: keys and a new ratio. */
  function byMode(): Measure {
    const measure = structuredClone(published().measures.find((one) => one.url!.endsWith('/Q2'))!);
    measure.url = 'https://inca.example/Measure/Z1';
    const [group] = measure.group!;
    const fhirPath = (expression: string) => ({ language: 'text/fhirpath' as const, expression });
    const mode = "extension.extension.where(url = 'mode').value";
    const axis: MeasureGroupStratifier = {
      extension: [{ url: X.KEY_AXIS, valueBoolean: true }],
      code: { coding: [{ code: 'presence' }], text: 'Présence' },
      criteria: fhirPath(`%participants.${mode}`),
    };
    group!.code = { coding: [{ code: 'presence' }], text: 'Présence' };
    group!.population![2]!.criteria = fhirPath('%participants.exists()');
    group!.population![2]!.extension = [
      { url: X.DISTINCT, valueExpression: fhirPath(`%participants.select(${mode} & '/' & %session.id)`) },
    ];
    group!.stratifier = [axis];
    measure.group = [group!];
    return measure;
  }

  it('is counted and in the rows without any code', () => {
    const { rows, engine } = countAll(story().resources, ['2026-10'], [byMode()]);
    expect(engine.failures).toEqual([]);
    const own = rows.filter((row) => row.indicateur === 'Z1' && row.dimension_level === 'presence');
    expect(own.map((row) => [row.sous_indicateur, row.numerateur, row.denominateur, row.valeur])).toEqual([
      ['presence:present', '2', '2', '100'],
      ['presence:visio', '1', '2', '50'],
    ]);
  });
});
