import { MemoryRepository } from '@medplum/fhir-router';
import type { AccessPolicy, ProjectMembership, ProjectMembershipAccess } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { policyOf } from './policy.ts';

const repo = new MemoryRepository();

const create = (policy: Omit<AccessPolicy, 'resourceType'>) =>
  repo.createResource<AccessPolicy>({ resourceType: 'AccessPolicy', ...policy });

function membership(more: Partial<ProjectMembership>): ProjectMembership {
  const profile = { reference: 'Practitioner/p1' };
  return { resourceType: 'ProjectMembership', project: {}, user: profile, profile, ...more };
}

async function access(
  policy: Omit<AccessPolicy, 'resourceType'>,
  parameter: ProjectMembershipAccess['parameter'],
) {
  const { id } = await create(policy);
  return membership({ access: [{ policy: { reference: `AccessPolicy/${id}` }, parameter }] });
}

describe('policies of a membership', () => {
  test('none named, none given', async () => {
    expect(await policyOf(membership({}), repo)).toBeUndefined();
  });

  test('the plain one is read', async () => {
    const { id } = await create({ resource: [{ resourceType: 'Patient' }] });
    const policy = await policyOf(membership({ accessPolicy: { reference: `AccessPolicy/${id}` } }), repo);
    expect(policy?.resource).toEqual([{ resourceType: 'Patient' }]);
  });

  test('several become one, the first compartment wins', async () => {
    const one = await create({ resource: [{ resourceType: 'Patient' }] });
    const two = await create({
      resource: [{ resourceType: 'Task' }],
      compartment: { reference: 'Organization/2' },
    });
    const policies = [one, two].map(({ id }) => ({ policy: { reference: `AccessPolicy/${id}` } }));
    const policy = await policyOf(membership({ access: policies }), repo);
    expect(policy?.resource?.map((rule) => rule.resourceType)).toEqual(['Patient', 'Task']);
    expect(policy?.compartment?.reference).toBe('Organization/2');
  });
});

describe('parameters', () => {
  const criteria = 'Encounter?service-provider=%organization&participant=%profile';

  test('replace their names, %profile without being given', async () => {
    const given = [{ name: 'organization', valueReference: { reference: 'Organization/o1' } }];
    const policy = await policyOf(
      await access({ resource: [{ resourceType: 'Encounter', criteria }] }, given),
      repo,
    );
    expect(policy?.resource?.[0]?.criteria).toBe(
      'Encounter?service-provider=Organization/o1&participant=Practitioner/p1',
    );
  });

  test('.id gives the id alone', async () => {
    const given = [{ name: 'patient', valueReference: { reference: 'Patient/x' } }];
    const rule = { resourceType: 'Patient' as const, criteria: 'Patient?_id=%patient.id' };
    expect((await policyOf(await access({ resource: [rule] }, given), repo))?.resource?.[0]?.criteria).toBe(
      'Patient?_id=x',
    );
  });

  test('a name that begins like another is not cut', async () => {
    const given = [
      { name: 'org', valueString: 'short' },
      { name: 'org_parent', valueString: 'long' },
    ];
    const rule = { resourceType: 'Task' as const, criteria: 'Task?a=%org_parent&b=%org' };
    expect((await policyOf(await access({ resource: [rule] }, given), repo))?.resource?.[0]?.criteria).toBe(
      'Task?a=long&b=short',
    );
  });

  test('a value cannot break out of its string', async () => {
    const given = [{ name: 'org', valueString: '"},{"resourceType":"*' }];
    const rule = { resourceType: 'Task' as const, criteria: 'Task?a=%org' };
    const policy = await policyOf(await access({ resource: [rule] }, given), repo);
    expect(policy?.resource).toHaveLength(1);
  });
});
