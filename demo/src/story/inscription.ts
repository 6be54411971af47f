import { CISIS, DCC_CODES, IDENTIFIERS } from '@dcc/fhir-profiles';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, refer, worded } from '../base/fhir.ts';
import { addDays, parisInstant, parisTime } from '../base/time.ts';
import { textContext } from '../clinical/context.ts';
import { fill } from '../clinical/texts.ts';
import { roleOf } from '../region/professionals.ts';
import { wayOf } from '../region/rcps.ts';
import { type CasePlan, caseContext } from './roles.ts';

const texts = readData<{ requestComments: string[] }>('commun', 'textes.json');

const MOTIVES = [CISIS.REASON_DIAGNOSIS, CISIS.REASON_THERAPY, CISIS.REASON_RECOURS, CISIS.REASON_PEDIATRIC];

const MOTIVE_WORDS: Record<string, string> = {
  'MED-235': 'Avis diagnostique demandé',
  'ORG-114': 'Stratégie thérapeutique à définir',
  'ORG-115': 'Avis de recours souhaité',
  'ORG-116': 'Avis pédiatrique souhaité',
};

/** Reference to the inscription of a case. */
export function inscriptionOf(plan: Pick<CasePlan, 'state'>) {
  return refer<ServiceRequest>('ServiceRequest', plan.state.key);
}

/** The inscription as it is sent, a week before the session. */
export function inscription(plan: CasePlan): ServiceRequest {
  const { state, session } = plan;
  const context = caseContext(plan);
  const text = textContext(context);
  const say = (words: Parameters<typeof fill>[0]) => fill(words, text);
  const { presentation } = state;
  return {
    resourceType: 'ServiceRequest',
    id: localId(state.key),
    meta: meta('dcc-rcp-request'),
    identifier: [{ system: IDENTIFIERS.URI, value: `urn:uuid:${localId(`inscription of ${state.key}`)}` }],
    status: 'active',
    intent: 'order',
    category: [concept(DCC_CODES.INSCRIPTION)],
    code: concept(wayOf(session.rcp)),
    orderDetail: [{ text: say(plan.rng.fork('request').pick(texts.requestComments)) }],
    subject: refer('Patient', state.member.plan.key),
    occurrenceDateTime: parisTime(session.start),
    authoredOn: parisTime(parisInstant(addDays(session.day, -7), 9, 10 + plan.position)),
    requester: roleOf(plan.requester),
    performer: [refer('HealthcareService', `rcp-${session.rcp.key}`)],
    reasonCode: [
      ...presentation.motives.map((code) =>
        worded(MOTIVES.find((one) => one.code === code)!, MOTIVE_WORDS[code]!),
      ),
      { text: say(presentation.reason) },
    ],
    note: [{ text: say(presentation.question) }],
  };
}

const STATUS = { treated: 'completed', withdrawn: 'revoked', waiting: 'on-hold' } as const;

/** The inscription as it stands at the end of the month. */
export function endedInscription(plan: CasePlan): ServiceRequest {
  const { reason, outcome } = plan.state;
  const sent = inscription(plan);
  return {
    ...sent,
    status: STATUS[outcome],
    ...(reason && outcome !== 'treated' ? { note: [...sent.note!, { text: reason }] } : {}),
  };
}
