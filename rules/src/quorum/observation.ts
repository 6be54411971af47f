import { CISIS, DCC_CODES, displayOf, EXTENSIONS, profile, SYSTEMS } from '@dcc/fhir-profiles';
import type { Coding, Encounter, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { frenchModes, type QuorumResult, type QuorumStatus } from './evaluate.ts';
import type { QuorumRequirement } from './rule.ts';

const VALUES: Record<QuorumStatus, Coding> = {
  reached: CISIS.QUORUM_REACHED,
  'not-reached': CISIS.QUORUM_NOT_REACHED,
  unknown: CISIS.QUORUM_UNKNOWN,
};

/**
 * The ORG-125 Observation of a case (docs/model.md, `dcc-quorum`): the answer, the version of the rule that
 * gave it, one component per person that counted and, when it is not reached, one per competence that lacks
 * (every specialty that would bring it, its name as text); in `note` what is missing, in words.
 *
 * @param canonical `url|version` of the rule applied; undefined when none was in force.
 * @param existing the Observation of an earlier evaluation: its id, profile and accounts are kept.
 */
export function quorumObservation(
  result: QuorumResult,
  rcpCase: Encounter,
  options: { canonical?: string; effective: string; existing?: Observation },
): Observation {
  const { id, meta, identifier } = options.existing ?? {};
  return {
    resourceType: 'Observation',
    ...(id ? { id } : {}),
    meta: meta ?? { profile: [profile('dcc-quorum')] },
    ...(identifier ? { identifier } : {}),
    ...(options.canonical
      ? { extension: [{ url: EXTENSIONS.QUORUM_RULE, valueCanonical: options.canonical }] }
      : {}),
    status: 'final',
    code: { coding: [{ ...CISIS.QUORUM }] },
    subject: rcpCase.subject as Observation['subject'],
    encounter: { reference: `Encounter/${rcpCase.id}` },
    effectiveDateTime: options.effective,
    valueCodeableConcept: { coding: [{ ...VALUES[result.status] }] },
    ...(components(result).length > 0 ? { component: components(result) } : {}),
    ...(notes(result).length > 0 ? { note: [{ text: notes(result).join(' ; ') }] } : {}),
  };
}

function components({ evidence, lacking = [] }: QuorumResult): ObservationComponent[] {
  return [...evidence.map(counted), ...lacking.map(missing)];
}

function counted(one: QuorumResult['evidence'][number]): ObservationComponent {
  return {
    code: { coding: [{ ...DCC_CODES.QUORUM_EVIDENCE }] },
    valueCodeableConcept: {
      coding: [specialty(one.specialty)],
      text: `${one.name}, ${frenchModes([one.mode])}`,
    },
  };
}

function missing({ label, anyOf }: QuorumRequirement): ObservationComponent {
  return {
    code: { coding: [{ ...DCC_CODES.QUORUM_MISSING }] },
    valueCodeableConcept: { coding: anyOf.map(specialty), text: label },
  };
}

function specialty(code: string): Coding {
  const display = displayOf('tre-r38', SYSTEMS.R38.url, code);
  return { system: SYSTEMS.R38.url, code, ...(display ? { display } : {}) };
}

function notes(result: QuorumResult): string[] {
  return [...result.missing, ...result.advice];
}

/** The status an ORG-125 Observation carries; undefined for anything else. */
export function quorumStatusOf(observation: Observation | undefined): QuorumStatus | undefined {
  const codings = observation?.valueCodeableConcept?.coding ?? [];
  const code = codings.find(({ system }) => system === SYSTEMS.CISIS.url)?.code;
  return (Object.keys(VALUES) as QuorumStatus[]).find((status) => VALUES[status].code === code);
}
