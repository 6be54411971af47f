import type { AccessPolicyResource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { admin, context } from '../store/testing.ts';
import { criteriaOf, hasOpenParameter, isRestricted, NEVER, rulesFor } from './rules.ts';

const policy = (...resource: AccessPolicyResource[]) => ({ resourceType: 'AccessPolicy' as const, resource });

describe('who is bound', () => {
  test('whoever has a policy, administrators included; never the server', () => {
    expect(isRestricted(context())).toBe(false);
    expect(isRestricted(context({ accessPolicy: policy() }))).toBe(true);
    expect(isRestricted(admin({ accessPolicy: policy() }))).toBe(true);
    expect(isRestricted(context({ superAdmin: true, accessPolicy: policy() }))).toBe(false);
  });
});

describe('the rules for an interaction', () => {
  const full = { resourceType: 'Patient' };
  const older = { resourceType: 'Patient', readonly: true };
  const listed = { resourceType: 'Patient', interaction: ['create', 'read'] as ('create' | 'read')[] };
  const bound = context({ accessPolicy: policy(full, older, listed) });

  test('a plain rule allows all, readonly reading only, interaction what it lists', () => {
    expect(rulesFor(bound, 'Patient', 'delete')).toEqual([full]);
    expect(rulesFor(bound, 'Patient', 'search')).toEqual([full, older]);
    expect(rulesFor(bound, 'Patient', 'create')).toEqual([full, listed]);
    expect(rulesFor(bound, 'Observation', 'read')).toEqual([]);
  });

  test('interaction wins over readonly', () => {
    const both = { resourceType: 'Task', readonly: true, interaction: ['update'] as 'update'[] };
    expect(rulesFor(context({ accessPolicy: policy(both) }), 'Task', 'update')).toEqual([both]);
    expect(rulesFor(context({ accessPolicy: policy(both) }), 'Task', 'read')).toEqual([]);
  });

  test('a wildcard never opens the administration of the project', () => {
    const all = { accessPolicy: policy({ resourceType: '*' }) };
    expect(rulesFor(context(all), 'Observation', 'delete')).toHaveLength(1);
    expect(rulesFor(context(all), 'AccessPolicy', 'read')).toEqual([]);
    expect(rulesFor(admin(all), 'AccessPolicy', 'read')).toEqual([{ resourceType: 'AccessPolicy' }]);
  });

  test('a policy without rules opens nothing', () => {
    expect(rulesFor(context({ accessPolicy: { resourceType: 'AccessPolicy' } }), 'Patient', 'read')).toEqual(
      [],
    );
  });
});

describe('criteria', () => {
  const filters = (criteria: string, type = 'Patient') => criteriaOf({ resourceType: type, criteria }, type);

  test('are search strings of the type, or of any type', () => {
    expect(filters('Patient?active=true')).toMatchObject([{ code: 'active', value: 'true' }]);
    expect(filters('*?_tag=x')).toMatchObject([{ code: '_tag' }]);
    expect(criteriaOf({ resourceType: 'Patient' }, 'Patient')).toEqual([]);
  });

  test('of another type, or with a parameter left open, are met by nothing', () => {
    expect(filters('Observation?status=final')).toBe(NEVER);
    expect(filters('Patient?organization:not=%organization')).toBe(NEVER);
  });

  test.each([
    ['Patient?organization=%facility', true],
    ['Patient?_id=%patient.id', true],
    ['Patient?name=%C3%A9ric', false],
    ['Patient?identifier=a%7Cb', false],
    ['Patient?name=100%25', false],
  ])('%s: open %s', (criteria, open) => {
    expect(hasOpenParameter(criteria)).toBe(open);
  });
});
