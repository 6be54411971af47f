import { CISIS, DCC_CODES, PARTICIPATION, PARTICIPATION_FUNCTION } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type {
  CodeableConcept,
  Composition,
  Encounter,
  EncounterParticipant,
  HealthcareService,
  Patient,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { FicheEdit } from './edit.ts';
import { compactReference, concept } from './fhir.ts';
import { compact, same } from './same.ts';
import { type FicheState, isLocked, resolve, type WriteContext } from './state.ts';

/** What is around the fiche: who, where, when. References are `PractitionerRole/id`. */
export interface FicheHeader {
  patient?: Patient;
  rcpCase?: Encounter;
  session?: Encounter;
  inscription?: ServiceRequest;
  rcp?: HealthcareService;
  requester?: string;
  presenter?: string;
  /** The médecin traitant; `unknown` when the record says that nobody knows. */
  doctor?: string;
  /** Code of the region's theme, `sein`. */
  thematic?: string;
  /** How the case was treated. */
  modality?: 'discussed' | 'registered';
}

/** Reads the header of a fiche, signed or not. */
export function readHeader(state: FicheState): FicheHeader {
  const rcpCase = resolve<Encounter>(state, state.composition.encounter, 'Encounter');
  const reference = state.composition.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference;
  const types = rcpCase?.type ?? [];
  const modality = types.some((one) => hasCode(one, CISIS.REGISTERED))
    ? ('registered' as const)
    : types.some((one) => hasCode(one, CISIS.DISCUSSED))
      ? ('discussed' as const)
      : undefined;
  return compact({
    patient: resolve<Patient>(state, state.composition.subject as Reference, 'Patient'),
    rcpCase,
    session: resolve<Encounter>(state, rcpCase?.partOf, 'Encounter'),
    inscription: resolve<ServiceRequest>(state, rcpCase?.basedOn?.[0], 'ServiceRequest'),
    rcp: resolve<HealthcareService>(state, reference, 'HealthcareService'),
    requester: person(rcpCase, PARTICIPATION.REQUESTER),
    presenter: person(rcpCase, DCC_CODES.PRESENTER),
    doctor: doctorOf(rcpCase),
    thematic: codings(types).find(({ system }) => system === SYSTEMS.THEMATIC.url)?.code,
    modality,
  });
}

function codings(concepts: readonly CodeableConcept[]) {
  return concepts.flatMap(({ coding }) => coding ?? []);
}

function line(
  rcpCase: Encounter | undefined,
  code: { system: string; code: string },
): EncounterParticipant | undefined {
  return rcpCase?.participant?.find(({ type }) => type?.some((one) => hasCode(one, code)));
}

function person(rcpCase: Encounter | undefined, code: { system: string; code: string }): string | undefined {
  return line(rcpCase, code)?.individual?.reference;
}

function doctorOf(rcpCase: Encounter | undefined): string | undefined {
  const found = line(rcpCase, PARTICIPATION_FUNCTION.PCP);
  return found && (found.individual?.reference ?? 'unknown');
}

/** The functions of the case that a form sets. */
export type CaseFunction = 'requester' | 'presenter' | 'doctor';

const FUNCTIONS = {
  requester: PARTICIPATION.REQUESTER,
  presenter: DCC_CODES.PRESENTER,
  doctor: PARTICIPATION_FUNCTION.PCP,
} as const;

/**
 * Sets who asks, who presents, who is the médecin traitant, on the case. The demandeur is also the fiche's
 * author.
 * @param role `PractitionerRole/id`; `unknown` for a médecin traitant that nobody knows; undefined takes the
 * line out.
 * @throws LockedFicheError for a signed fiche.
 */
export function writeFunction(
  state: FicheState,
  name: CaseFunction,
  role: string | undefined,
  context: WriteContext,
): FicheState {
  const edit = new FicheEdit(state, context);
  const key = state.composition.encounter?.reference;
  const rcpCase = edit.get<Encounter>(key, 'Encounter');
  if (!key || !rcpCase || readHeader(state)[name] === role) return state;
  const old = line(rcpCase, FUNCTIONS[name]);
  const unknown = { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'unknown' }] };
  const individual = role === 'unknown' ? unknown : compactReference<Reference<PractitionerRole>>(role ?? '');
  const made: EncounterParticipant = { ...(old ?? { type: [concept([FUNCTIONS[name]])] }), individual };
  const all = rcpCase.participant ?? [];
  const participant = !role
    ? all.filter((one) => one !== old)
    : old
      ? all.map((one) => (one === old ? made : one))
      : [...all, made];
  edit.setRecord(key, { ...rcpCase, participant });
  return syncHeader(edit.done());
}

/**
 * The header elements that repeat what stands elsewhere: author (demandeur), category (kind of the case),
 * event (period of the session). Signing refuses a fiche whose event is not its session's: call it when the
 * session ends.
 */
export function syncHeader(state: FicheState): FicheState {
  if (isLocked(state)) return state;
  const { rcpCase, session, requester } = readHeader(state);
  const { composition } = state;
  const [event] = composition.event ?? [];
  const category = rcpCase && categoryOf(rcpCase);
  const next: Composition = {
    ...composition,
    ...(requester ? { author: [compactReference(requester)] } : {}),
    ...(category?.coding?.length ? { category: [category] } : {}),
    ...(event && session
      ? {
          event: [
            compact({
              ...event,
              period: session.period,
              detail: [{ reference: rcpCase!.partOf!.reference! }],
            }),
          ],
        }
      : {}),
  };
  return same(next, composition) ? state : { ...state, composition: next };
}

/**
 * What the document is about: the type of the case without what says that it is a case, and how it was
 * treated.
 */
export function categoryOf(rcpCase: Encounter): CodeableConcept {
  const own = [DCC_CODES.CASE, CISIS.DISCUSSED, CISIS.REGISTERED];
  const kept = codings(rcpCase.type ?? []).filter(
    (one) => !own.some(({ system, code }) => one.system === system && one.code === code),
  );
  return { coding: kept };
}
