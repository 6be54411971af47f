import { type CaseFact, NOT_KNOWN, type SessionFact } from './facts.ts';
import type { PlanFact } from './facts-plans.ts';

export interface Facts {
  sessions: SessionFact[];
  plans: PlanFact[];
}

/** What a cell of the table holds. */
export interface Cell {
  dimensions: {
    periode: string;
    dimension_level: string;
    role_finess: string;
    finess_et: string;
    c3_id: string;
    thematique_code: string;
  };
  /** What follows the name of the figure: a session, a rule, a specialty. */
  suffix: string;
  /** Which axis cuts it. */
  axis: Axis;
  /** Only the figures of the year have this cell: nothing of the period is in it. */
  yearOnly: boolean;
  sessions: SessionFact[];
  cases: CaseFact[];
  /** Plans validated, and handed over, in the period. */
  plans: PlanFact[];
  handedOver: PlanFact[];
  /** Twelve months that end with the period. */
  year: { cases: CaseFact[]; plans: PlanFact[] };
}

export type Axis =
  | 'all'
  | 'organiser'
  | 'requester'
  | 'c3'
  | 'thematic'
  | 'session'
  | 'rule'
  | 'specialty'
  | 'competence';

interface Where {
  session: (one: SessionFact) => boolean;
  ofCase: (one: CaseFact, session: SessionFact) => boolean;
  plan: (one: PlanFact) => boolean;
}

const NO_DIMENSIONS = { role_finess: '', finess_et: '', c3_id: '', thematique_code: '' };

/** The month and those before it, `count` in all. */
export function monthsUntil(month: string, count: number): string[] {
  const date = new Date(`${month}-15T12:00:00Z`);
  return Array.from({ length: count }, (_, back) => {
    const one = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 15));
    return one.toISOString().slice(0, 7);
  });
}

/** Every cell that has a row. */
export function cellsOf(
  all: Facts,
  period: readonly string[],
  year: readonly string[],
  periode: string,
  levels: readonly string[],
): Cell[] {
  const sessions = all.sessions.filter((one) => period.includes(one.month));
  const plans = all.plans.filter((one) => period.includes(one.month));
  const handedOver = all.plans.filter((one) => period.includes(one.handedOver));
  const cases = sessions.flatMap((one) => one.cases);
  const yearSessions = all.sessions.filter((one) => year.includes(one.month));
  const yearPlans = all.plans.filter((one) => year.includes(one.month));
  const yearCases = yearSessions.flatMap((one) => one.cases).filter((one) => one.fiches.length > 0);
  const cells: Cell[] = [];

  const add = (
    axis: Axis,
    level: string,
    more: object,
    where: Where,
    suffix = '',
    yearOnly = false,
  ): void => {
    cells.push({
      dimensions: { ...NO_DIMENSIONS, periode, dimension_level: level, ...more },
      suffix,
      axis,
      yearOnly,
      sessions: sessions.filter(where.session),
      cases: casesOf(sessions, where),
      plans: plans.filter(where.plan),
      handedOver: handedOver.filter(where.plan),
      year: { cases: casesOf(yearSessions, where), plans: yearPlans.filter(where.plan) },
    });
  };
  /** One cell per name; those that the year alone knows come after. */
  const each = (own: string[], later: string[], one: (name: string, yearOnly: boolean) => void): void => {
    const known = new Set(own);
    for (const name of known) one(name, false);
    for (const name of new Set(later)) if (!known.has(name)) one(name, true);
  };

  for (const level of levels) {
    add('all', level, {}, { session: () => true, ofCase: () => true, plan: () => true });
  }
  const followed = [...plans, ...handedOver];
  each(
    [...sessions, ...followed].map((one) => one.finess),
    [...yearSessions.filter(isCounted), ...yearPlans].map((one) => one.finess),
    (finess_et, yearOnly) => {
      const where = sameIn((one) => one.finess === finess_et);
      add('organiser', 'finess', { role_finess: 'organisateur', finess_et }, where, '', yearOnly);
    },
  );
  each(
    [
      ...cases.filter(isPlaced((one) => one.requester)).map((one) => one.requester),
      ...plans.map((one) => one.finess),
      ...handedOver.map((one) => one.finess).filter((name) => name !== NOT_KNOWN),
    ],
    [...yearCases.map((one) => one.requester), ...yearPlans.map((one) => one.finess)],
    (finess_et, yearOnly) => {
      const where: Where = {
        session: () => false,
        ofCase: (one) => one.requester === finess_et,
        plan: (one) => one.finess === finess_et,
      };
      add('requester', 'finess', { role_finess: 'demandeur', finess_et }, where, '', yearOnly);
    },
  );
  each(
    [...sessions, ...followed].map((one) => one.c3),
    [...yearSessions.filter(isCounted), ...yearPlans].map((one) => one.c3),
    (c3_id, yearOnly) =>
      add(
        'c3',
        'c3',
        { c3_id },
        sameIn((one) => one.c3 === c3_id),
        '',
        yearOnly,
      ),
  );
  each([...sessions.map((one) => one.thematic), ...plans.map(() => NOT_KNOWN)], [], (thematique_code) => {
    const where: Where = {
      session: (one) => one.thematic === thematique_code,
      ofCase: (_, session) => session.thematic === thematique_code,
      plan: () => thematique_code === NOT_KNOWN,
    };
    add('thematic', 'thematique', { thematique_code }, where);
  });
  for (const { id, finess: finess_et, c3: c3_id, thematic: thematique_code } of sessions) {
    const more = { role_finess: 'organisateur', finess_et, c3_id, thematique_code };
    const where: Where = {
      session: (one) => one.id === id,
      ofCase: (_, session) => session.id === id,
      plan: () => false,
    };
    add('session', 'session', more, where, id);
  }
  for (const rule of new Set(cases.filter(isPlaced((one) => one.rule)).map((one) => one.rule))) {
    const where: Where = { session: () => false, ofCase: (one) => one.rule === rule, plan: () => false };
    add('rule', 'regle', {}, where, rule);
  }
  addSpecialties(sessions, (level, more, where, specialty) =>
    add('specialty', level, more, where, specialty),
  );
  addCompetences(sessions, (level, more, where, name) => add('competence', level, more, where, name));
  return cells;
}

type AddCut = (level: string, more: object, where: Where, name: string) => void;

/** What a cut by specialty or competence is crossed with: all together, then each place. */
const PLACES: [level: string, of: (one: SessionFact) => string, more: (name: string) => object][] = [
  ['', () => '', () => ({})],
  ['finess', (one) => one.finess, (finess_et) => ({ role_finess: 'organisateur', finess_et })],
  ['c3', (one) => one.c3, (c3_id) => ({ c3_id })],
  ['thematique', (one) => one.thematic, (thematique_code) => ({ thematique_code })],
];

/** A row per competence that lacked: over everything, and within each establishment, 3C and thematic. */
function addCompetences(sessions: SessionFact[], add: AddCut): void {
  for (const [level, of, more] of PLACES) {
    const found = new Map<string, Set<string>>();
    for (const session of sessions) {
      const names = session.cases.flatMap((one) => one.missing);
      if (names.length > 0) found.set(of(session), new Set([...(found.get(of(session)) ?? []), ...names]));
    }
    for (const [place, names] of found) {
      const where = sameIn((one) => 'cases' in one && of(one) === place);
      for (const name of names) add(level || 'competence', more(place), where, name);
    }
  }
}

/** A row per specialty: over everything, and within each establishment, 3C and thematic. */
function addSpecialties(sessions: SessionFact[], add: AddCut): void {
  for (const [level, of, more] of PLACES) {
    const seen = new Set<string>();
    for (const session of sessions) {
      for (const { specialty } of session.present) {
        const name = of(session);
        // What is not known has a row where it is counted: in a session with a case.
        const known = name !== NOT_KNOWN && specialty !== NOT_KNOWN;
        if ((!known && session.cases.length === 0) || seen.has(`${name} ${specialty}`)) continue;
        seen.add(`${name} ${specialty}`);
        add(
          level || 'specialite',
          more(name),
          sameIn((one) => 'cases' in one && of(one) === name),
          specialty,
        );
      }
    }
  }
}

/** A cell that sessions and plans are in for the same reason. */
function sameIn(test: (one: SessionFact | PlanFact) => boolean): Where {
  return { session: test, ofCase: (_, session) => test(session), plan: test };
}

function casesOf(sessions: SessionFact[], where: Where): CaseFact[] {
  return sessions.flatMap((session) => session.cases.filter((one) => where.ofCase(one, session)));
}

function isCounted({ cases }: SessionFact): boolean {
  return cases.some((one) => one.fiches.length > 0);
}

// "non renseigné" is a row only when something is counted in it.
function isPlaced(value: (one: CaseFact) => string): (one: CaseFact) => boolean {
  return (one) => value(one) !== NOT_KNOWN || one.fiches.length > 0;
}
