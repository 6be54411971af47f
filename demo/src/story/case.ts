import {
  ACT,
  CISIS,
  DCC_CODES,
  EXTENSIONS,
  IDENTIFIER_TYPES,
  PARTICIPATION,
  PARTICIPATION_FUNCTION,
} from '@dcc/fhir-profiles';
import type { Encounter, EncounterParticipant, Resource } from '@medplum/fhirtypes';
import { concept, localId, meta, refer, referTo } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { accountsOf, numberOf, thematicOf, topicOf } from '../region/rcps.ts';
import { establishment } from '../region/structures.ts';
import { opinionParticipant } from './attendance.ts';
import { inscriptionOf } from './inscription.ts';
import { type CasePlan, requesterPlace } from './roles.ts';

/** The case as it is put on the agenda. */
export function plannedCase(plan: CasePlan): Encounter {
  const { rcp } = plan.session;
  return {
    resourceType: 'Encounter',
    id: localId(plan.key),
    meta: { ...meta('dcc-rcp-case'), accounts: accountsOf(rcp, requesterPlace(plan)) },
    extension: [
      {
        url: EXTENSIONS.AGENDA,
        extension: [
          { url: 'position', valuePositiveInt: plan.position },
          { url: 'minutes', valuePositiveInt: plan.minutes },
        ],
      },
      { url: EXTENSIONS.RCP, valueReference: refer('HealthcareService', `rcp-${rcp.key}`) },
      {
        url: EXTENSIONS.REQUESTER_ORGANIZATION,
        valueReference: refer('Organization', `organization-${requesterPlace(plan)}`),
      },
    ],
    identifier: [
      {
        type: concept({ system: IDENTIFIER_TYPES.FR_ENCOUNTER, code: 'VN' }),
        system: `urn:oid:${establishment(rcp.at).oid}.2`,
        value: plan.key,
      },
    ],
    status: 'planned',
    class: { ...ACT.VIRTUAL },
    type: [concept(DCC_CODES.CASE, numberOf(rcp), topicOf(rcp), thematicOf(rcp))],
    subject: refer('Patient', plan.state.member.plan.key),
    basedOn: [inscriptionOf(plan)],
    participant: people(plan),
    period: { start: parisTime(plan.start), end: parisTime(plan.end) },
    serviceProvider: refer('Organization', `organization-${rcp.at}`),
    partOf: refer('Encounter', plan.session.key),
  };
}

/** Who asks, who presents, and the médecin traitant as known that day. */
function people(plan: CasePlan): EncounterParticipant[] {
  const { doctor } = plan.state.member.plan;
  const unknown = { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'unknown' }] };
  return [
    { type: [concept(PARTICIPATION.REQUESTER)], individual: roleOf(plan.requester) },
    { type: [concept(DCC_CODES.PRESENTER)], individual: roleOf(plan.presenter) },
    { type: [concept(PARTICIPATION_FUNCTION.PCP)], individual: doctor ? roleOf(doctor) : unknown },
  ];
}

/** The case once its session took place: treated, or put off. */
export function endedCase(plan: CasePlan, tumours: readonly Resource[] = []): Encounter {
  const planned = plannedCase(plan);
  if (plan.caseState !== 'treated') return { ...planned, status: 'cancelled' };
  const { rcp } = plan.session;
  const how = plan.state.registered ? CISIS.REGISTERED : CISIS.DISCUSSED;
  const opinions = plan.sheet.opinions.filter(({ caseKey }) => caseKey === plan.key);
  return {
    ...planned,
    status: 'finished',
    type: [concept(DCC_CODES.CASE, how, numberOf(rcp), topicOf(rcp), thematicOf(rcp))],
    participant: [...planned.participant!, ...opinions.map(({ who }) => opinionParticipant(who))],
    ...(tumours.length > 0
      ? { diagnosis: tumours.map((one) => ({ condition: referTo(one) as { reference: string } })) }
      : {}),
  };
}
