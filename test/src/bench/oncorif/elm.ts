/**
 * Three indicators as CQL, translated to ELM by hand (no translator runs on Node): what a CQL engine would be
 * given. The CQL of each definition is above its ELM.
 */
import type { Bundle, Library, Measure } from '@medplum/fhirtypes';

type Elm = Readonly<Record<string, unknown>>;

const FHIR = 'http://hl7.org/fhir';
const BASE = 'https://dcc.example.org/fhir';
const CISIS = 'https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis';

const literal = (value: string): Elm => ({
  type: 'Literal',
  valueType: '{urn:hl7-org:elm-types:r1}String',
  value,
});
const retrieve = (type: string): Elm => ({
  type: 'Retrieve',
  dataType: `{${FHIR}}${type}`,
  templateId: `${FHIR}/StructureDefinition/${type}`,
});
const property = (scope: string, path: string): Elm => ({ type: 'Property', path, scope });
const of = (source: Elm, path: string): Elm => ({ type: 'Property', path, source });
const equal = (...operand: Elm[]): Elm => ({ type: 'Equal', operand });
const all = (...operand: Elm[]): Elm =>
  operand.reduce((left, right) => ({ type: 'And', operand: [left, right] }));
const any = (...operand: Elm[]): Elm =>
  operand.reduce((left, right) => ({ type: 'Or', operand: [left, right] }));
const exists = (operand: Elm): Elm => ({ type: 'Exists', operand });
const reference = (name: string): Elm => ({ type: 'ExpressionRef', name });
const query = (alias: string, expression: Elm, where: Elm): Elm => ({
  type: 'Query',
  source: [{ alias, expression }],
  relationship: [],
  where,
});
const define = (name: string, expression: Elm): Elm => ({
  name,
  context: 'Patient',
  accessLevel: 'Public',
  expression,
});

/** `exists (flatten <list>.coding) C where C.system = '..' and C.code = '..'` */
function coded(codings: Elm, system: string, code: string): Elm {
  return exists(
    query(
      'C',
      codings,
      all(
        equal(of(property('C', 'system'), 'value'), literal(system)),
        equal(of(property('C', 'code'), 'value'), literal(code)),
      ),
    ),
  );
}

/** `flatten (<scope>.type T return T.coding)` */
const typeCodings = (scope: string): Elm => ({
  type: 'Flatten',
  operand: {
    type: 'Query',
    source: [{ alias: 'T', expression: property(scope, 'type') }],
    relationship: [],
    return: { distinct: false, expression: property('T', 'coding') },
  },
});

/** `X.encounter.reference = 'Encounter/' + E.id` */
const isOf = (scope: string): Elm =>
  equal(of(of(property(scope, 'encounter'), 'reference'), 'value'), {
    type: 'Concatenate',
    operand: [literal('Encounter/'), of(property('E', 'id'), 'value')],
  });

const statusIs = (scope: string, ...values: string[]): Elm =>
  any(...values.map((value) => equal(of(property(scope, 'status'), 'value'), literal(value))));

const DEFINITIONS: readonly Elm[] = [
  define('Patient', { type: 'SingletonFrom', operand: retrieve('Patient') }),
  // define "Cases": [Encounter] E where E.status = 'finished' and E is a case and E was discussed or registered
  //   and exists [Composition] F where F.encounter.reference = 'Encounter/' + E.id
  define(
    'Cases',
    query(
      'E',
      retrieve('Encounter'),
      all(
        statusIs('E', 'finished'),
        coded(typeCodings('E'), `${BASE}/CodeSystem/dcc`, 'rcp-case'),
        any(coded(typeCodings('E'), CISIS, 'ORG-134'), coded(typeCodings('E'), CISIS, 'ORG-128')),
        exists(query('F', retrieve('Composition'), isOf('F'))),
      ),
    ),
  ),
  // A1. define "Validated": "Cases" E where exists [Composition] F
  //   where F.encounter.reference = 'Encounter/' + E.id and F.status in { 'final', 'amended' }
  define(
    'Validated',
    query(
      'E',
      reference('Cases'),
      exists(query('F', retrieve('Composition'), all(isOf('F'), statusIs('F', 'final', 'amended')))),
    ),
  ),
  // A5. define "Passed": exists "Cases"
  define('Passed', exists(reference('Cases'))),
  // Q1. define "Quorum reached": "Cases" E where exists [Observation] O
  //   where O.encounter.reference = 'Encounter/' + E.id and O.code ~ ORG-125 and O.value ~ ORG-126
  define(
    'Quorum reached',
    query(
      'E',
      reference('Cases'),
      exists(
        query(
          'O',
          retrieve('Observation'),
          all(
            isOf('O'),
            coded(of(property('O', 'code'), 'coding'), CISIS, 'ORG-125'),
            coded(of(property('O', 'value'), 'coding'), CISIS, 'ORG-126'),
          ),
        ),
      ),
    ),
  ),
];

const LIBRARY = {
  library: {
    identifier: { id: 'Oncorif', version: '1.0.0' },
    schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
    usings: {
      def: [
        { localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' },
        { localIdentifier: 'FHIR', uri: FHIR, version: '4.0.1' },
      ],
    },
    statements: { def: DEFINITIONS },
  },
};

const POPULATION = 'http://terminology.hl7.org/CodeSystem/measure-population';
const BASIS = 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis';

/** The indicators that are also ours, in the order of the groups. */
export const CQL_INDICATORS = ['A1.fiches_validees', 'A5.patients', 'Q1.quorum_atteint'] as const;

/** A Measure with a group per indicator, and its library: what fqm-execution is given. */
export function cqlMeasure(): Bundle {
  const group = (id: string, basis: string, initial: string, numerator: string) => ({
    id,
    extension: [{ url: BASIS, valueCode: basis }],
    population: (
      [
        ['initial-population', initial],
        ['denominator', initial],
        ['numerator', numerator],
      ] as const
    ).map(([code, expression]) => ({
      code: { coding: [{ system: POPULATION, code }] },
      criteria: { language: 'text/cql.identifier' as never, expression },
    })),
  });
  const library: Library = {
    resourceType: 'Library',
    id: 'oncorif',
    url: `${BASE}/Library/oncorif-cql`,
    version: '1.0.0',
    status: 'active',
    type: { coding: [{ code: 'logic-library' }] },
    content: [
      {
        contentType: 'application/elm+json',
        data: Buffer.from(JSON.stringify(LIBRARY)).toString('base64'),
      },
    ],
  };
  const measure: Measure = {
    resourceType: 'Measure',
    id: 'oncorif',
    url: `${BASE}/Measure/oncorif-cql`,
    version: '1.0.0',
    status: 'active',
    scoring: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/measure-scoring', code: 'proportion' }],
    },
    library: [library.url!],
    group: [
      group('A1', 'Encounter', 'Cases', 'Validated'),
      group('A5', 'boolean', 'Passed', 'Passed'),
      group('Q1', 'Encounter', 'Cases', 'Quorum reached'),
    ],
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: measure }, { resource: library }],
  };
}
