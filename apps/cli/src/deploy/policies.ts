import { loadPolicies } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy } from '@medplum/fhirtypes';
import { sameContent } from './content.ts';
import { count, type DeployReport } from './report.ts';

const KIND = 'Politiques d’accès';

/**
 * Puts the access policies of the roles. An AccessPolicy has no canonical: it is known by its name, so that the
 * memberships that point to it keep doing so when its content changes.
 *
 * @throws Error in French when the client does not administer the project.
 */
export async function deployPolicies(medplum: MedplumClient, report: DeployReport): Promise<void> {
  for (const policy of loadPolicies()) {
    const found = await medplum.searchResources(
      'AccessPolicy',
      { 'name:exact': policy.name, _sort: '_lastUpdated' },
      { cache: 'reload' },
    );
    const stored = found.find(({ name }) => name === policy.name);
    if (!stored) {
      await medplum.createResource<AccessPolicy>(policy);
      count(report, KIND, 'created');
    } else if (sameContent(stored, policy)) {
      count(report, KIND, 'unchanged');
    } else {
      await medplum.updateResource<AccessPolicy>({ ...policy, id: stored.id });
      count(report, KIND, 'updated');
    }
  }
}
