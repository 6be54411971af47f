import type { Bundle } from '@medplum/fhirtypes';
import fc from 'fast-check';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { assembleSession } from './assemble.ts';
import { type CompiledExpression, ExpressionPool } from './expression.ts';
import { extensionsOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { gatherSessions } from './gather.ts';
import { bundles, grammar } from './testing/expressions.ts';
import { published } from './testing/measures.ts';
import { World } from './testing/world.ts';
import type { EvaluationUnit } from './unit.ts';

/**
 * Units that meet every branch of the expressions: qualified or not, merged, without FINESS, several modes.
 */
function units(): EvaluationUnit[] {
  const world = new World();
  const modes = ['present', 'visio', 'written-opinion', 'excused', 'absent', 'present', 'present'] as const;
  const attendance = modes.map((mode, role) => ({ role, mode }));
  for (const rcp of [0, 3]) {
    const session = world.session({ start: '2026-10-31T23:30:00+01:00', rcp, attendance });
    const survivor = world.patient({ ins: '1', status: 'VALI' });
    for (const patient of [survivor, world.patient({ replacedBy: survivor }), world.patient({ ins: '2' })]) {
      const encounter = world.passage({
        session,
        patient,
        requester: rcp,
        quorum: rcp ? 'GEN-010' : 'ORG-126',
      });
      world.fiche(encounter, rcp ? ['preliminary'] : ['final', 'preliminary']);
    }
  }
  world.session({ start: '2026-10-31T23:30:00+01:00' });
  const { records, lookup } = gatherSessions(world.resources);
  return records.flatMap((record) => assembleSession(record, lookup).units);
}

/** The values as JSON; an expression about one case fails on the many of a session, in both engines. */
function plain(evaluate: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(evaluate()));
  } catch {
    return 'fails';
  }
}

describe('every published expression', () => {
  const { measures, libraries } = published();
  const all = units();

  it.each(measures.map((measure) => [measure.title!, measure] as const))(
    'of « %s » means the same to fhirpath.js',
    (_, measure) => {
      const pool = new ExpressionPool();
      const named = [...libraries, measure].flatMap((one) => extensionsOf(one, MEASURE_EXTENSIONS.VARIABLE));
      const compiled = new Map<string, CompiledExpression>();
      for (const { valueExpression } of named) {
        compiled.set(valueExpression!.name!, pool.compile(valueExpression!.expression!, compiled));
      }
      const texts = JSON.stringify(measure.group).matchAll(/"expression":"((?:[^"\\]|\\.)*)"/g);
      const expressions = [...new Set([...texts].map(([, text]) => JSON.parse(`"${text}"`) as string))];
      expect(expressions.length).toBeGreaterThan(3);
      for (const { kind, bundle } of all) {
        const scope = pool.scope(bundle);
        const environment: Record<string, unknown> = {};
        for (const { valueExpression } of named) {
          const { name, expression } = valueExpression!;
          const expected = plain(() => {
            environment[name!] = fhirpath.evaluate(bundle, expression!, environment, r4);
            return environment[name!];
          });
          expect(
            plain(() => scope.values(compiled.get(name!)!)),
            `%${name}`,
          ).toEqual(expected);
          if (kind === 'case') expect(expected, `%${name}`).not.toBe('fails');
        }
        for (const text of expressions) {
          const expected = plain(() => fhirpath.evaluate(bundle, text, environment, r4));
          expect(
            plain(() => scope.values(pool.compile(text, compiled))),
            text,
          ).toEqual(expected);
        }
      }
    },
  );
});

describe('any expression of what is compiled', () => {
  const VARIABLES = {
    texts: "'x' | 'y'",
    encounters: 'entry.resource.ofType(Encounter)',
    one: "'z'",
    ids: 'entry.resource.id',
    codings: '%encounters.type.coding',
  };

  /** Both answers, on a copy each: neither may change what it reads. */
  function both(bundle: Bundle, text: string): { ours: unknown; expected: unknown } {
    const pool = new ExpressionPool();
    const compiled = new Map<string, CompiledExpression>();
    const environment: Record<string, unknown> = {};
    for (const [name, expression] of Object.entries(VARIABLES)) {
      compiled.set(name, pool.compile(expression, compiled));
      environment[name] = fhirpath.evaluate(structuredClone(bundle), expression, environment, r4);
    }
    const read = structuredClone(bundle);
    const ours = plain(() => pool.scope(read).values(pool.compile(text, compiled)));
    expect(read).toEqual(bundle);
    return {
      ours,
      expected: plain(() => fhirpath.evaluate(structuredClone(bundle), text, environment, r4)),
    };
  }

  const { collection } = grammar(Object.keys(VARIABLES).map((name) => `%${name}`));

  it('means the same to fhirpath.js, or fails in both', () => {
    let failing = 0;
    let empty = 0;
    const runs = 1_500;
    fc.assert(
      fc.property(bundles, collection, (bundle, text) => {
        const { ours, expected } = both(bundle, text);
        expect(ours, text).toEqual(expected);
        if (ours === 'fails') failing += 1;
        else if ((ours as unknown[]).length === 0) empty += 1;
      }),
      { numRuns: runs },
    );
    // Agreeing on nothing proves nothing.
    expect(failing + empty).toBeLessThan(runs * 0.75);
  });

  it.each([
    ["entry.resource.where(type.coding.exists(system = 'urn:a' and code in %texts)).id"],
    ["entry.resource.where(('Encounter/' & id) in %ids.select('Encounter/' & $this)).id"],
    ['entry.resource.extension.where(value.ofType(Coding).exists()).value.code'],
    ['entry.resource.where(value is string).value'],
    ['(entry.resource.value as CodeableConcept).coding.code'],
    ["%ids.all($this in ('1' | '2'))"],
    ["iif(%encounters.exists(), %encounters.first().id, 'none')"],
    ['%encounters.id.single()'],
    ['%ids & %one'],
    ['%codings.distinct().count()'],
    ['%codings | %codings'],
    ['%ids.where($this.startsWith(%one)).upper()'],
    ["entry.resource.where(status = 'finished' or status = 'planned').not()"],
    ['%encounters.type[0].coding[1].code'],
    ['@2026-10-01 < @2026-11-01'],
  ])('%s, over random records', (text) => {
    fc.assert(
      fc.property(bundles, (bundle) => {
        const { ours, expected } = both(bundle, text);
        expect(ours).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
