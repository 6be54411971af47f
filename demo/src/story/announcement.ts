import { guard } from '@dcc/rules/src/announcement/index.ts';
import { presentationConsent } from '@dcc/rules/src/inscription/consent.ts';
import type { Consent, Patient, ServiceRequest } from '@medplum/fhirtypes';
import { localId, refer } from '../base/fhir.ts';
import { addDays, parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { accountsOf } from '../region/rcps.ts';
import { inscriptionOf } from './inscription.ts';
import { type CasePlan, requesterPlace } from './roles.ts';

/** Of the patients whose treatment is discussed, those to whom nobody has said the diagnosis yet. */
const NOT_TOLD = 0.12;
const DIAGNOSIS = 'MED-235';

/**
 * Had the patient been told when the inscription was sent? Where the board is asked what the disease is, nobody could
 * tell it: both states of the guard show in a month.
 */
export function isTold(plan: CasePlan): boolean {
  const { presentation } = plan.state;
  const unknown = presentation.motives.every((code) => code === DIAGNOSIS);
  return !unknown && !plan.rng.fork('announcement').chance(NOT_TOLD);
}

/**
 * What an inscription leaves beside it: the patient was informed of the board and did not oppose; and the guard of his
 * documents, open when he was told. Both are written with the inscription, by who asks for it.
 *
 * @param told overrides the story, for a session that has something to show.
 */
export function consentsOf(plan: CasePlan, sent: ServiceRequest, told = isTold(plan)): Consent[] {
  const { state, requester, session } = plan;
  const now = sent.authoredOn!;
  const id = localId(`inscription of ${state.key}`);
  const by = roleOf(requester);
  const patient = refer<Patient>('Patient', state.member.plan.key);
  const target = { id, patient, inscription: inscriptionOf(plan), now };
  const day = addDays(parisTime(Date.parse(now)).slice(0, 10), -plan.rng.fork('told on').int(1, 9));
  const information = presentationConsent({ informed: true, opposed: false, date: day }, { ...target, by });
  const accounts = accountsOf(session.rcp, requesterPlace(plan));
  return [information!, guard(target, told ? { on: day, by } : undefined)].map((one) => ({
    ...one,
    id: localId(one.identifier![0]!.value!),
    meta: { accounts },
  }));
}
