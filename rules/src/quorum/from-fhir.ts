import { DCC_CODES, EXTENSIONS, G15, PARTICIPATION, PARTICIPATION_FUNCTION } from '@dcc/fhir-profiles';
import type {
  Encounter,
  EncounterParticipant,
  HumanName,
  PlanDefinition,
  Practitioner,
  PractitionerRole,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import type { QuorumParticipant } from './participant.ts';
import { parseQuorumRule, type QuorumRule, QuorumRuleError } from './rule.ts';

/** Finds the resource a reference points to; undefined when the caller does not hold it. */
export type Resolve = (reference: Reference | undefined) => Resource | undefined;

const FUNCTIONS: string[] = [PARTICIPATION.REQUESTER, PARTICIPATION_FUNCTION.PCP, DCC_CODES.PRESENTER].map(
  ({ code }) => code,
);
const MODES: Record<string, QuorumParticipant['mode']> = {
  present: 'present',
  visio: 'visio',
  'written-opinion': 'writtenOpinion',
  excused: 'excused',
  absent: 'absent',
};

/**
 * The attendance sheet of a case: the session's participants, then the people recorded for this case only
 * (docs/model.md, RCP). Demandeur, presenter and médecin traitant are functions, not attendance: a demandeur
 * who took part is on the session's sheet.
 */
export function quorumParticipants(
  session: Encounter,
  rcpCase: Encounter,
  resolve: Resolve,
): QuorumParticipant[] {
  const ofCase = (rcpCase.participant ?? []).filter((one) => !one.type?.some(isFunction));
  return [
    ...(session.participant ?? []).map((one) => toParticipant(one, false, resolve)),
    ...ofCase.map((one) => toParticipant(one, true, resolve)),
  ];
}

function isFunction(type: { coding?: { code?: string }[] }): boolean {
  return !!type.coding?.some(({ code }) => FUNCTIONS.includes(code ?? ''));
}

function toParticipant(line: EncounterParticipant, onCase: boolean, resolve: Resolve): QuorumParticipant {
  const individual = resolve(line.individual);
  const role = individual?.resourceType === 'PractitionerRole' ? individual : undefined;
  const practitioner = practitionerOf(individual, resolve);
  const attendance = line.extension?.find(({ url }) => url === EXTENSIONS.ATTENDANCE)?.extension ?? [];
  const part = (url: string) => attendance.find((one) => one.url === url);
  const specialty = part('specialty')?.valueCoding;
  return {
    person: role?.practitioner?.reference ?? line.individual?.reference ?? `inconnu-${line.id ?? ''}`,
    name: practitioner
      ? personName(practitioner.name?.[0])
      : (line.individual?.display ?? 'personne non identifiée'),
    physician: isPhysician(role),
    specialty: specialty?.code,
    mode: MODES[part('mode')?.valueCode ?? ''],
    inQuorum: part('quorum')?.valueBoolean,
    onCase,
    period: line.period,
  };
}

/** Physician = profession 10 of TRE_G15. Undefined when the record names no profession at all. */
export function isPhysician(role: PractitionerRole | undefined): boolean | undefined {
  const professions = role?.code?.flatMap(({ coding }) => coding ?? []).filter(({ code }) => code);
  if (!professions?.length) {
    return undefined;
  }
  return professions.some(({ system, code }) => system === G15.DOCTOR.system && code === G15.DOCTOR.code);
}

export function practitionerOf(individual: Resource | undefined, resolve: Resolve): Practitioner | undefined {
  if (individual?.resourceType === 'Practitioner') {
    return individual;
  }
  const found =
    individual?.resourceType === 'PractitionerRole' ? resolve(individual.practitioner) : undefined;
  return found?.resourceType === 'Practitioner' ? found : undefined;
}

/** "Dr Claire MARTIN" as the fiche shows it. */
export function personName(name: HumanName | undefined): string {
  const parts = [
    name?.suffix?.includes('PR') ? 'Pr' : name?.suffix?.includes('DR') ? 'Dr' : '',
    name?.given?.[0],
  ];
  return [...parts, name?.family?.toUpperCase()].filter(Boolean).join(' ') || 'personne sans nom';
}

/** A published version of a rule with the canonical that names it, `url|version`. */
export interface PublishedRule {
  canonical: string;
  rule: QuorumRule;
}

/**
 * Reads a rule from the PlanDefinition that publishes it.
 * @throws QuorumRuleError when the JSON is absent, wrong, or contradicts the resource's own version.
 */
export function publishedRule(plan: PlanDefinition): PublishedRule {
  const json = plan.extension?.find(({ url }) => url === EXTENSIONS.QUORUM_DEFINITION)?.valueString;
  if (!json || !plan.url || !plan.version) {
    throw new QuorumRuleError(
      `Règle de quorum ${plan.url ?? '(sans adresse)'} : définition ou version absente.`,
    );
  }
  const rule = parseQuorumRule(json);
  if (rule.version !== plan.version) {
    throw new QuorumRuleError(
      `Règle de quorum ${plan.url} : la définition dit version ${rule.version}, la ressource ${plan.version}.`,
    );
  }
  return { canonical: `${plan.url}|${plan.version}`, rule };
}
