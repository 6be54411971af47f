/** A fiche of the played region, in its first version, that waits for nothing but its signature. */
import type { Composition, Encounter, PractitionerRole, ProjectMembership, User } from '@medplum/fhirtypes';
import { loadCase } from '../../../apps/clinic/src/fiche/model/index.ts';
import { missingForSignature } from '../../../apps/clinic/src/validation/readiness.ts';
import { settled } from '../../../apps/clinic/src/validation/settle.ts';
import { WAITING_QUERY, waitingFiches } from '../../../apps/clinic/src/validation/work.ts';
import type { Demonstration } from './support/index.ts';

export interface ToSign {
  composition: Composition;
  caseId: string;
  session: Encounter;
  /** E-mail of who chairs its session. */
  chair: string;
}

/** @param organiser name of the establishment that holds the session, or part of it. */
export async function ficheToSign({ service }: Demonstration, organiser: string): Promise<ToSign> {
  const found = await service.search('Composition', `${WAITING_QUERY}&_count=200`);
  for (const { composition, rcpCase, session } of waitingFiches(found, () => true)) {
    if (composition.relatesTo) continue;
    const place = await service.readReference(session.serviceProvider as { reference: string });
    if (place.resourceType !== 'Organization' || !place.name?.includes(organiser)) continue;
    const file = await loadCase(service, rcpCase.id!);
    const now = new Date().toISOString();
    const ready = { ...file, fiche: settled(file, { now }) };
    if (missingForSignature(ready, undefined, now).length > 0) continue;
    const chair = session.participant?.find(
      ({ type }) => type?.[0]?.coding?.[0]?.code === 'PPRF',
    )?.individual;
    const role = (await service.readReference(chair as { reference: string })) as PractitionerRole;
    const membership = (await service.searchOne(
      'ProjectMembership',
      `profile=${role.practitioner!.reference}`,
    )) as ProjectMembership;
    const user = (await service.readReference(membership.user as { reference: string })) as User;
    return { composition, caseId: rcpCase.id!, session, chair: user.email! };
  }
  throw new Error(`Aucune fiche de « ${organiser} » n’attend sa signature`);
}
