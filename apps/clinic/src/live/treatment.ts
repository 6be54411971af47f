import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Encounter } from '@medplum/fhirtypes';

export type Modality = 'discussed' | 'registered';

/** The case is being discussed: its clock starts once. */
export function started(rcpCase: Encounter, now: string): Encounter {
  return rcpCase.status === 'planned'
    ? { ...rcpCase, status: 'in-progress', period: { start: now } }
    : rcpCase;
}

/**
 * The case is treated, discussed or recorded without discussion.
 * @param openedAt when it came on screen: the start of a case that nobody started.
 */
export function finished(rcpCase: Encounter, modality: Modality, openedAt: string, now: string): Encounter {
  const running = rcpCase.status === 'in-progress' && rcpCase.period?.start;
  const start = running ? rcpCase.period!.start! : openedAt;
  return { ...withModality(rcpCase, modality), status: 'finished', period: { start, end: now } };
}

/** A case recorded without discussion that raises a doubt goes back to discussion (docs/etats.md). */
export function withModality(rcpCase: Encounter, modality: Modality): Encounter {
  const code = modality === 'discussed' ? CISIS.DISCUSSED : CISIS.REGISTERED;
  const [type] = rcpCase.type ?? [];
  const others = (type?.coding ?? []).filter(
    (one) =>
      ![CISIS.DISCUSSED, CISIS.REGISTERED].some(
        (some) => some.code === one.code && some.system === one.system,
      ),
  );
  return { ...rcpCase, type: [{ ...type, coding: [...others, { ...code }] }] };
}

export function modalityOf(rcpCase: Encounter): Modality | undefined {
  if (rcpCase.type?.some((one) => hasCode(one, CISIS.REGISTERED))) return 'registered';
  return rcpCase.type?.some((one) => hasCode(one, CISIS.DISCUSSED)) ? 'discussed' : undefined;
}

/** What keeps a case from being recorded without discussion, in French; nothing when it may (D. 6124-131 CSP). */
export function registrationRefusal(frame: { conformity?: string; referentiel: string }): string | undefined {
  if (frame.conformity !== 'conform') {
    return 'Un cas n’est enregistré sans discussion que s’il est strictement conforme à un référentiel.';
  }
  return frame.referentiel.trim()
    ? undefined
    : 'Nommez le référentiel suivi : il est obligatoire pour un cas enregistré.';
}

/** `3:07`, `1:02:40`: minutes that anybody reads at five metres. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Milliseconds spent on a case up to now, or in all once it is treated. */
export function spent(rcpCase: Encounter, now: number): number {
  const { start, end } = rcpCase.period ?? {};
  if (!start || rcpCase.status === 'planned') return 0;
  return (end ? Date.parse(end) : now) - Date.parse(start);
}
