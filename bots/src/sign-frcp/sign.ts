import { CISIS, EXTENSIONS } from '@dcc/fhir-profiles';
import {
  evaluateQuorum,
  type FrcpRecord,
  hasCode,
  type PublishedRule,
  publishedRule,
  quorumObservation,
  quorumParticipants,
  ruleInForce,
} from '@dcc/rules';
import type {
  CarePlan,
  Composition,
  Observation,
  PlanDefinition,
  Provenance,
  Reference,
} from '@medplum/fhirtypes';

/** The quorum of the fiche's case, evaluated anew with the rule version of the session's day. */
export function evaluate(record: FrcpRecord, plans: readonly PlanDefinition[]): Observation | undefined {
  const { rcpCase, session, resolve } = record;
  if (!rcpCase || !session) {
    return undefined;
  }
  const versions: PublishedRule[] = plans.map(publishedRule);
  const applied = ruleInForce(versions, session.period?.start ?? '');
  const participants = quorumParticipants(session, rcpCase, resolve);
  const result = evaluateQuorum(applied?.rule, participants, rcpCase.period);
  const effective = rcpCase.period?.end ?? rcpCase.period?.start ?? session.period?.start ?? '';
  return quorumObservation(result, rcpCase, {
    canonical: applied?.canonical,
    effective,
    existing: earlierQuorum(record),
  });
}

/** The ORG-125 that the fiche holds from an earlier evaluation ("held"), if any. */
export function earlierQuorum(record: FrcpRecord): Observation | undefined {
  return record.entries('record').find((one): one is Observation => {
    return one.resourceType === 'Observation' && hasCode(one.code, CISIS.QUORUM);
  });
}

/** The address, without version, of the rule of the fiche's RCP: every version of it is a candidate. */
export function ruleUrl({ composition, resolve }: FrcpRecord): string | undefined {
  const reference = composition.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference;
  const rcp = resolve(reference);
  const extensions = rcp?.resourceType === 'HealthcareService' ? rcp.extension : undefined;
  return extensions?.find(({ url }) => url === EXTENSIONS.QUORUM_RULE)?.valueCanonical?.split('|')[0];
}

/** Plans still in draft: signing the fiche is what puts the decision in force (docs/model.md, Decision). */
export function activated(record: FrcpRecord): CarePlan[] {
  return record
    .entries('proposal')
    .filter((one): one is CarePlan => one.resourceType === 'CarePlan' && one.status === 'draft')
    .map((plan) => ({ ...plan, status: 'active' }));
}

/**
 * Who signed what, when: the trace of the act, beside the fiche itself.
 * @param factor how sure it is that it was her, in French.
 */
export function provenance(
  composition: Composition,
  targets: readonly Reference[],
  attester: Reference,
  time: string,
  recorded: string,
  factor: string,
): Provenance {
  const replaced = composition.relatesTo?.find(({ code }) => code === 'replaces')?.targetReference;
  const { accounts } = composition.meta ?? {};
  return {
    resourceType: 'Provenance',
    ...(accounts ? { meta: { accounts } } : {}),
    target: [...targets] as Provenance['target'],
    occurredDateTime: time,
    recorded,
    reason: [{ text: factor }],
    activity: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DocumentCompletion', code: 'LA' }],
    },
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'LA' }],
        },
        who: attester as Provenance['agent'][number]['who'],
      },
    ],
    ...(replaced ? { entity: [{ role: 'revision', what: replaced }] } : {}),
  };
}
