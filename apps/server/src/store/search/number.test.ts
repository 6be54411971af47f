import type { Observation } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, observation, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '': (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  sa: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  eb: (a, b) => a < b,
  le: (a, b) => a <= b,
  ap: (a, b) => Math.abs(a - b) <= Math.abs(b) * 0.1,
};

test('finds what a plain comparison finds, for every prefix, with or without a unit', async () => {
  let run = 0;
  const value = fc.integer({ min: -20, max: 120 }).map((n) => n / 2);
  const unit = fc.constantFrom('kg', 'g');
  const wanted = fc.record({
    prefix: fc.constantFrom(...Object.keys(COMPARE)),
    value,
    unit: fc.option(unit),
  });
  const stored = fc.array(fc.record({ value, unit }), { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(stored, wanted, async (quantities, query) => {
      const tag = [{ code: `number-${run++}` }];
      const created = await repo().withTransaction(
        async (tx) => {
          const list: (Observation & { id: string })[] = [];
          for (const { value: number, unit: code } of quantities) {
            const valueQuantity = { value: number, system: 'http://unitsofmeasure.org', code };
            list.push(await tx.createResource(observation({ valueQuantity, meta: { tag } })));
          }
          return list;
        },
        { resourceTypes: ['Observation'] },
      );
      const expected = created.filter(({ valueQuantity: q }) => {
        const sameUnit = query.unit === null || q!.code === query.unit;
        return sameUnit && COMPARE[query.prefix]!(q!.value!, query.value);
      });
      const unitPart = query.unit === null ? '' : `|http://unitsofmeasure.org|${query.unit}`;
      const url = `Observation?_tag=${tag[0]!.code}&value-quantity=${query.prefix}${query.value}${unitPart}`;
      expect((await find(repo(), url)).map((o) => o.id)).toEqual(expected.map((o) => o.id));
    }),
    { numRuns: 50 },
  );
});

describe('number parameters', () => {
  test('compare numbers, not texts', async () => {
    for (const probability of [0.09, 0.5, 0.8]) {
      await repo().createResource({
        resourceType: 'RiskAssessment',
        status: 'final',
        subject: { reference: 'Patient/x' },
        prediction: [{ probabilityDecimal: probability }],
      } as never);
    }
    expect(await find(repo(), 'RiskAssessment?probability=gt0.1')).toHaveLength(2);
    expect(await find(repo(), 'RiskAssessment?probability=5e-1')).toHaveLength(1);
    expect(await find(repo(), 'RiskAssessment?probability=0.5,0.8')).toHaveLength(2);
  });

  test.each(['probability=beaucoup', 'probability=', 'probability=1e999', 'probability=NaN'])(
    '%s is refused',
    async (query) => {
      expect(await refusal(find(repo(), `RiskAssessment?${query}`))).toContain('Nombre invalide');
    },
  );
});
