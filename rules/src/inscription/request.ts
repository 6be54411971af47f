import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, DCC_CODES, R213 } from '@dcc/fhir-profiles/src/codes.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type {
  Annotation,
  Encounter,
  HealthcareService,
  Patient,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { concept, hasCode, MOTIVES } from './codes.ts';
import type { InscriptionDraft, MotiveCode } from './draft.ts';

/** What an inscription is about, beside what is typed. */
export interface Target {
  patient: Reference<Patient>;
  rcp: HealthcareService;
  /** The session it is for; a draft may not have chosen yet. */
  session?: Encounter;
  /** FHIR instant of the writing. */
  now: string;
}

/** The identifier that makes a retry safe. */
export function inscriptionIdentifier(id: string) {
  return { system: IDENTIFIERS.URI, value: `urn:uuid:${id}` };
}

/** Prefix of the annotation that says why an inscription came after the closing. */
export const LATE_PREFIX = 'Ajout tardif : ';

/**
 * The ServiceRequest of a draft (docs/model.md): the first note is the question. `draft` as long as it is not sent.
 * @param base the stored resource when there is one: what this screen does not hold is kept.
 */
export function toRequest(
  draft: InscriptionDraft,
  target: Target,
  status: 'draft' | 'active',
  base?: ServiceRequest,
): ServiceRequest {
  const way = target.rcp.category
    ?.flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === SYSTEMS.R213.url);
  const question = draft.question.trim();
  const notes: Annotation[] = [
    ...(question ? [{ text: question }] : []),
    ...(draft.lateReason?.trim()
      ? [{ text: `${LATE_PREFIX}${draft.lateReason.trim()}`, time: target.now }]
      : []),
  ];
  const {
    note: _,
    orderDetail: __,
    occurrenceDateTime: ___,
    reasonCode: ____,
    supportingInfo: _____,
    ...kept
  } = base ?? ({} as ServiceRequest);
  return {
    ...kept,
    resourceType: 'ServiceRequest',
    meta: { ...base?.meta, profile: [profile('dcc-rcp-request')] },
    identifier: base?.identifier ?? [inscriptionIdentifier(draft.id)],
    status,
    intent: 'order',
    category: [concept(DCC_CODES.INSCRIPTION)],
    code: concept(way ?? R213.RCP),
    ...(draft.comment?.trim() ? { orderDetail: [{ text: draft.comment.trim() }] } : {}),
    subject: target.patient,
    ...(target.session?.period?.start ? { occurrenceDateTime: target.session.period.start } : {}),
    authoredOn: base?.authoredOn ?? target.now,
    ...(draft.requester ? { requester: draft.requester } : {}),
    performer: [{ reference: `HealthcareService/${target.rcp.id}`, display: target.rcp.name }],
    reasonCode: [
      ...draft.motives.map((code) => concept(MOTIVES[code])),
      ...(draft.reason?.trim() ? [{ text: draft.reason.trim() }] : []),
    ],
    ...(notes.length > 0 ? { note: notes } : {}),
    ...(draft.documents.length > 0 ? { supportingInfo: draft.documents } : {}),
  };
}

/** What a stored inscription says: the inverse of {@link toRequest}, without the clinical content. */
export interface RequestContent {
  motives: MotiveCode[];
  reason?: string;
  question: string;
  comment?: string;
  lateReason?: string;
  /** Notes after the question that are not about lateness: reasons of a change, oldest first. */
  remarks: string[];
}

export function readRequest(request: ServiceRequest): RequestContent {
  const [first, ...others] = request.note ?? [];
  const late = others.find(({ text }) => text?.startsWith(LATE_PREFIX))?.text?.slice(LATE_PREFIX.length);
  const reason = request.reasonCode?.find(({ coding }) => !coding?.length)?.text;
  const comment = request.orderDetail?.[0]?.text;
  return {
    motives: (Object.keys(MOTIVES) as MotiveCode[]).filter((code) =>
      request.reasonCode?.some((one) => hasCode(one, MOTIVES[code])),
    ),
    ...(reason ? { reason } : {}),
    question: first?.text ?? '',
    ...(comment ? { comment } : {}),
    ...(late ? { lateReason: late } : {}),
    remarks: others.flatMap(({ text }) => (text && !text.startsWith(LATE_PREFIX) ? [text] : [])),
  };
}

/** The motif codes that go with a RCP: recours and pediatrics have their own. */
export function suggestedMotive(rcp: HealthcareService): MotiveCode {
  const has = (code: { system: string; code: string }) =>
    rcp.characteristic?.some((one) => hasCode(one, code)) ?? false;
  if (has(DCC_CODES.RECOURS)) return CISIS.REASON_RECOURS.code;
  if (has(DCC_CODES.PEDIATRIC)) return CISIS.REASON_PEDIATRIC.code;
  return CISIS.REASON_THERAPY.code;
}
