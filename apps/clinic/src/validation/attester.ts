import { isPhysician } from '@dcc/rules/src/quorum/index.ts';
import type { Encounter, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import type { Me } from '../data/me.ts';

/** Who would sign a fiche, and from which of her exercise places. */
export interface Attester {
  role: PractitionerRole;
  /** Absent on a screen of somebody who is no professional of the directory. */
  practitioner?: Practitioner;
}

/**
 * From which place this person signs the fiches of a session: the one by which she is of the session, else a place
 * where she is a physician, since one person may sign from any of hers.
 * @returns undefined while her places are not known: nothing may be said of her signature then.
 */
export function attesterOf(
  session: Encounter | undefined,
  { roles, practitioner }: Pick<Me, 'roles' | 'practitioner'>,
): Attester | undefined {
  const named = new Set(session?.participant?.map(({ individual }) => individual?.reference));
  const role =
    roles.find(({ id }) => named.has(`PractitionerRole/${id}`)) ??
    roles.find((one) => isPhysician(one)) ??
    roles[0];
  return role && { role, practitioner };
}

/** `PractitionerRole/id`, as the bot that signs takes it. */
export function referenceOf(attester: Attester | undefined): string | undefined {
  return attester && `PractitionerRole/${attester.role.id}`;
}
