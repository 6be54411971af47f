import type { Resource } from '@medplum/fhirtypes';
import { type CaseFact, NOT_KNOWN, readFacts, type SessionFact } from './facts.ts';

/** One figure that the CSV must hold. Dimensions that do not apply are empty. */
export interface OracleCount {
  indicateur: string;
  sous_indicateur: string;
  periode: string;
  dimension_level: string;
  role_finess: string;
  finess_et: string;
  c3_id: string;
  thematique_code: string;
  numerateur: number | undefined;
  denominateur: number | undefined;
  /** Undefined: not computable. */
  valeur: number | undefined;
}

type Dimensions = Omit<
  OracleCount,
  'indicateur' | 'sous_indicateur' | 'numerateur' | 'denominateur' | 'valeur'
>;

/** A cell of the table: the sessions and the cases that are in it. */
interface Cell extends Dimensions {
  session: string;
  rule: string;
  sessions: SessionFact[];
  cases: CaseFact[];
}

const EMPTY = { role_finess: '', finess_et: '', c3_id: '', thematique_code: '', session: '', rule: '' };

/** Every row of A1 to A6 and Q1 over whole months, counted from raw resources. */
export function oracleCounts(resources: readonly Resource[], months: readonly string[]): OracleCount[] {
  const facts = readFacts(resources);
  const rows: OracleCount[] = [];
  const periods = months.map((month) => [month]);
  if (months.length > 1) periods.push([...months]);
  for (const period of periods) {
    const name = period.length === 1 ? period[0]! : `${period[0]}/${period.at(-1)}`;
    const sessions = facts.filter((fact) => period.includes(fact.month));
    const levels = [
      ...(period.length === months.length ? ['total'] : []),
      ...(period.length === 1 ? ['mois'] : []),
    ];
    for (const cell of cellsOf(sessions, name, levels)) rows.push(...figuresOf(cell));
  }
  return rows;
}

function cellsOf(sessions: SessionFact[], periode: string, levels: string[]): Cell[] {
  const cells: Cell[] = [];
  const add = (dimension_level: string, more: Partial<Cell>, own: SessionFact[], cases: CaseFact[]): void => {
    cells.push({ ...EMPTY, periode, dimension_level, sessions: own, cases, ...more });
  };
  const all = sessions.flatMap((session) => session.cases);
  for (const level of levels) add(level, {}, sessions, all);
  for (const finess_et of new Set(sessions.map((session) => session.finess))) {
    const own = sessions.filter((session) => session.finess === finess_et);
    add(
      'finess',
      { role_finess: 'organisateur', finess_et },
      own,
      own.flatMap((session) => session.cases),
    );
  }
  for (const finess_et of new Set(all.filter(isPlaced((one) => one.requester)).map((one) => one.requester))) {
    const own = all.filter((one) => one.requester === finess_et);
    add('finess', { role_finess: 'demandeur', finess_et }, [], own);
  }
  for (const c3_id of new Set(sessions.map((session) => session.c3))) {
    const own = sessions.filter((session) => session.c3 === c3_id);
    add(
      'c3',
      { c3_id },
      own,
      own.flatMap((session) => session.cases),
    );
  }
  for (const thematique_code of new Set(sessions.map((session) => session.thematic))) {
    const own = sessions.filter((session) => session.thematic === thematique_code);
    add(
      'thematique',
      { thematique_code },
      own,
      own.flatMap((session) => session.cases),
    );
  }
  for (const { id, finess, c3, thematic } of sessions) {
    const own = sessions.filter((session) => session.id === id);
    const more = {
      role_finess: 'organisateur',
      finess_et: finess,
      c3_id: c3,
      thematique_code: thematic,
      session: id,
    };
    add(
      'session',
      more,
      own,
      own.flatMap((session) => session.cases),
    );
  }
  for (const rule of new Set(all.filter(isPlaced((one) => one.rule)).map((one) => one.rule))) {
    add(
      'regle',
      { rule },
      [],
      all.filter((one) => one.rule === rule),
    );
  }
  return cells;
}

// "non renseigné" is a row only when something is counted in it.
function isPlaced(value: (one: CaseFact) => string): (one: CaseFact) => boolean {
  return (one) => value(one) !== NOT_KNOWN || one.fiches.length > 0;
}

function figuresOf(cell: Cell): OracleCount[] {
  const { sessions, cases: treated, session, rule, ...dimensions } = cell;
  const rows: OracleCount[] = [];
  const put = (
    indicateur: string,
    name: string,
    numerateur?: number,
    denominateur?: number,
    valeur?: number,
  ): void => {
    const sous_indicateur = session || rule ? `${name}:${session || rule}` : name;
    rows.push({ ...dimensions, indicateur, sous_indicateur, numerateur, denominateur, valeur });
  };
  const count = (indicateur: string, name: string, n: number): void => put(indicateur, name, n, undefined, n);
  const ratio = (indicateur: string, name: string, n: number, d: number, times = 1): void =>
    put(indicateur, name, n, d, d === 0 ? undefined : (n / d) * times);

  const cases = treated.filter((one) => one.fiches.length > 0);
  const done = distinct(
    cases.flatMap((one) => one.fiches.filter((fiche) => fiche.validated)).map((f) => f.setId),
  );
  const pending = distinct(
    cases.flatMap((one) => one.fiches.filter((fiche) => !fiche.validated)).map((f) => f.setId),
  );
  const total = distinct(cases.flatMap((one) => one.fiches).map((fiche) => fiche.setId));
  const level = cell.dimension_level;
  const isSession = level === 'session';
  const isRule = level === 'regle';
  const ofRequester = cell.role_finess === 'demandeur';

  if (!isSession && !isRule) {
    count('A1', 'fiches_validees', done);
    count('A2', 'fiches_non_validees', pending);
  }
  if (!isRule) {
    count('A3', 'fiches_validees', done);
    count('A3', 'fiches_non_validees', pending);
    count('A3', 'fiches_total', total);
    count('A5', 'patients', distinct(cases.map((one) => one.patient)));
  }
  if (!ofRequester) {
    const answered = (code: string): number =>
      distinct(
        cases
          .filter((one) => one.quorum === code)
          .flatMap((one) => one.fiches)
          .map((fiche) => fiche.setId),
      );
    ratio('Q1', 'quorum_atteint', answered('ORG-126'), total, 100);
    if (!isSession && !isRule) {
      ratio('Q1', 'quorum_non_atteint', answered('ORG-133'), total, 100);
      ratio('Q1', 'quorum_ne_sait_pas', answered('GEN-010'), total, 100);
      ratio('Q1', 'quorum_non_evalue', answered(''), total, 100);
    }
  }
  if (ofRequester || isRule) return rows;

  const real = sessions.filter((one) => one.cases.length > 0);
  const doctors = real.flatMap((one) => [...one.doctors]);
  const others = real.flatMap((one) => [...one.others]);
  count('A6', 'medecins_distincts', distinct(doctors));
  count('A6', 'non_medecins_distincts', distinct(others));
  if (isSession) return rows;
  count('A6', 'medecins_participations', doctors.length);
  ratio('A6', 'medecins_moyenne_par_seance', doctors.length, real.length);
  count('A6', 'non_medecins_participations', others.length);
  count('A6', 'sans_rpps', distinct(real.flatMap((one) => [...one.withoutRpps])));
  count('A4', 'seances', real.length);
  count('A4', 'seances_sans_dossier', sessions.length - real.length);
  const perSession = real.map((one) =>
    distinct(one.cases.flatMap((c) => c.fiches).map((fiche) => fiche.setId)),
  );
  ratio(
    'A3',
    'moyenne_par_seance',
    distinct(real.flatMap((one) => one.cases.flatMap((c) => c.fiches.map((f) => f.setId)))),
    real.length,
  );
  put('A3', 'mediane_par_seance', undefined, real.length, median(perSession));
  const complete = real.filter((one) => one.cases.every((c) => c.quorum === 'ORG-126')).length;
  ratio('Q1', 'seances_quorum_complet', complete, real.length, 100);
  return rows;
}

function distinct(values: readonly string[]): number {
  return new Set(values).size;
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]!;
  return (low + high) / 2;
}
