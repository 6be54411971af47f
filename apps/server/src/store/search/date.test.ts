import type { Encounter, Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const day = (n: number): string => new Date(START + n * DAY).toISOString().slice(0, 10);

/** A period in days, each end perhaps missing. */
const period = fc.record({ from: fc.option(fc.nat(60)), length: fc.option(fc.nat(40)) });

/** The two instants of a period of days, ends included, infinite when missing. */
const bounds = ({ from, length }: { from: number | null; length: number | null }): [number, number] => [
  from === null ? -Infinity : START + from * DAY,
  length === null ? Infinity : START + ((from ?? 0) + length + 1) * DAY - 1,
];

/** FHIR R4's table of prefixes, on ranges: https://hl7.org/fhir/R4/search.html#prefix. */
const COMPARE: Record<string, (r: [number, number], v: [number, number]) => boolean> = {
  '': ([a, b], [c, d]) => a >= c && b <= d,
  eq: ([a, b], [c, d]) => a >= c && b <= d,
  ne: ([a, b], [c, d]) => !(a >= c && b <= d),
  gt: ([, b], [, d]) => b > d,
  ge: ([, b], [c]) => b >= c,
  lt: ([a], [c]) => a < c,
  le: ([a], [, d]) => a <= d,
  sa: ([a], [, d]) => a > d,
  eb: ([, b], [c]) => b < c,
  ap: ([a, b], [c, d]) => a <= d && b >= c,
};

test('finds what a plain comparison of ranges finds, for every prefix', async () => {
  let run = 0;
  const prefix = fc.constantFrom(...Object.keys(COMPARE));
  const searched = fc.oneof(
    fc.nat(100).map((n) => ({
      text: day(n),
      range: [START + n * DAY, START + (n + 1) * DAY - 1] as [number, number],
    })),
    fc.constantFrom(0, 1, 2).map((month) => ({
      text: `2026-0${month + 1}`,
      range: [Date.UTC(2026, month), Date.UTC(2026, month + 1) - 1] as [number, number],
    })),
  );
  const filters = fc.array(fc.tuple(prefix, searched), { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(period, { minLength: 4, maxLength: 10 }), filters, async (periods, wanted) => {
      const tag = [{ code: `date-${run++}` }];
      const created = await repo().withTransaction(
        async (tx) => {
          const list: { id: string; bounds: [number, number] }[] = [];
          for (const p of periods.filter((each) => each.from !== null || each.length !== null)) {
            const { id } = await tx.createResource<Encounter>({
              resourceType: 'Encounter',
              status: 'finished',
              class: { code: 'VR' },
              meta: { tag },
              period: {
                ...(p.from !== null && { start: day(p.from) }),
                ...(p.length !== null && { end: day((p.from ?? 0) + p.length) }),
              },
            });
            list.push({ id, bounds: bounds(p) });
          }
          return list;
        },
        { resourceTypes: ['Encounter'] },
      );
      const expected = created
        .filter((e) => wanted.every(([name, value]) => COMPARE[name]!(e.bounds, value.range)))
        .map((e) => e.id);
      const query = wanted.map(([name, value]) => `date=${name}${value.text}`).join('&');
      const found = await find(repo(), `Encounter?_tag=${tag[0]!.code}&${query}`);
      expect(found.map((e) => e.id)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

describe('instants', () => {
  test('an offset is respected, a date is a day of UTC', async () => {
    await repo().createResource({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      effectiveDateTime: '2026-04-01T00:30:00+02:00',
    } as never);
    const count = async (query: string): Promise<number> =>
      (await find(repo(), `Observation?${query}`)).length;
    expect(await count('date=2026-03-31')).toBe(1);
    expect(await count('date=2026-04-01')).toBe(0);
    expect(await count('date=ge2026-04-01T00:00:00%2B02:00&date=lt2026-05-01T00:00:00%2B02:00')).toBe(1);
    expect(await count('date=2026-03-31T22:30')).toBe(1);
    expect(await count('date=2026-03-31T22:31')).toBe(0);
    expect(await count('date:missing=true')).toBe(0);
  });

  test('the last day of February is found in its month', async () => {
    await repo().createResource<Patient>(patient({ birthDate: '1952-02-29' }));
    await repo().createResource<Patient>(patient({ birthDate: '1952' }));
    expect(await find(repo(), 'Patient?birthdate=1952-02')).toHaveLength(1);
    expect(await find(repo(), 'Patient?birthdate=1952')).toHaveLength(2);
  });
});

describe('refused', () => {
  test.each([
    ['birthdate=hier', 'Invalid format for date search parameter'],
    ['birthdate=2026-02-30', 'Invalid'],
    ['birthdate=2026-01-01T10', 'Invalid format'],
    ['_lastUpdated=xx2026', 'Invalid'],
  ])('%s', async (query, text) => {
    expect(await refusal(find(repo(), `Patient?${query}`))).toContain(text);
  });

  test('a date given by code, past the parser', async () => {
    const filters = [{ code: 'birthdate', operator: 'eq' as const, value: 'hier' }];
    expect(await refusal(repo().search({ resourceType: 'Patient', filters }))).toBe('Date invalide : hier');
  });
});
