import { EXTENSIONS, profile } from '@dcc/fhir-profiles';
import type { Element, Expression, Extension } from '@medplum/fhirtypes';

const CQFM = 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition';

/**
 * What a Measure says beyond R4's own elements. HL7's extensions where they exist (`variable`; the Quality
 * Measure guide for what R5 moved to the group); ours for what no guide has: the unit that is evaluated, its
 * reference date, the key of a distinct count, the data to read. Shapes: fhir-profiles/input/fsh/measures.
 */
export const MEASURE_EXTENSIONS = {
  /** Measure: a named expression, evaluated once per unit; later ones may use earlier ones. */
  VARIABLE: 'http://hl7.org/fhir/StructureDefinition/variable',
  /** Group: cohort | proportion | ratio | continuous-variable. */
  SCORING: `${CQFM}/cqfm-scoring`,
  /** Group: the unit of the value, in French. */
  SCORING_UNIT: `${CQFM}/cqfm-scoringUnit`,
  /** Population `measure-observation`: average | median | sum | minimum | maximum | count. */
  AGGREGATE: `${CQFM}/cqfm-aggregateMethod`,
  /** Group, 1..*: what one Bundle stands for (`case`, `session`, `plan`). */
  UNIT: profile('dcc-evaluation-unit'),
  /** Group: the dateTime that puts the unit in a month. */
  REFERENCE_DATE: profile('dcc-reference-date'),
  /** Population: what is counted is the distinct values of this expression, not the units. */
  DISTINCT: profile('dcc-distinct-key'),
  /** Stratifier or component: it cuts the keys of the numerator, not the units. */
  KEY_AXIS: profile('dcc-key-axis'),
  /** Group: counted over this many months, the last one being that of the report. */
  WINDOW: profile('dcc-window'),
  /** Group: why it cannot be computed yet, in French; its cells are NC. */
  NOT_COMPUTABLE: profile('dcc-not-computable'),
  /** Population `denominator`: the Measure whose loaded figures are the denominator. */
  EXTERNAL: profile('dcc-external-figure'),
  /** MeasureReport.evaluatedResource: the populations and places where it is counted. */
  TRACE: profile('dcc-trace'),
  /** Measure: what the engine must read besides the unit's own resources (a DataRequirement). */
  DATA_REQUIREMENT: profile('dcc-data-requirement'),
  DATA_ABSENT: EXTENSIONS.DATA_ABSENT_REASON,
} as const;

/** The extensions of an element that have this address. */
export function extensionsOf(element: Pick<Element, 'extension'> | undefined, url: string): Extension[] {
  return (element?.extension ?? []).filter((extension) => extension.url === url);
}

/** The only extension with this address, or undefined. */
export function extensionOf(
  element: Pick<Element, 'extension'> | undefined,
  url: string,
): Extension | undefined {
  return extensionsOf(element, url)[0];
}

/** The text of an Expression that must be FHIRPath; the French reason otherwise. */
export function fhirPathText(expression: Expression | undefined, where: string): string {
  if (!expression?.expression) throw new Error(`${where} : expression absente`);
  if (expression.language !== 'text/fhirpath') {
    throw new Error(`${where} : langage « ${expression.language ?? ''} » non pris en charge (text/fhirpath)`);
  }
  return expression.expression;
}
