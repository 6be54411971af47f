import { evalFhirPathTyped, type MedplumClient, toTypedValue } from '@medplum/core';
import type { AccessPolicy, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { octoberPlayed } from '../testing/month.ts';
import { HOSPITAL_POLICY, hospitalPolicy } from './hospital-policy.ts';

const rules = new Map(HOSPITAL_POLICY.resource!.map((rule) => [rule.resourceType!, rule]));
const played = octoberPlayed().find(({ versions }) => versions[0]?.status === 'final')!;
const [signed] = played.versions;
const draft = { ...signed!, status: 'preliminary' as const };

/** Would the constraints of its type let this write pass? */
function passes(before: Resource | undefined, after: Resource): boolean {
  const nothing = { type: 'undefined', value: undefined };
  const variables = { '%before': before ? toTypedValue(before) : nothing, '%after': toTypedValue(after) };
  return (rules.get(after.resourceType)!.writeConstraint ?? []).every(
    ({ expression }) => evalFhirPathTyped(expression!, [toTypedValue(after)], variables)[0]?.value === true,
  );
}

describe('the policy of the hospitals’ software', () => {
  it('reads the directory, sessions and cases without writing them', () => {
    for (const type of ['Organization', 'PractitionerRole', 'HealthcareService', 'Encounter', 'Bot']) {
      expect(rules.get(type), type).toEqual({ resourceType: type, readonly: true });
    }
  });

  it('deletes nothing, and does not see what administers the project', () => {
    expect([...rules.values()].filter(({ interaction }) => interaction?.includes('delete'))).toEqual([]);
    for (const type of ['ClientApplication', 'ProjectMembership', 'AccessPolicy', 'Subscription']) {
      expect(rules.has(type), type).toBe(false);
    }
  });

  it('may write every type that the hospital writes in the story', () => {
    const types = new Set(played.resources.map(({ resourceType }) => resourceType));
    for (const type of types) expect(rules.get(type)?.interaction, type).toContain('create');
  });

  it('writes fiches until they are signed, and never signs', () => {
    expect(passes(undefined, draft)).toBe(true);
    expect(passes(draft, { ...draft, title: 'FRCP a / b / c' })).toBe(true);
    expect(passes(draft, signed!)).toBe(false);
    expect(passes(signed, draft)).toBe(false);
    expect(passes(undefined, signed!)).toBe(false);
  });

  it('writes observations, but the quorum', () => {
    const observations = played.resources.filter(({ resourceType }) => resourceType === 'Observation');
    const refused = observations.filter((one) => !passes(undefined, one));
    expect(observations.length).toBeGreaterThan(5);
    expect(JSON.stringify(refused.map((one) => (one as { code: unknown }).code))).toContain('ORG-125');
    expect(refused).toHaveLength(1);
  });
});

describe('hospitalPolicy', () => {
  const server = (stored: AccessPolicy[]) => {
    const created: AccessPolicy[] = [];
    const medplum = {
      searchResources: async () => stored,
      createResource: async (policy: AccessPolicy) => {
        created.push(policy);
        return { ...policy, id: 'new' };
      },
    } as unknown as MedplumClient;
    return { medplum, created };
  };

  it('makes the policy once', async () => {
    const empty = server([]);
    expect(await hospitalPolicy(empty.medplum)).toEqual({ reference: 'AccessPolicy/new' });
    expect(empty.created).toEqual([HOSPITAL_POLICY]);
    const full = server([{ ...HOSPITAL_POLICY, id: 'known' }]);
    expect(await hospitalPolicy(full.medplum)).toEqual({ reference: 'AccessPolicy/known' });
    expect(full.created).toEqual([]);
  });

  it('is not misled by a name that begins the same', async () => {
    const { medplum, created } = server([
      { ...HOSPITAL_POLICY, id: 'other', name: `${HOSPITAL_POLICY.name} 2` },
    ]);
    await hospitalPolicy(medplum);
    expect(created).toHaveLength(1);
  });
});
