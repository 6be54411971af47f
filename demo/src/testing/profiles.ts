import { loadDefinitions } from '@dcc/fhir-profiles/examples/testing.ts';
import { loadProfiles } from '@dcc/fhir-profiles/src/dist.ts';
import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

let profiles: ReturnType<typeof loadProfiles> | undefined;

/**
 * What is wrong with a resource by the built profiles it declares, whose snapshots hold all of FHIR R4 for its type; by
 * FHIR R4 alone when it declares none. It is what the server checks at write.
 * @throws Error when the profiles are not built, or when a resource declares one that does not exist.
 */
export function problems(resource: Resource): string[] {
  loadDefinitions();
  profiles ??= loadProfiles();
  const declared = (resource.meta?.profile ?? []).map((url) => {
    const profile = profiles!.get(url);
    if (!profile) throw new Error(`No profile ${url}`);
    return profile;
  });
  return (declared.length > 0 ? declared : [undefined]).flatMap((profile) => {
    try {
      const issues = validateResource(resource, profile ? { profile } : {});
      return issues.filter(({ severity }) => severity === 'error').map(({ details }) => details?.text ?? '');
    } catch (error) {
      if (!(error instanceof OperationOutcomeError)) throw error;
      return error.outcome.issue.map(({ details, expression }) => `${details?.text} (${expression})`);
    }
  });
}
