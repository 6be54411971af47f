import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type {
  Bundle,
  Composition,
  Encounter,
  HealthcareService,
  Observation,
  Organization,
  Patient,
  PractitionerRole,
  Reference,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { mayGo, stateOf } from '../lifecycle/state.ts';
import { INSCRIPTION } from '../lifecycle/tables.ts';
import { rcpCodings, toCase } from './case.ts';
import { concept, REASONS } from './codes.ts';
import { create, refer, transaction, update } from './transaction.ts';

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
  moved: 'Inscription transférée',
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
 * The inscription is put off and waits for another session: {@link rebookBundle} puts it on a new agenda.
 */
export function postponeBundle(placed: Placed, reason: Reason): Bundle {
  return transaction(leave(placed, 'on-hold', VERBS.postponed, reason).map(update));
}

/**
 * Moves an inscription to a RCP de recours: the new draft replaces the old one, which says where it went and leaves
 * its agenda. One that was already treated stays as it was: its RCP did its work.
 * @param fresh the new inscription, a draft that holds all the content (`transferred`, `draftRequest`).
 */
export function transferBundle(placed: Placed, to: HealthcareService, fresh: ServiceRequest): Bundle {
  const { request } = placed;
  const made = create({ ...fresh, replaces: [refer(request)] });
  if (stateOf(INSCRIPTION, request)?.code === 'treated') {
    const { system, value } = fresh.identifier![0]!;
    // No version guards the retry here: the identifier does.
    made.request!.ifNoneExist = `identifier=${encodeURIComponent(`${system}|${value}`)}`;
    return transaction([made]);
  }
  const verb = `${VERBS.moved} à la RCP de recours « ${to.name ?? ''} »`;
  return transaction([...leave(placed, 'revoked', verb, { code: 'TREATED_ELSEWHERE' }).map(update), made]);
}

/** A postponed case and its fiche, to be put on another agenda. */
export interface Rebooking {
  request: ServiceRequest;
  /** The case that did not take place. */
  old: Encounter;
  fiche: Composition;
  /** Entries of the fiche. */
  entries: readonly Resource[];
  rcp: HealthcareService;
  session: Encounter;
  position: number;
  minutes: number;
  now: string;
  newId: () => string;
}

/**
 * Puts a postponed case on another agenda: a new case, to which the fiche goes with all that was written in it.
 * The old case stays, cancelled: it tells that the case was put off.
 */
export function rebookBundle(rebooking: Rebooking): Bundle {
  const { request, old, fiche, entries, rcp, session, newId } = rebooking;
  const url = `urn:uuid:${newId()}`;
  const encounter = { reference: url };
  const { id: _, meta, reasonCode: __, identifier: ___, diagnosis: ____, ...kept } = old;
  const organization = old.extension?.find(({ url: one }) => one === EXTENSIONS.REQUESTER_ORGANIZATION);
  const placed = toCase({
    rcp,
    session,
    patient: old.subject as Reference<Patient>,
    inscription: refer(request),
    requester: request.requester as Reference<PractitionerRole>,
    requesterOrganization: organization?.valueReference as Reference<Organization>,
    doctor: undefined,
    position: rebooking.position,
    minutes: rebooking.minutes,
    id: newId(),
  });
  // An answer of the server holds the fiche and the inscription too: each is written once.
  const ownEntries = entries.filter(
    (one) =>
      (one as Observation).encounter?.reference === `Encounter/${old.id}` &&
      one.id !== fiche.id &&
      one.id !== request.id,
  );
  return transaction([
    update({
      ...request,
      status: 'active',
      ...(session.period?.start ? { occurrenceDateTime: session.period.start } : {}),
    }),
    // Who asks, presents and treats stays as it was told.
    create({ ...placed, participant: kept.participant, meta: { profile: meta?.profile } }, url),
    update({
      ...fiche,
      encounter,
      date: rebooking.now,
      category: [concept(...rcpCodings(rcp))],
      event: fiche.event?.map((one) => ({ ...one, period: { ...session.period }, detail: [refer(session)] })),
    }),
    ...ownEntries.map((one) => update({ ...one, encounter } as Resource)),
  ]);
}
