import { evaluateQuorum, type QuorumResult, quorumObservation, quorumParticipants } from '@dcc/rules';
import type { Encounter, Observation, Resource } from '@medplum/fhirtypes';
import { practitionerRoles, practitioners } from '../region/professionals.ts';
import { ruleFor } from '../region/quorum-rules.ts';
import type { Rcp } from '../region/rcps.ts';

const people: ReadonlyMap<string, Resource> = new Map(
  [...practitioners(), ...practitionerRoles()].map((one) => [`${one.resourceType}/${one.id}`, one]),
);

/** The quorum of a case by the rule of its RCP, from the sheets as they are recorded. */
export function quorumOf(rcp: Rcp, session: Encounter, rcpCase: Encounter): QuorumResult {
  const sheet = quorumParticipants(session, rcpCase, (reference) => people.get(reference?.reference ?? ''));
  return evaluateQuorum(ruleFor(rcp).rule, sheet, rcpCase.period);
}

/** The Observation that stores it, without id: the server gives it one. */
export function quorumEntry(
  rcp: Rcp,
  session: Encounter,
  rcpCase: Encounter,
  effective: string,
): Observation {
  return quorumObservation(quorumOf(rcp, session, rcpCase), rcpCase, {
    canonical: ruleFor(rcp).canonical,
    effective,
  });
}
