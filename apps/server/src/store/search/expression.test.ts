import type { Observation } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, observation, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

beforeAll(async () => {
  for (const [i, status] of (['final', 'preliminary', 'amended'] as const).entries()) {
    await repo().createResource(
      observation({ status, valueQuantity: { value: i }, effectiveDateTime: `2026-0${i + 1}-15` }),
    );
  }
});

const values = async (filter: string): Promise<(number | undefined)[]> => {
  const found = await find<Observation>(repo(), `Observation?_filter=${encodeURIComponent(filter)}`);
  return found.map((o) => o.valueQuantity?.value);
};

describe('_filter', () => {
  test.each([
    ['status eq final', [0]],
    ['status ne final', [1, 2]],
    ['status eq final or status eq amended', [0, 2]],
    ['status eq final and status eq amended', []],
    ['not (status eq final)', [1, 2]],
    ['(status eq final or status eq amended) and value-quantity gt 1', [2]],
    ['date ge 2026-02-01 and date lt 2026-03-01', [1]],
    ['code eq 29463-7', [0, 1, 2]],
  ])('%s', async (filter, expected) => {
    expect(await values(filter)).toEqual(expected);
  });

  test('combines with other parameters', async () => {
    expect(await find(repo(), 'Observation?_filter=status ne final&status=amended')).toHaveLength(1);
  });

  test.each([
    ['status', 'Expression _filter invalide'],
    ['nope eq 1', 'Paramètre de recherche inconnu : nope'],
    ['status xx final', ''],
    [Array.from({ length: 120 }, () => 'status eq final').join(' or '), 'trop longue'],
  ])('%.30s is refused', async (filter, text) => {
    expect(await refusal(values(filter))).toContain(text);
  });
});
