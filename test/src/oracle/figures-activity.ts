import type { Cell } from './cells.ts';
import { count, distinct, type Figure, ratio } from './counts.ts';

/** A1 to A6 and Q1. */
export function activityFigures(cell: Cell): Figure[] {
  const { axis, sessions, yearOnly } = cell;
  if (axis === 'specialty' || axis === 'competence' || yearOnly) return [];
  const rows: Figure[] = [];
  const cases = cell.cases.filter((one) => one.fiches.length > 0);
  const fiches = cases.flatMap((one) => one.fiches);
  const done = distinct(fiches.filter((fiche) => fiche.validated).map((one) => one.setId));
  const pending = distinct(fiches.filter((fiche) => !fiche.validated).map((one) => one.setId));
  const total = distinct(fiches.map((fiche) => fiche.setId));
  if (axis !== 'session' && axis !== 'rule') {
    rows.push(count('A1', 'fiches_validees', done), count('A2', 'fiches_non_validees', pending));
  }
  if (axis !== 'rule') {
    rows.push(
      count('A3', 'fiches_validees', done),
      count('A3', 'fiches_non_validees', pending),
      count('A3', 'fiches_total', total),
      count('A5', 'patients', distinct(cases.map((one) => one.patient))),
    );
  }
  if (axis === 'requester') return rows;
  const answered = (code: string): number =>
    distinct(
      cases
        .filter((one) => one.quorum === code)
        .flatMap((one) => one.fiches)
        .map((fiche) => fiche.setId),
    );
  rows.push(ratio('Q1', 'quorum_atteint', answered('ORG-126'), total));
  if (axis === 'rule') return rows;

  const real = sessions.filter((one) => one.cases.length > 0);
  const doctors = real.flatMap((one) => [...one.doctors]);
  const others = real.flatMap((one) => [...one.others]);
  rows.push(
    count('A6', 'medecins_distincts', distinct(doctors)),
    count('A6', 'non_medecins_distincts', distinct(others)),
  );
  if (axis === 'session') return rows;
  const perSession = real.map((one) =>
    distinct(one.cases.flatMap((c) => c.fiches).map((fiche) => fiche.setId)),
  );
  const all = distinct(real.flatMap((one) => one.cases.flatMap((c) => c.fiches.map((f) => f.setId))));
  const complete = real.filter((one) => one.cases.every((c) => c.quorum === 'ORG-126')).length;
  const middle = { denominateur: real.length, valeur: median(perSession) };
  rows.push(
    ratio('Q1', 'quorum_non_atteint', answered('ORG-133'), total),
    ratio('Q1', 'quorum_ne_sait_pas', answered('GEN-010'), total),
    ratio('Q1', 'quorum_non_evalue', answered(''), total),
    ratio('Q1', 'seances_quorum_complet', complete, real.length),
    count('A6', 'medecins_participations', doctors.length),
    ratio('A6', 'medecins_moyenne_par_seance', doctors.length, real.length, 1),
    count('A6', 'non_medecins_participations', others.length),
    count('A6', 'sans_rpps', distinct(real.flatMap((one) => [...one.withoutRpps]))),
    count('A4', 'seances', real.length),
    count('A4', 'seances_sans_dossier', sessions.length - real.length),
    ratio('A3', 'moyenne_par_seance', all, real.length, 1),
    { indicateur: 'A3', name: 'mediane_par_seance', ...middle },
  );
  return rows;
}

export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]!;
  return (low + high) / 2;
}
