import type { IndicatorRow } from '@dcc/rules';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Counted, countAll } from '../../../rules/src/indicators/testing/count.ts';
import { everyResource, MONTH } from '../testing/month.ts';

let counted: Counted;
beforeAll(() => {
  counted = countAll(everyResource(), [MONTH]);
});

const totals = () => counted.rows.filter((row) => row.dimension_level === 'total');

/** What cannot be known yet, or needs a figure from outside. */
const NOT_COMPUTED = ['C1 essai_fa_pmsi', 'D1 validation_envoi_mediane', 'P1 pps_envoyes'];
/** What a record kept by our own software never lacks: a date, an answer, the quorum of a case, a birth date. */
const NEVER = [
  'D1 inscription_sans_date',
  'D1 validation_sans_date',
  'D2 quorum_non_atteint_sans_nom',
  'D3 completude_non_renseignee',
  'Q1 quorum_non_evalue',
  'Q5 age_non_renseigne',
];

describe('the month of the demonstration, counted', () => {
  it('has a figure that is not zero for every sub-indicator that can be computed', () => {
    const named = (fits: (row: IndicatorRow) => boolean) =>
      totals()
        .filter(fits)
        .map((row) => `${row.indicateur} ${row.sous_indicateur}`)
        .sort();
    expect(named((row) => row.statut === 'NC')).toEqual(NOT_COMPUTED);
    expect(named((row) => row.valeur === '0')).toEqual(NEVER);
    expect(totals()).toHaveLength(77);
  });

  it('has no ratio that is everything or nothing', () => {
    const flat = totals().filter(
      (row) => row.denominateur !== '' && row.numerateur !== '' && row.numerateur === row.denominateur,
    );
    // Of all specialties together, some doctor is at every session.
    expect(flat.map((row) => row.sous_indicateur)).toEqual(['specialite_presente']);
  });

  it('counts without failure and puts every unit in a month', () => {
    expect(counted.engine.failures).toEqual([]);
    expect(counted.engine.undated).toBe(0);
  });

  it.each(['finess', 'c3', 'thematique', 'specialite', 'session'])('has rows by %s', (level) => {
    const rows = counted.rows.filter((row) => row.dimension_level === level && Number(row.valeur) > 0);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('shows several specialties, of which some are not at every session', () => {
    const present = counted.rows.filter(
      (row) => row.dimension_level === 'specialite' && row.sous_indicateur.startsWith('specialite_presente:'),
    );
    expect(present.length).toBeGreaterThan(8);
    const shares = new Set(present.map((row) => row.valeur));
    expect(shares.size).toBeGreaterThan(4);
    expect(present.every((row) => Number(row.valeur) <= 100)).toBe(true);
  });
});
