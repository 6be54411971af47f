import type { SessionPlan } from './calendar.ts';
import type { State } from './states.ts';

const MINUTE = 60_000;
const WELCOME = 5 * MINUTE;
const DISCUSSED = 7;
const REGISTERED = 2;

/** What a case is in one session. */
export type CaseState = 'treated' | 'postponed' | 'moved' | 'withdrawn' | 'waiting';

/** One line of an agenda: one case Encounter. */
export interface AgendaItem {
  /** Label of the case. */
  key: string;
  state: State;
  session: SessionPlan;
  caseState: CaseState;
  /** Place on the agenda, from 1. */
  position: number;
  minutes: number;
  /** Instants; a case that was not treated has those of its place. */
  start: number;
  end: number;
}

/** A session with its agenda. */
export interface Agenda {
  session: SessionPlan;
  items: AgendaItem[];
  end: number;
}

/** Every case of the sessions: where it was treated, and where it should have been before. */
export function agendas(states: readonly State[], sessions: readonly SessionPlan[]): Agenda[] {
  return sessions.map((session) => {
    const lines = states.flatMap((state) =>
      caseStates(state, session).map((caseState) => ({ state, caseState })),
    );
    let clock = session.start + WELCOME;
    const items = lines.map(({ state, caseState }, index): AgendaItem => {
      const minutes = state.registered ? REGISTERED : DISCUSSED;
      const start = clock;
      if (caseState === 'treated') clock += minutes * MINUTE;
      const tries = state.postponedFrom.indexOf(session);
      return {
        key: `${state.key}/case-${tries < 0 ? state.postponedFrom.length + 1 : tries + 1}`,
        state,
        session,
        caseState,
        position: index + 1,
        minutes,
        start,
        end: start + minutes * MINUTE,
      };
    });
    // A session where nobody's case came still lasts the time to notice it.
    const end = Math.max(clock, session.start + 15 * MINUTE) + WELCOME;
    return { session, items, end };
  });
}

function caseStates(state: State, session: SessionPlan): CaseState[] {
  if (state.postponedFrom.includes(session)) return [session.state === 'cancelled' ? 'moved' : 'postponed'];
  return state.session === session ? [state.outcome] : [];
}
