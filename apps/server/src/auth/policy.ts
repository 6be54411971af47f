import type { WithId } from '@medplum/core';
import type { FhirRepository } from '@medplum/fhir-router';
import type { AccessPolicy, ProjectMembership, ProjectMembershipAccess } from '@medplum/fhirtypes';

/**
 * The access policy of a membership, several merged into one, with each `%name` replaced by the parameter the
 * membership gives (Medplum's parameterised policies). Undefined when the membership names none.
 */
export async function policyOf(
  membership: ProjectMembership,
  repo: FhirRepository,
): Promise<AccessPolicy | undefined> {
  const access: ProjectMembershipAccess[] = [
    ...(membership.accessPolicy ? [{ policy: membership.accessPolicy }] : []),
    ...(membership.access ?? []),
  ];
  if (access.length === 0) {
    return undefined;
  }
  const policies = await Promise.all(
    access.map(async (one) => {
      const policy = await repo.readReference<AccessPolicy>(one.policy);
      return applyParameters(policy, {
        ...one,
        parameter: [...(one.parameter ?? []), profileOf(membership)],
      });
    }),
  );
  return {
    resourceType: 'AccessPolicy',
    compartment: policies.find((policy) => policy.compartment)?.compartment,
    resource: policies.flatMap((policy) => policy.resource ?? []),
    ipAccessRule: policies.flatMap((policy) => policy.ipAccessRule ?? []),
  };
}

type Parameter = NonNullable<ProjectMembershipAccess['parameter']>[number];

/** `%profile` is always known, without being given. */
function profileOf(membership: ProjectMembership): Parameter {
  return { name: 'profile', valueReference: membership.profile };
}

function applyParameters(policy: WithId<AccessPolicy>, access: ProjectMembershipAccess): AccessPolicy {
  let text = JSON.stringify(policy);
  // The longest name first: `%organization_parent` must not be read as `%organization` and a rest.
  const parameters = [...(access.parameter ?? [])].sort((a, b) => b.name.length - a.name.length);
  for (const { name, valueReference, valueString } of parameters) {
    const value = valueString ?? valueReference?.reference;
    if (value !== undefined) {
      // Functions, because a `$` in a replacement text has a meaning of its own.
      const quoted = JSON.stringify(value).slice(1, -1);
      const id = JSON.stringify(value.split('/').at(-1)).slice(1, -1);
      text = text.replaceAll(`%${name}.id`, () => id).replaceAll(`%${name}`, () => quoted);
    }
  }
  return JSON.parse(text) as AccessPolicy;
}
