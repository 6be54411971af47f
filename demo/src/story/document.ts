import { signed, withQuorum } from '@dcc/rules';
import type { Bundle, CarePlan, Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { localId, referTo } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { directory } from '../region/directory.ts';
import { roleOf } from '../region/professionals.ts';
import { endedCase } from './case.ts';
import { fiche, nextVersion } from './fiche.ts';
import { endedInscription } from './inscription.ts';
import { quorumEntry } from './quorum.ts';
import { type CasePlan, signedAt } from './roles.ts';
import { endedSession } from './session.ts';
import { careTeamOf, patientOf, type Story, type StorySession } from './story.ts';

/** The end state of one case without a server: what the store holds once everything was played. */
export interface PlayedCase {
  plan: CasePlan;
  session: Encounter;
  rcpCase: Encounter;
  /** All resources of the case but its versions of the fiche. */
  resources: Resource[];
  /** Signed versions, oldest first; one preliminary when the fiche is not signed; none when it was not treated. */
  versions: Composition[];
}

/** Ends a case as signing and amending it would. */
export function playCase(plan: CasePlan, { agenda, sheet }: StorySession): PlayedCase {
  const session = endedSession(agenda, sheet);
  const inscription = endedInscription(plan);
  if (plan.caseState !== 'treated') {
    return { plan, session, rcpCase: endedCase(plan), resources: [inscription], versions: [] };
  }
  const { composition, resources, tumours } = fiche(plan, agenda.end);
  const rcpCase = endedCase(plan, tumours);
  const quorum = {
    ...quorumEntry(agenda.session.rcp, session, rcpCase, parisTime(plan.end)),
    id: localId(`${plan.key}/quorum`),
  };
  const first = withQuorum(composition, referTo(quorum));
  const all = [inscription, ...resources, quorum];
  if (!plan.state.signed) return { plan, session, rcpCase, resources: all, versions: [first] };
  const sign = (one: Composition, version: number) =>
    signed(one, { attester: roleOf(plan.attester), time: parisTime(signedAt(plan, version)) });
  const versions = [sign(first, 1)];
  let decision = resources.find((one): one is CarePlan => one.resourceType === 'CarePlan')!;
  plan.state.amendments.forEach((amendment, index) => {
    const next = nextVersion(plan, versions.at(-1)!, decision, index + 2, amendment);
    decision = next.decision;
    all.push(decision);
    versions.push(sign(next.composition, index + 2));
  });
  return { plan, session, rcpCase, resources: all, versions };
}

/** The document Bundle (docs/model.md) of one version of a fiche: the Composition, then everything within reach. */
export function documentBundle(told: Story, played: PlayedCase, composition: Composition): Bundle {
  const member = played.plan.state.member;
  const team = careTeamOf(member, told.rng);
  const everything = index([
    ...Object.values(directory()).flat(),
    patientOf(member, told.rng),
    ...(team ? [team] : []),
    played.session,
    played.rcpCase,
    ...played.resources,
  ]);
  const reached = new Map<string, Resource>();
  const visit = (resource: Resource): void => {
    for (const reference of referencesIn(resource)) {
      const found = everything.get(reference);
      if (!found || reached.has(reference)) continue;
      reached.set(reference, found);
      visit(found);
    }
  };
  visit(composition);
  if (team) {
    reached.set(`CareTeam/${team.id}`, team);
    visit(team);
  }
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: composition.identifier,
    timestamp: composition.date,
    entry: [composition, ...reached.values()].map((resource) => ({
      fullUrl: `urn:uuid:${resource.id}`,
      resource,
    })),
  } as Bundle;
}

function index(resources: readonly Resource[]): Map<string, Resource> {
  return new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));
}

/** Every literal reference in a resource; the version that a fiche replaces is not part of its document. */
export function referencesIn(resource: Resource): string[] {
  const found: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (key === 'relatesTo' || key === 'accounts') return;
    if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (value && typeof value === 'object') {
      const { reference } = value as { reference?: unknown };
      if (typeof reference === 'string') found.push(reference);
      for (const [name, one] of Object.entries(value)) walk(one, name);
    }
  };
  walk(resource, '');
  return found;
}

/** Everything the month writes in the end, case by case. */
export function playStory(told: Story): PlayedCase[] {
  return told.sessions.flatMap((session) => session.cases.map((plan) => playCase(plan, session)));
}
