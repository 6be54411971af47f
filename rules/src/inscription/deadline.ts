import type { Encounter } from '@medplum/fhirtypes';
import { closingOf } from '../calendar/outlook.ts';

/**
 * - `open`: inscriptions go on the agenda.
 * - `late`: closed; a case may still be added, with its reason, traced (spec/product.md 6.1).
 * - `running`: the session is being held; same rule.
 * - `over`: held or cancelled; nothing can be added.
 */
export type Openness = 'open' | 'late' | 'running' | 'over';

/** @param now milliseconds. */
export function openness(session: Encounter, now: number): Openness {
  if (session.status === 'in-progress') return 'running';
  if (session.status !== 'planned') return 'over';
  const closing = closingOf(session);
  return closing === undefined || now < closing ? 'open' : 'late';
}

/** Does an inscription to it now need a reason? */
export function needsReason(session: Encounter, now: number): boolean {
  const state = openness(session, now);
  return state === 'late' || state === 'running';
}

const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/**
 * The day (of Paris) by which a missing piece is wanted: that of the closing, or of the session once it is closed;
 * never before today.
 */
export function dueDate(session: Encounter, now: number): string {
  const closing = closingOf(session);
  const start = Date.parse(session.period?.start ?? '');
  const at = closing !== undefined && now < closing ? closing : start;
  return PARIS_DAY.format(Number.isNaN(at) ? now : Math.max(at, now));
}
