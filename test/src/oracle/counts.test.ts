import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { type OracleCount, oracleCounts } from './counts.ts';
import { monthInParis, readFacts } from './facts.ts';
import { daysBetween } from './facts-steering.ts';

/**
 * The oracle is itself checked by hand: a month small enough to be counted on paper, and what a reader of
 * spec/indicators.md expects of it.
 */
function month(): World {
  const made = new World();
  const [ana, bob, cyd] = [made.patient({ ins: '1', status: 'VALI' }), made.patient(), made.patient()];
  const twin = made.patient({ ins: '1', status: 'VALI' });
  cyd.link = [{ type: 'replaced-by', other: { reference: `Patient/${bob.id}` } }];
  const first = made.session({
    start: '2026-10-06T12:30:00+02:00',
    rcp: 0,
    attendance: [
      { role: 0, mode: 'present' },
      { role: 1, mode: 'visio' },
      { role: 2, mode: 'written-opinion' },
      { role: 4, mode: 'present' },
      { role: 6, mode: 'present' },
    ],
  });
  const second = made.session({
    start: '2026-10-31T23:45:00+01:00',
    rcp: 1,
    attendance: [
      { role: 0, mode: 'visio' },
      { role: 5, mode: 'present' },
    ],
  });
  made.session({ start: '2026-10-13T12:30:00+02:00', rcp: 2 });
  made.session({ start: '2026-10-20T12:30:00+02:00', rcp: 2, status: 'cancelled' });
  made.fiche(made.passage({ session: first, patient: ana, quorum: 'ORG-126' }), ['final']);
  made.fiche(made.passage({ session: first, patient: bob, quorum: 'ORG-133', requester: 1 }), [
    'preliminary',
  ]);
  made.fiche(made.passage({ session: first, patient: cyd, quorum: 'ORG-126' }), [
    'final',
    'amended',
    'preliminary',
  ]);
  made.passage({ session: first, patient: ana, status: 'cancelled' });
  made.fiche(made.passage({ session: second, patient: twin, quorum: 'GEN-010', modality: 'ORG-128' }), [
    'final',
  ]);
  return made;
}

const counts = oracleCounts(month().resources, ['2026-10']);

function of(
  indicateur: string,
  sous_indicateur: string,
  more: Partial<OracleCount> = {},
): OracleCount | undefined {
  const wanted = { dimension_level: 'mois', ...more, indicateur, sous_indicateur };
  return counts.find((row) =>
    Object.entries(wanted).every(([name, value]) => row[name as keyof OracleCount] === value),
  );
}

describe('the oracle', () => {
  it.each([
    ['A1', 'fiches_validees', 3],
    ['A2', 'fiches_non_validees', 1],
    ['A3', 'fiches_total', 4],
    ['A3', 'moyenne_par_seance', 2],
    ['A3', 'mediane_par_seance', 2],
    ['A4', 'seances', 2],
    ['A4', 'seances_sans_dossier', 1],
    // ana and her twin are one by INS, cyd became bob.
    ['A5', 'patients', 2],
    ['A6', 'medecins_distincts', 2],
    ['A6', 'medecins_participations', 3],
    ['A6', 'medecins_moyenne_par_seance', 1.5],
    ['A6', 'non_medecins_distincts', 1],
    ['A6', 'sans_rpps', 1],
    ['Q1', 'quorum_atteint', 50],
    ['Q1', 'quorum_non_atteint', 25],
    ['Q1', 'quorum_ne_sait_pas', 25],
    ['Q1', 'quorum_non_evalue', 0],
    ['Q1', 'seances_quorum_complet', 0],
  ])('%s %s is %d', (indicateur, name, value) => {
    expect(of(indicateur, name)?.valeur).toBe(value);
  });

  it('cuts by establishment in both roles, 3C, thematic and session', () => {
    const at = (more: Partial<OracleCount>) => of('A1', 'fiches_validees', more)?.valeur;
    expect(at({ dimension_level: 'finess', role_finess: 'organisateur', finess_et: '990000010' })).toBe(2);
    expect(at({ dimension_level: 'finess', role_finess: 'demandeur', finess_et: '990000010' })).toBe(3);
    expect(at({ dimension_level: 'finess', role_finess: 'demandeur', finess_et: '990000028' })).toBe(0);
    expect(at({ dimension_level: 'c3', c3_id: '3C-A' })).toBe(3);
    expect(at({ dimension_level: 'c3', c3_id: '3C-B' })).toBe(0);
    expect(at({ dimension_level: 'thematique', thematique_code: 'sein' })).toBe(2);
    expect(of('A3', 'fiches_total:S1', { dimension_level: 'session' })?.valeur).toBe(3);
    expect(of('A3', 'fiches_total:S3', { dimension_level: 'session' })?.valeur).toBe(0);
  });

  it('has no value where there is no denominator', () => {
    expect(of('Q1', 'quorum_atteint', { dimension_level: 'c3', c3_id: '3C-B' })).toMatchObject({
      numerateur: 0,
      denominateur: 0,
      valeur: undefined,
    });
  });

  it('knows held sessions only', () => {
    expect(readFacts(month().resources).map((fact) => [fact.id, fact.cases.length])).toEqual([
      ['S1', 3],
      ['S2', 1],
      ['S3', 0],
    ]);
  });
});

/** Delays that can be counted on a calendar: over a year end, a leap day, a summer-time night. */
describe('what the dashboards show', () => {
  const made = new World();
  const session = made.session({ start: '2026-10-25T23:30:00Z', rcp: 0 });
  const pass = (
    inscribed: string | undefined,
    statuses: ('final' | 'amended')[],
    signed: string[],
    more = {},
  ) =>
    made.fiche(
      made.passage({ session, patient: made.patient(), inscribed, ...more }),
      statuses,
      undefined,
      signed,
    );
  const lacking = { quorum: 'ORG-133' as const, missing: ['oncologue', 'chirurgien/gynécologue'] };
  // In Paris the session is on the 26th, this inscription on the 24th, this signature on the 27th.
  pass(
    '2026-10-23T22:30:00Z',
    ['final', 'amended'],
    ['2026-10-26T23:30:00Z', '2026-12-01T10:00:00Z'],
    lacking,
  );
  pass('2026-10-27T10:00:00Z', ['final'], ['2026-10-25T10:00:00Z'], { quorum: 'ORG-133' });
  pass('2024-02-29', ['final'], ['2027-01-01T00:30:00+01:00'], { quorum: 'GEN-010' });
  pass('2026-10', ['amended', 'amended'], []);
  const rows = oracleCounts(made.resources, ['2026-10']);
  const at = (name: string, level = 'mois') =>
    rows.find((one) => one.sous_indicateur === name && one.dimension_level === level);

  it.each([
    // 2, 0 and 970 days.
    ['inscription_seance_mediane', 3, 2],
    ['inscription_seance_moyenne', 3, 324],
    // 1 and 67 days; the second was signed before its session.
    ['seance_validation_mediane', 2, 34],
    ['validation_envoi_mediane', undefined, undefined],
    ['inscription_sans_date', undefined, 1],
    // That one, and the fiche that nobody is known to have signed.
    ['validation_sans_date', undefined, 2],
    ['fiches_competence_manquante', 4, 25],
    ['fiches_competence_manquante:oncologue', 4, 25, 'competence'],
    ['fiches_competence_manquante:chirurgien ou gynécologue', 4, 25, 'competence'],
    ['seances_competence_manquante', 1, 100],
    ['quorum_non_atteint_sans_nom', undefined, 1],
    ['dossier_complet', 4, 0],
    ['completude_non_renseignee', undefined, 4],
  ])('%s: %s, %s', (name, denominateur, valeur, level = 'mois') => {
    expect(at(name, level as string)).toMatchObject({ denominateur, valeur });
  });
});

describe('daysBetween', () => {
  it.each([
    ['2026-10-24', '2026-10-26', 2],
    ['2026-12-31', '2027-01-01', 1],
    ['2024-02-28', '2024-03-01', 2],
    ['2025-02-28', '2025-03-01', 1],
    ['2000-02-28', '2000-03-01', 2],
    ['1900-02-28', '1900-03-01', 1],
    ['2027-01-01', '2026-12-31', -1],
  ])('%s to %s is %d', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});

describe('monthInParis', () => {
  it.each([
    ['2026-10-31T22:59:59Z', '2026-10'],
    ['2026-10-31T23:00:00Z', '2026-11'],
    ['2026-12-31T23:30:00+00:00', '2027-01'],
    ['2026-06-30T22:00:00Z', '2026-07'],
    ['2026-10-31', '2026-10'],
    ['', ''],
    ['hier', ''],
  ])('%j is in %j', (instant, expected) => {
    expect(monthInParis(instant)).toBe(expected);
  });
});
