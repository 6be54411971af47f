import { EXTENSIONS } from '@dcc/fhir-profiles';
import type {
  Encounter,
  Extension,
  HealthcareService,
  PractitionerRole,
  Reference,
} from '@medplum/fhirtypes';
import type { Resolve } from '../quorum/index.ts';

/** What decides who sees a case, beside the case itself. */
export interface Invitation {
  session: Encounter;
  /** Members of the RCP, convened or not (spec/fhir-model.md, rulings). */
  members?: readonly PractitionerRole[];
  /** PractitionerRoles of the session's participants. */
  resolve: Resolve;
  /** Organization -> Group of its professionals: the account under which it is invited, to read only. */
  groups: ReadonlyMap<string, string>;
  /** How long an invited establishment still sees the case after the session. */
  daysAfter: number;
  /** Instant (FHIR dateTime) at which the answer must hold. */
  now: string;
}

const DAY_MS = 86_400_000;

/**
 * The whole `meta.accounts` of a case and of what is written about it (docs/model.md, Accounts): the
 * organising establishment, its 3C and the demandeur's establishment own it; the establishments of those
 * convened to the session, or members of the RCP, are invited to it until `daysAfter` days after its end.
 * Owners write, invited ones read.
 *
 * Complete at each call: an invitation ends by not being given again.
 */
export function caseAccounts(rcpCase: Encounter, invitation: Invitation): Reference[] {
  const owners = ownersOf(rcpCase, invitation.session);
  const invited = isOpen(rcpCase, invitation) ? invitedOrganizations(rcpCase, invitation) : [];
  const groups = invited
    .filter((organization) => !owners.includes(organization))
    .flatMap((organization) => invitation.groups.get(organization) ?? []);
  return [...new Set([...owners, ...groups])].map((reference) => ({ reference }));
}

/**
 * The accounts of a session itself, and of its convocation: the organiser and its 3C own it, who is convened reads
 * it for as long as its cases.
 */
export function sessionAccounts(session: Encounter, invitation: Omit<Invitation, 'session'>): Reference[] {
  // A session is a case without demandeur, convened like its cases.
  return caseAccounts(session, { ...invitation, session });
}

/**
 * The accounts of an inscription that is on no agenda yet: who organises the RCP, its 3C, and who asks.
 * @param requester the demandeur's role.
 */
export function inscriptionAccounts(rcp: HealthcareService, requester?: PractitionerRole): Reference[] {
  const owners = [
    rcp.providedBy?.reference,
    referenceIn(rcp.extension, EXTENSIONS.GESTIONNAIRE_3C),
    requester?.organization?.reference,
  ].filter((one) => one !== undefined);
  return [...new Set(owners)].map((reference) => ({ reference }));
}

/**
 * The accounts of a patient: everyone who has, or had, to do with one of her cases keeps seeing who she is; who is
 * only invited sees her while a case of hers invites.
 * @param known what the patient has: establishments are never taken away, a hospital knows its own.
 * @param cases the accounts of each of her cases and inscriptions.
 */
export function patientAccounts(
  known: readonly Reference[],
  cases: readonly (readonly Reference[])[],
): Reference[] {
  const own = known.flatMap(({ reference }) => (reference && !isInvitation(reference) ? reference : []));
  const given = cases.flat().flatMap(({ reference }) => reference ?? []);
  return [...new Set([...own, ...given])].map((reference) => ({ reference }));
}

/** Are these the same accounts, in any order? */
export function sameAccounts(some: readonly Reference[], others: readonly Reference[]): boolean {
  const text = (all: readonly Reference[]) =>
    [...new Set(all.map(({ reference }) => reference))].sort().join();
  return text(some) === text(others);
}

/** An invited establishment is named by the Group of its professionals (docs/acces.md). */
function isInvitation(reference: string): boolean {
  return reference.startsWith('Group/');
}

function ownersOf(rcpCase: Encounter, session: Encounter): string[] {
  const provider = rcpCase.serviceProvider ?? session.serviceProvider;
  const centre = referenceIn(session.extension, EXTENSIONS.GESTIONNAIRE_3C);
  const requester = referenceIn(rcpCase.extension, EXTENSIONS.REQUESTER_ORGANIZATION);
  return [provider?.reference, centre, requester].filter((one) => one !== undefined);
}

/** From the day people are convened; nobody is invited to a session, or a case, that will not be. */
function isOpen(rcpCase: Encounter, { session, daysAfter, now }: Invitation): boolean {
  if (session.status === 'cancelled' || rcpCase.status === 'cancelled') {
    return false;
  }
  const end = Date.parse(session.period?.end ?? session.period?.start ?? '');
  // Without a date nothing says when it ends: it does not begin.
  return Number.isFinite(end) && Date.parse(now) <= end + daysAfter * DAY_MS;
}

function invitedOrganizations(rcpCase: Encounter, { session, members = [], resolve }: Invitation): string[] {
  const convened = [...(session.participant ?? []), ...(rcpCase.participant ?? [])].flatMap(
    ({ individual }) => {
      const role = resolve(individual);
      return role?.resourceType === 'PractitionerRole' ? role : [];
    },
  );
  return [...members, ...convened].flatMap(({ organization }) => organization?.reference ?? []);
}

function referenceIn(extensions: readonly Extension[] | undefined, url: string): string | undefined {
  return extensions?.find((one) => one.url === url)?.valueReference?.reference;
}
