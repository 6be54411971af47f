import type { Bundle, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';

/**
 * Random FHIRPath over random records: what the two evaluators of the tests must agree on. Nothing here is
 * an expression of ours; every construction that we compile is met, nested in every other.
 */

const systems = ['urn:a', 'urn:b'] as const;
const codes = ['x', 'y', 'z'] as const;
const ids = ['1', '2', '3'] as const;

const coding = fc.record(
  {
    system: fc.constantFrom(...systems),
    code: fc.constantFrom(...codes),
    display: fc.constantFrom('X', 'Y'),
  },
  { requiredKeys: ['code'] },
);
const concept = fc.record(
  { coding: fc.array(coding, { minLength: 1, maxLength: 2 }), text: fc.constantFrom('x', 'y') },
  { requiredKeys: ['coding'] },
);
const extension = fc.oneof(
  fc.record({ url: fc.constantFrom('urn:e', 'urn:f'), valueCode: fc.constantFrom(...codes) }),
  fc.record({ url: fc.constantFrom('urn:e', 'urn:f'), valueCoding: coding }),
);
const reference = fc.constantFrom(...ids).map((id) => ({ reference: `Encounter/${id}` }));

const encounter = fc.record(
  {
    resourceType: fc.constant('Encounter' as const),
    id: fc.constantFrom(...ids),
    status: fc.constantFrom('finished', 'planned'),
    type: fc.array(concept, { minLength: 1, maxLength: 2 }),
    extension: fc.array(extension, { minLength: 1, maxLength: 2 }),
    partOf: reference,
  },
  { requiredKeys: ['resourceType', 'id', 'status'] },
);
const observation = fc.record(
  {
    resourceType: fc.constant('Observation' as const),
    id: fc.constantFrom(...ids),
    code: concept,
    encounter: reference,
    extension: fc.array(extension, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['resourceType', 'id', 'code'] },
);
const valued = fc
  .tuple(
    observation,
    fc.oneof(
      concept.map((valueCodeableConcept) => ({ valueCodeableConcept })),
      fc.constantFrom('x', 'y').map((valueString) => ({ valueString })),
      // Primitives that are no text have properties of their own in fhirpath.js: `1.value` is 1.
      fc.constantFrom('2026', '2026-10-01').map((valueDateTime) => ({ valueDateTime })),
    ),
  )
  .map(([one, value]) => ({ ...one, ...value }));

export const bundles: fc.Arbitrary<Bundle> = fc
  .array(fc.oneof(encounter, observation, valued), { minLength: 1, maxLength: 5 })
  .map((resources) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource: plain(resource) as Resource })),
  }));

// fast-check also makes objects without prototype, which JSON never gives.
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

const literal = fc.constantFrom("'x'", "'y'", "'urn:a'", "'finished'", "'Encounter/1'", '{}');
const name = fc.constantFrom(
  'id',
  'status',
  'type',
  'coding',
  'code',
  'system',
  'extension',
  'url',
  'value',
  'encounter',
  'reference',
  'partOf',
  'text',
  'display',
);

export interface Grammar {
  readonly collection: fc.Arbitrary<string>;
  readonly criterion: fc.Arbitrary<string>;
}

/** @param variables names that may be read, with their `%`. */
export function grammar(variables: readonly string[]): Grammar {
  const resources = 'entry.resource';
  const roots = [
    resources,
    `${resources}.ofType(Encounter)`,
    `${resources}.ofType(Observation)`,
    ...variables,
  ];
  const tied = fc.letrec<{ value: string; criterion: string; collection: string; step: string }>((tie) => ({
    // Relative to one item: what is inside where() and select().
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      literal,
      fc.constant('$this'),
      fc.tuple(name, name).map(([a, b]) => `${a}.${b}`),
      fc.tuple(name, tie('step')).map(([a, step]) => `${a}${step}`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a} | ${b})`),
      // A criterion that is no boolean is an error to us, false to fhirpath.js.
      fc.tuple(name, tie('value'), tie('value')).map(([c, a, b]) => `iif(${c}.exists(), ${a}, ${b})`),
      fc.tuple(name, name).map(([a, b]) => `(${a}.first() & '/' & ${b}.first())`),
    ),
    criterion: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(name, literal).map(([a, b]) => `${a} = ${b}`),
      fc.tuple(name, tie('criterion')).map(([a, c]) => `${a}.exists(${c})`),
      name.map((a) => `${a}.exists()`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a}) = (${b})`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a}) != (${b})`),
      fc.tuple(name, fc.constantFrom(...variables, "('x' | 'y')")).map(([a, b]) => `(${a} in ${b})`),
      fc
        .tuple(tie('criterion'), fc.constantFrom('and', 'or', 'xor', 'implies'), tie('criterion'))
        .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      tie('criterion').map((c) => `(${c}).not()`),
      fc.tuple(name, tie('criterion')).map(([a, c]) => `${a}.all(${c})`),
      name.map((a) => `${a}.empty()`),
      name.map((a) => `${a}.count() > 1`),
      fc.tuple(tie('value'), tie('criterion')).map(([a, c]) => `(${a}) and (${c})`),
      fc.tuple(tie('criterion'), tie('value')).map(([c, a]) => `(${c}) or (${a})`),
      fc.constantFrom('value is string', 'value is dateTime', 'value.ofType(CodeableConcept).exists()'),
    ),
    step: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name.map((one) => `.${one}`),
      tie('criterion').map((c) => `.where(${c})`),
      tie('value').map((v) => `.select(${v})`),
      fc.constantFrom(
        '.first()',
        '.last()',
        '.tail()',
        '.distinct()',
        '.empty()',
        '.exists()',
        '.single()',
        '.not()',
        '.skip(1)',
        '.take(1)',
        '[0]',
      ),
      fc.constantFrom('.ofType(Encounter)', '.ofType(Observation)', '.value.ofType(CodeableConcept)'),
      fc.constantFrom(...variables).map((one) => `.intersect(${one})`),
      fc.constantFrom(...variables).map((one) => `.exclude(${one})`),
      fc.constantFrom(...variables).map((one) => `.combine(${one})`),
    ),
    // A count comes last: a property of a number is nothing to us, an error to fhirpath.js.
    collection: fc
      .tuple(
        fc.constantFrom(...roots),
        fc.array(tie('step'), { maxLength: 3 }),
        fc.constantFrom('', '', '.count()'),
      )
      .map(([root, steps, last]) => root + steps.join('') + last),
  }));
  return { collection: tied.collection, criterion: tied.criterion };
}
