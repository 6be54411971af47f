import type { Observation } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, observation, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

interface Sample {
  readonly day: number | null;
  readonly value: number | null;
  readonly status: 'final' | 'amended' | 'preliminary';
}

const sample = fc.record<Sample>({
  day: fc.option(fc.integer({ min: 1, max: 4 })),
  value: fc.option(fc.integer({ min: 0, max: 3 })),
  status: fc.constantFrom('final', 'amended', 'preliminary'),
});

const KEYS: Record<string, (s: Sample) => number | string | null> = {
  date: (s) => s.day,
  'value-quantity': (s) => s.value,
  status: (s) => s.status,
};

/** Nulls last in both directions; equal resources in the order they were written. */
function compare(rules: string[], a: Sample, b: Sample): number {
  for (const rule of rules) {
    const [x, y] = [a, b].map(KEYS[rule.replace(/^-/, '')]!);
    const order =
      x === y ? 0 : x === null ? 1 : y === null ? -1 : (x! < y! ? -1 : 1) * (rule.startsWith('-') ? -1 : 1);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

test('sorts by several keys as a plain sort does, and always in the same order', async () => {
  let run = 0;
  const rule = fc.tuple(fc.constantFrom('', '-'), fc.constantFrom('date', 'value-quantity', 'status'));
  const rules = fc.uniqueArray(
    rule.map(([sign, key]) => sign + key),
    { minLength: 1, maxLength: 3, selector: (r) => r.replace(/^-/, '') },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(sample, { minLength: 4, maxLength: 14 }), rules, async (samples, keys) => {
      const tag = [{ code: `sort-${run++}` }];
      const created = await repo().withTransaction(
        async (tx) => {
          const list: { id: string; sample: Sample }[] = [];
          for (const each of samples) {
            const resource = observation({
              status: each.status,
              meta: { tag },
              ...(each.day !== null && { effectiveDateTime: `2026-03-0${each.day}` }),
              ...(each.value !== null && { valueQuantity: { value: each.value } }),
            });
            list.push({ id: (await tx.createResource(resource)).id, sample: each });
          }
          return list;
        },
        { resourceTypes: ['Observation'] },
      );
      const expected = created.toSorted((a, b) => compare(keys, a.sample, b.sample)).map((each) => each.id);
      const url = `Observation?_tag=${tag[0]!.code}&_sort=${keys.join(',')}`;
      expect((await find(repo(), url)).map((o) => o.id)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

describe('keys', () => {
  const family = (name: string, codes: string[]): Promise<Observation & { id: string }> =>
    repo().createResource(
      observation({
        method: { text: name },
        meta: { tag: [{ code: 'keys' }] },
        category: codes.map((code) => ({ coding: [{ code }] })),
      }),
    );

  test('a repeating value counts by its smallest ascending, its largest descending', async () => {
    await family('wide', ['a', 'z']);
    await family('narrow', ['m']);
    const names = async (sort: string): Promise<(string | undefined)[]> =>
      (await find<Observation>(repo(), `Observation?_tag=keys&_sort=${sort}`)).map((o) => o.method?.text);
    expect(await names('category')).toEqual(['wide', 'narrow']);
    expect(await names('-category')).toEqual(['wide', 'narrow']);
    expect(await names('_lastUpdated')).toEqual(['wide', 'narrow']);
    expect(await names('-_lastUpdated')).toEqual(['narrow', 'wide']);
  });

  test('_id sorts by id', async () => {
    const ids = (await find(repo(), 'Observation?_sort=_id&_count=1000')).map((o) => o.id);
    expect(ids).toEqual(ids.toSorted());
    expect((await find(repo(), 'Observation?_sort=-_id&_count=1000')).map((o) => o.id)).toEqual(
      ids.toReversed(),
    );
  });

  test.each([
    ['nope', 'Paramètre de tri inconnu : nope'],
    ['code-value-quantity', 'Paramètre de tri inconnu'],
    ['a,b,c,d,e,f,g,h,i', '8 clés au plus'],
  ])('%s is refused', async (sort, text) => {
    expect(await refusal(find(repo(), `Observation?_sort=${sort}`))).toContain(text);
  });
});
