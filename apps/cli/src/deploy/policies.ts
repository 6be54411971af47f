import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy } from '@medplum/fhirtypes';
import { sameContent } from './content.ts';
import { count, type DeployReport } from './report.ts';

export const POLICIES = 'Droits d’accès';

/**
 * Makes the access policy of a role known and current. An AccessPolicy has neither url nor identifier: its
 * name is its key, and what members point to is never replaced by another resource.
 * @throws Error in French when a name is there twice: members may hold either.
 */
export async function deployPolicy(
  medplum: MedplumClient,
  policy: AccessPolicy & { name: string },
  report: DeployReport,
): Promise<void> {
  // The search is by prefix: "Administrateur" also finds "Administrateur 3C".
  const found = await medplum.searchResources(
    'AccessPolicy',
    { name: policy.name, _count: '100' },
    { cache: 'reload' },
  );
  const [stored, ...others] = found.filter(({ name }) => name === policy.name);
  if (others.length > 0) {
    throw new Error(
      `Droits d’accès « ${policy.name} » en double sur le serveur : gardez ${stored!.id} ou l’autre.`,
    );
  }
  if (!stored) {
    await medplum.createResource<AccessPolicy>(policy);
    count(report, POLICIES, 'created');
  } else if (sameContent(stored, policy)) {
    count(report, POLICIES, 'unchanged');
  } else {
    await medplum.updateResource<AccessPolicy>({ ...policy, id: stored.id });
    count(report, POLICIES, 'updated');
  }
}
