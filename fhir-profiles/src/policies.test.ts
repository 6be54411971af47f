import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { evalFhirPathTyped, parseSearchRequest, toTypedValue } from '@medplum/core';
import { describe, expect, test } from 'vitest';
import { LNC } from './index.ts';
import { loadPolicies, ROLE_PARAMETERS, ROLES, rolePolicy } from './policies.ts';

/** About a person: never read without a criterion. */
const CLINICAL = new Set([
  'Patient',
  'CareTeam',
  'Encounter',
  'ServiceRequest',
  'Condition',
  'Observation',
  'Procedure',
  'Specimen',
  'CarePlan',
  'Composition',
  'DocumentReference',
  'Provenance',
  'Task',
  'Consent',
  'Communication',
  'AuditEvent',
]);
const WRITES = ['create', 'update', 'delete'];
const rules = (role: (typeof ROLES)[number]) => rolePolicy(role).resource!;

test('one file per role, and one name each', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'policies')).sort();
  expect(files).toEqual([...ROLES].map((role) => `${role}.json`).sort());
  expect(new Set(loadPolicies().map(({ name }) => name)).size).toBe(ROLES.length);
});

describe.each([...ROLES])('%s', (role) => {
  test('reads no person without a criterion', () => {
    const open = rules(role).filter((rule) => CLINICAL.has(rule.resourceType) && !rule.criteria);
    expect(open.map(({ resourceType }) => resourceType)).toEqual(
      role === 'administrateur' ? ['AuditEvent'] : [],
    );
  });

  test('has no wildcard, and says each interaction', () => {
    for (const { resourceType, interaction, readonly } of rules(role)) {
      expect(resourceType).toMatch(/^[A-Z]\w+$/);
      expect(interaction?.length, resourceType).toBeGreaterThan(0);
      expect(readonly).toBeUndefined();
    }
  });

  test('criteria are searches of their own type', () => {
    for (const { resourceType, criteria } of rules(role)) {
      if (criteria) {
        expect(parseSearchRequest(criteria).resourceType).toBe(resourceType);
        // A live screen's own subscription is also told by its channel: a rest-hook would send the record away.
        const live = resourceType === 'Subscription' && criteria.includes('type=websocket');
        expect(parseSearchRequest(criteria).filters).toHaveLength(live ? 2 : 1);
      }
    }
  });

  test('takes its own parameters and no other', () => {
    const used = JSON.stringify(rolePolicy(role)).matchAll(/%(?!before|after)([a-z]+)/g);
    const names = new Set([...used].map(([, name]) => name!).filter((name) => name !== 'invited'));
    expect([...names].sort()).toEqual([...ROLE_PARAMETERS[role]].sort());
  });

  test('deletes nothing of a record', () => {
    const deleted = rules(role).filter(({ interaction }) => interaction?.includes('delete'));
    expect(deleted.filter(({ resourceType }) => CLINICAL.has(resourceType))).toEqual([]);
  });

  test('changes nothing of what it is only invited to see', () => {
    const invited = rules(role).filter(({ criteria }) => criteria?.includes('%invited'));
    expect(invited.filter(({ interaction }) => interaction!.some((one) => WRITES.includes(one)))).toEqual([]);
  });
});

describe('the lock of a signed fiche', () => {
  const fiche = (status: string) => ({
    resourceType: 'Composition',
    status,
    type: { coding: [{ ...LNC.FRCP }] },
  });
  const locked = ROLES.flatMap((role) =>
    rules(role)
      .filter(({ resourceType, interaction }) => {
        return resourceType === 'Composition' && interaction!.some((one) => WRITES.includes(one));
      })
      .map((rule) => [role, rule] as const),
  );

  test('is in every rule that writes one', () => {
    expect(locked.map(([role]) => role)).toEqual([
      'secretaire-rcp',
      'medecin',
      'coordonnateur',
      'logiciel-dpi',
    ]);
  });

  test.each([
    ['preliminary', 'preliminary', true],
    ['preliminary', 'entered-in-error', true],
    ['preliminary', 'final', false],
    ['preliminary', 'amended', false],
    ['final', 'final', false],
    ['final', 'preliminary', false],
    ['final', 'entered-in-error', false],
    ['amended', 'preliminary', false],
  ])('%s to %s: %s', (before, after, allowed) => {
    for (const [role, rule] of locked) {
      const variables = { '%before': toTypedValue(fiche(before)), '%after': toTypedValue(fiche(after)) };
      const results = (rule.writeConstraint ?? []).map(
        ({ expression }) => evalFhirPathTyped(expression!, [variables['%after']], variables)[0]?.value,
      );
      expect(results.length).toBeGreaterThan(0);
      expect(
        results.every((one) => one === true),
        role,
      ).toBe(allowed);
    }
  });
});
