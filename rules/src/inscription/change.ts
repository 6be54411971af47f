import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import type {
  Bundle,
  Encounter,
  HealthcareService,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { mayGo, stateOf } from '../lifecycle/state.ts';
import { INSCRIPTION } from '../lifecycle/tables.ts';
import { concept, REASONS } from './codes.ts';
import { refer, transaction, update } from './transaction.ts';

/** Why a case leaves its session: a code, and words. */
export interface Reason {
  code: keyof typeof REASONS;
  text?: string;
}

/** What stands around an inscription when it changes. */
export interface Placed {
  request: ServiceRequest;
  /** The case on the agenda, when there is one that was not treated. */
  rcpCase?: Encounter;
  /** Tasks about it that are still open. */
  tasks?: readonly Task[];
  now: string;
}

const VERBS = {
  withdrawn: 'Inscription retirée',
  postponed: 'Inscription reportée',
  moved: 'Transférée',
} as const;

/** `Inscription reportée : Dossier incomplet, TEP attendue` */
function remark(verb: string, { code, text }: Reason): string {
  const { display } = REASONS[code];
  return `${verb} : ${[display, text?.trim()].filter(Boolean).join(', ')}`;
}

/**
 * The coded reason stands in `Encounter.reasonCode` of the case that did not take place, and in words among the
 * notes of the inscription: ServiceRequest has no element for it in R4.
 */
function leave(placed: Placed, status: 'revoked' | 'on-hold', verb: string, reason: Reason): Resource[] {
  const { request, rcpCase, tasks = [], now } = placed;
  const target = status === 'revoked' ? 'withdrawn' : 'postponed';
  const from = stateOf(INSCRIPTION, request)?.code;
  if (!from || !mayGo(INSCRIPTION, from, target)) {
    throw new Error('Inscription : elle est déjà traitée ou retirée, elle ne peut plus changer.');
  }
  if (reason.code === 'OTHER' && !reason.text?.trim()) {
    throw new Error('Motif : précisez le motif « autre » en quelques mots.');
  }
  const note = [...(request.note ?? []), { text: remark(verb, reason), time: now }];
  const code: Code = REASONS[reason.code];
  return [
    { ...request, status, note },
    ...(rcpCase
      ? [
          {
            ...rcpCase,
            status: 'cancelled' as const,
            reasonCode: [{ ...concept(code), ...(reason.text?.trim() ? { text: reason.text.trim() } : {}) }],
          },
        ]
      : []),
    // A withdrawn case asks nobody for anything; a postponed one still needs its pieces.
    ...(status === 'revoked'
      ? tasks.map((task): Task => ({ ...task, status: 'cancelled', lastModified: now }))
      : []),
  ];
}

/** The inscription is withdrawn: its case leaves the agenda, its open Tasks end. */
export function withdrawBundle(placed: Placed, reason: Reason): Bundle {
  return transaction(leave(placed, 'revoked', VERBS.withdrawn, reason).map(update));
}

/**
 * The inscription is put off. It waits for another session: `replaceBundle` of the caller puts it on a new agenda,
 * where a new case is created (docs/etats.md).
 */
export function postponeBundle(placed: Placed, reason: Reason): Bundle {
  return transaction(leave(placed, 'on-hold', VERBS.postponed, reason).map(update));
}

/** What the old inscription becomes when it moved to a RCP de recours: revoked, with a sentence that says where. */
export function movedRequest(
  request: ServiceRequest,
  to: HealthcareService,
  replacement: ServiceRequest,
  now: string,
): ServiceRequest {
  const text = `${VERBS.moved} à la RCP de recours « ${to.name ?? ''} » : inscription ${refer(replacement).reference}`;
  return { ...request, status: 'revoked', note: [...(request.note ?? []), { text, time: now }] };
}

/** The new inscription names the one it replaces. */
export function replacing(request: ServiceRequest, old: ServiceRequest): ServiceRequest {
  return { ...request, replaces: [refer(old)] };
}
