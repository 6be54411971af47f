import { readData } from '../base/data.ts';
import type { Random } from '../base/random.ts';
import type { SessionPlan } from './calendar.ts';
import type { Passage } from './passages.ts';

/** Why a signed fiche gives no document, on purpose: the checks of the CDA must find it. */
export type Defect = 'author-without-rpps' | 'patient-without-identifier' | 'attester-without-rpps';

export const DEFECTS: Record<Defect, string> = {
  'author-without-rpps': 'le médecin demandeur n’a pas de numéro RPPS dans l’annuaire',
  'patient-without-identifier': 'l’identité n’est pas qualifiée et aucun IPP n’est connu',
  'attester-without-rpps': 'le médecin qui a validé la fiche n’a pas de numéro RPPS dans l’annuaire',
};

/** A new version: why, and what it adds to the proposal. */
export interface Amendment {
  reason: string;
  addition: string;
}

/** What happens to a passage beyond its session. */
export interface State extends Passage {
  registered: boolean;
  signed: boolean;
  /** The versions after the first, oldest first. */
  amendments: Amendment[];
  /** A new version that is still being written. */
  draftAmendment?: Amendment;
  /** Withdrawn or put off: why, in French. */
  reason?: string;
  defect?: Defect;
}

/** How many passages of a district are in each state. */
export const COUNTS = {
  registered: 16,
  unsigned: 18,
  amended: 6,
  amendedTwice: 1,
  draftAmendments: 2,
  postponed: 8,
  movedByCancellation: 6,
  withdrawn: 5,
  waiting: 2,
  attesterWithoutRpps: 1,
  authorWithoutRpps: 2,
} as const;

const texts = readData<{ amendments: Amendment[]; withdrawals: string[]; postponements: string[] }>(
  'commun',
  'textes.json',
);

/** Gives each passage its state: what really happens in a month, in numbers known beforehand. */
export function states(passages: readonly Passage[], sessions: readonly SessionPlan[], rng: Random): State[] {
  const all: State[] = passages.map((one) => ({ ...one, registered: false, signed: true, amendments: [] }));
  const taken = new Set<State>();
  /** Free passages that satisfy a condition, marked as taken. */
  const take = (label: string, count: number, fits: (one: State) => boolean): State[] => {
    const free = all.filter((one) => !taken.has(one) && fits(one));
    const chosen = rng.fork(label).sample(free, count);
    for (const one of chosen) taken.add(one);
    return chosen;
  };
  const heldBefore = (one: State, state: SessionPlan['state']) =>
    sessions
      .filter(
        ({ rcp, start, state: own }) => rcp === one.session.rcp && start < one.session.start && own === state,
      )
      .at(-1);

  for (const one of all) {
    const { identity } = one.member.plan;
    if (identity === 'retrieved') {
      one.defect = 'patient-without-identifier';
      taken.add(one);
    }
    if (one.member.duplicateOf) taken.add(one);
  }
  const digestive = (one: State) => one.session.rcp.key === 'digestif';
  for (const one of take('author', COUNTS.authorWithoutRpps, digestive)) one.defect = 'author-without-rpps';
  for (const one of take('attester', COUNTS.attesterWithoutRpps, digestive))
    one.defect = 'attester-without-rpps';
  const conform = ({ presentation, member }: State) =>
    presentation.referentiel.conformity === 'conform' && member.disease.tumours.length > 0;
  for (const one of take(
    'registered',
    COUNTS.registered,
    (one) => conform(one) && one.session.rcp.nature === 'ORG-117',
  )) {
    one.registered = true;
  }
  take('amended', COUNTS.amended, () => true).forEach((one, index) => {
    const count = index < COUNTS.amendedTwice ? 2 : 1;
    one.amendments = rng.fork(`amendments ${index}`).sample(texts.amendments, count);
  });
  for (const one of take('draft', COUNTS.draftAmendments, () => true)) {
    one.draftAmendment = texts.amendments[0]!;
  }
  const late = (one: State) => one.session.index >= 2;
  for (const one of take('unsigned', COUNTS.unsigned, late)) one.signed = false;
  for (const one of take(
    'moved',
    COUNTS.movedByCancellation,
    (one) => heldBefore(one, 'cancelled') !== undefined,
  )) {
    one.postponedFrom = [heldBefore(one, 'cancelled')!];
  }
  for (const one of take('postponed', COUNTS.postponed, (one) => heldBefore(one, 'held') !== undefined)) {
    one.postponedFrom = [heldBefore(one, 'held')!];
    one.reason = rng.fork(one.key).pick(texts.postponements);
  }
  return [...all, ...notTreated(all, sessions, rng.fork('not treated'))];
}

/** Inscriptions that no session treats: withdrawn, or put off to a session after the month. */
function notTreated(all: readonly State[], sessions: readonly SessionPlan[], rng: Random): State[] {
  const held = sessions.filter(({ state }) => state === 'held');
  const once = all.filter(
    (one) =>
      all.filter(({ member }) => member === one.member).length === 1 &&
      !one.defect &&
      !one.member.duplicateOf,
  );
  const models = rng.sample(once, COUNTS.withdrawn + COUNTS.waiting);
  return models.map((model, index): State => {
    const withdrawn = index < COUNTS.withdrawn;
    const others = held.filter(({ rcp }) => rcp === model.session.rcp);
    // The first one was the whole agenda of the session where no case came.
    const empty = index === 0 ? sessions.find(({ state }) => state === 'empty') : undefined;
    return {
      ...model,
      key: `${model.key.replace('passage', 'inscription')}`,
      outcome: withdrawn ? 'withdrawn' : 'waiting',
      session: empty ?? (withdrawn ? rng.pick(others) : others.at(-1)!),
      postponedFrom: [],
      registered: false,
      signed: false,
      amendments: [],
      reason: withdrawn
        ? texts.withdrawals[index % texts.withdrawals.length]!
        : rng.pick(texts.postponements),
    };
  });
}
