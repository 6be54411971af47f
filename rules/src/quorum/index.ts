export {
  evaluateQuorum,
  frenchModes,
  type QuorumEvidence,
  type QuorumResult,
  type QuorumStatus,
} from './evaluate.ts';
export { type Forecast, type ForecastAnswer, forecast } from './forecast.ts';
export {
  isPhysician,
  type PublishedRule,
  personName,
  practitionerOf,
  publishedRule,
  quorumParticipants,
  type Resolve,
} from './from-fhir.ts';
export { quorumObservation, quorumStatusOf } from './observation.ts';
export type { Period, QuorumParticipant } from './participant.ts';
export {
  parisDay,
  parseQuorumRule,
  QUORUM_MODES,
  type QuorumMode,
  type QuorumRequirement,
  type QuorumRule,
  QuorumRuleError,
  ruleInForce,
} from './rule.ts';
