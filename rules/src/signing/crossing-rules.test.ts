import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECTIONS } from '@dcc/fhir-profiles';
import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Bundle, Composition } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossingRules, signable } from './crossing-rules.ts';
import { Fixture, NOW } from './fixture.ts';
import { MUTANTS, VALID } from './mutants.ts';

function run(fixture: Fixture, mutant: (fixture: Fixture) => object | undefined) {
  const context = { now: NOW, ...mutant(fixture) };
  return crossingRules(fixture.bundle(), context);
}

describe('crossingRules', () => {
  test('the golden record breaks none', () => {
    expect(crossingRules(goldenBundle(), { now: NOW })).toEqual([]);
  });

  const cases = Object.entries(MUTANTS).flatMap(([code, ways]) =>
    ways.map(([what, mutant]) => ({ code, what, mutant })),
  );
  test.each(cases)('$code: $what', ({ code, mutant }) => {
    const refusals = run(new Fixture(), mutant);
    const own = refusals.filter((one) => one.code === code);
    expect(own.length, JSON.stringify(refusals)).toBeGreaterThan(0);
    for (const { field, message, reference } of own) {
      expect(field).toMatch(/^[A-ZÉR]/);
      expect(message).toMatch(/[.]$/);
      expect(reference).toMatch(/^[A-Z]\w+\/\S+$/);
    }
  });

  test.each(VALID)('accepts %s', (_, mutant) => {
    expect(run(new Fixture(), mutant)).toEqual([]);
  });

  test('every code that the rules can give has a mutant', () => {
    const folder = join(import.meta.dirname, 'rules');
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const fixed = [...text.matchAll(/refuse\(\s*'([a-z-]+)'/g)].map((match) => match[1]!);
    const dated = [...text.matchAll(/refuse\(`\$\{name\}-([a-z-]+)`/g)].flatMap((match) =>
      ['document', 'signature'].map((name) => `${name}-${match[1]}`),
    );
    expect(fixed.length).toBeGreaterThan(35);
    expect(new Set([...fixed, ...dated])).toEqual(new Set(Object.keys(MUTANTS)));
  });

  test('gives all the reasons at once, each once', () => {
    const fixture = new Fixture();
    for (const code of [
      'tumour-missing',
      'pcp-missing',
      'decision-missing',
      'attester-missing',
      'case-not-finished',
    ]) {
      MUTANTS[code]![0]![1](fixture);
    }
    const codes = crossingRules(fixture.bundle(), { now: NOW }).map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'tumour-missing',
        'pcp-missing',
        'decision-missing',
        'attester-missing',
        'case-not-finished',
      ]),
    );
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('an empty fiche names each of its mandatory sections', () => {
    const fixture = new Fixture();
    fixture.composition.section = [];
    const missing = crossingRules(fixture.bundle(), { now: NOW }).filter(
      ({ code }) => code === 'section-missing',
    );
    const mandatory = Object.values(SECTIONS).filter((section) => section.mandatory);
    expect(missing.map(({ field }) => field)).toEqual(mandatory.map(({ title }) => title));
  });

  test('the order of the Bundle changes nothing', () => {
    const fixture = new Fixture();
    MUTANTS['tnm-incomplete']![0]![1](fixture);
    MUTANTS['other-patient']![0]![1](fixture);
    const expected = crossingRules(fixture.bundle(), { now: NOW }).map(({ code }) => code);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fixture.bundle().entry!, { minLength: fixture.resources.size }),
        (entry) => {
          const bundle: Bundle = { resourceType: 'Bundle', type: 'document', entry };
          expect(
            crossingRules(bundle, { now: NOW })
              .map(({ code }) => code)
              .sort(),
          ).toEqual(expected.toSorted());
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a record with any part missing is refused or accepted, never a crash', () => {
    const names = [...new Fixture().resources.keys()].filter((name) => name !== 'frcp');
    fc.assert(
      fc.property(fc.subarray(names, { maxLength: 12 }), (dropped) => {
        const fixture = new Fixture();
        for (const name of dropped) {
          fixture.drop(name);
        }
        expect(Array.isArray(crossingRules(fixture.bundle(), { now: NOW }))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('a Bundle without fiche says so', () => {
    const empty: Bundle = { resourceType: 'Bundle', type: 'document' };
    expect(crossingRules(empty, { now: NOW })).toMatchObject([{ code: 'composition-missing' }]);
  });
});

describe('signable', () => {
  const composition = (status: Composition['status']) =>
    ({ resourceType: 'Composition', id: '1', status }) as Composition;

  test('a preliminary fiche is', () => {
    expect(signable(composition('preliminary'))).toEqual([]);
  });

  test.each(['final', 'amended'] as const)('a %s one is signed already', (status) => {
    expect(signable(composition(status))).toMatchObject([
      { code: 'not-preliminary', reference: 'Composition/1' },
    ]);
    expect(signable(composition(status))[0]!.message).toContain('nouvelle version');
  });

  test('a cancelled one is not', () => {
    expect(signable(composition('entered-in-error'))).toHaveLength(1);
  });
});
