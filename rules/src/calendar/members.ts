import { PARTICIPATION } from '@dcc/fhir-profiles/src/codes.ts';
import type { EncounterParticipant, Extension, HealthcareService } from '@medplum/fhirtypes';
import { CALENDAR_EXTENSIONS } from './plan-extension.ts';

/** Someone who usually comes to an RCP. */
export interface RcpMember {
  /** `PractitionerRole/<id>`: the exercise place in which they come. */
  role: string;
  display?: string;
  /** The first leader leads its sessions; the others may stand in. */
  leads: boolean;
}

/** The usual participants of an RCP, leaders first. Kept on the catalogue entry (ADR 14). */
export function membersOf(rcp: HealthcareService): RcpMember[] {
  return (rcp.extension ?? [])
    .filter(({ url }) => url === CALENDAR_EXTENSIONS.MEMBER)
    .flatMap(({ extension }) => {
      const part = (url: string) => extension?.find((one) => one.url === url);
      const { reference, display } = part('role')?.valueReference ?? {};
      return reference
        ? [{ role: reference, leads: part('leads')?.valueBoolean ?? false, ...(display ? { display } : {}) }]
        : [];
    })
    .sort((a, b) => Number(b.leads) - Number(a.leads));
}

/**
 * The catalogue entry with these members; one person listed twice is kept once, as leader if either says so.
 */
export function withMembers(rcp: HealthcareService, members: readonly RcpMember[]): HealthcareService {
  const once = new Map<string, RcpMember>();
  for (const one of members) {
    const known = once.get(one.role);
    once.set(one.role, known ? { ...known, leads: known.leads || one.leads } : one);
  }
  const others = (rcp.extension ?? []).filter(({ url }) => url !== CALENDAR_EXTENSIONS.MEMBER);
  return { ...rcp, extension: [...others, ...[...once.values()].map(memberExtension)] };
}

function memberExtension({ role, display, leads }: RcpMember): Extension {
  return {
    url: CALENDAR_EXTENSIONS.MEMBER,
    extension: [
      { url: 'role', valueReference: { reference: role, ...(display ? { display } : {}) } },
      { url: 'leads', valueBoolean: leads },
    ],
  };
}

/**
 * The people convened to a session, responsable first (exactly one: profile rule dcc-ses-2). When nobody is
 * said to lead, the first one does: a session without responsable would be refused.
 */
export function convenedParticipants(members: readonly RcpMember[]): EncounterParticipant[] {
  const leader = members.find(({ leads }) => leads) ?? members[0];
  const ordered = leader ? [leader, ...members.filter((one) => one !== leader)] : [];
  return ordered.map(({ role, display }, index) => ({
    type: [{ coding: [{ ...(index === 0 ? PARTICIPATION.RESPONSIBLE : PARTICIPATION.PARTICIPANT) }] }],
    individual: { reference: role, ...(display ? { display } : {}) },
  }));
}
