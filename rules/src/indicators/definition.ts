import type {
  DataRequirement,
  Library,
  Measure,
  MeasureGroup,
  MeasureGroupPopulation,
  MeasureGroupStratifier,
} from '@medplum/fhirtypes';
import type { CompiledExpression, ExpressionPool } from './expression.ts';
import { extensionOf, extensionsOf, fhirPathText, MEASURE_EXTENSIONS } from './extensions.ts';

export type Scoring = 'cohort' | 'proportion' | 'ratio' | 'continuous-variable';
export type Aggregate = 'average' | 'median' | 'sum' | 'minimum' | 'maximum' | 'count';

/** Who is counted in a population: units that meet the criterion, or their distinct keys. */
export interface Population {
  readonly criteria: CompiledExpression;
  readonly distinct?: CompiledExpression;
}

/** Where the values of an axis come from. */
export interface AxisComponent {
  readonly code: string;
  readonly expression: CompiledExpression;
  /** Places the keys of the numerator that begin with `code/`, not the whole unit. */
  readonly ofKeys: boolean;
}

export interface Stratifier {
  /** Equal for two stratifiers that cut in the same way. */
  readonly axis: string;
  readonly code: string;
  readonly label: string;
  /** One component: a plain stratifier; several: their crossing. */
  readonly components: readonly AxisComponent[];
  /** Some component cuts the keys. */
  readonly ofKeys: boolean;
}

export interface Group {
  readonly code: string;
  readonly label: string;
  /** Kinds of units that it evaluates. */
  readonly units: readonly string[];
  readonly scoring: Scoring;
  readonly scoringUnit: string;
  readonly referenceDate: CompiledExpression;
  readonly initial: CompiledExpression;
  readonly numerator?: Population;
  readonly denominator?: Population;
  readonly observation?: Population & { readonly aggregate: Aggregate };
  readonly stratifiers: readonly Stratifier[];
  /** Some stratifier cuts the keys: the numerator's are `code/key`. */
  readonly ofKeys: boolean;
  /** Months over which it is counted, the last one being that of the report; 1: the period itself. */
  readonly window: number;
  /** Why it cannot be computed yet, in French. */
  readonly notComputable?: string;
  /** Canonical of the Measure whose loaded figures are the denominator. */
  readonly external?: string;
}

/** A Measure ready to be evaluated. */
export interface Definition {
  readonly measure: Measure;
  readonly groups: readonly Group[];
}

const SCORINGS: readonly string[] = ['cohort', 'proportion', 'ratio', 'continuous-variable'];
const AGGREGATES: readonly string[] = ['average', 'median', 'sum', 'minimum', 'maximum', 'count'];

/**
 * Reads a Measure (shape: docs/adr/0007). Its variables come after those of the libraries it names.
 * @throws Error in French that says where the definition cannot be used.
 */
export function compileMeasure(
  measure: Measure,
  libraries: readonly Library[],
  pool: ExpressionPool,
): Definition {
  const variables = new Map<string, CompiledExpression>();
  for (const source of [...librariesOf(measure, libraries), measure]) {
    for (const { valueExpression } of extensionsOf(source, MEASURE_EXTENSIONS.VARIABLE)) {
      const name = valueExpression?.name;
      if (!name) throw new Error('variable sans nom');
      variables.set(name, pool.compile(fhirPathText(valueExpression, `variable ${name}`), variables));
    }
  }
  const groups = (measure.group ?? []).map((group) => compileGroup(group, pool, variables));
  if (groups.length === 0) throw new Error('aucun sous-indicateur (group)');
  return { measure, groups };
}

/**
 * What the Measures need to be read besides sessions, cases, fiches, plans, patients and the directory: one
 * requirement per type, its codes together, so that each type is one search.
 */
export function dataRequirements(
  measures: readonly Measure[],
  libraries: readonly Library[],
): DataRequirement[] {
  const own = measures.flatMap((measure) => extensionsOf(measure, MEASURE_EXTENSIONS.DATA_REQUIREMENT));
  const all = [
    ...libraries.flatMap((library) => library.dataRequirement ?? []),
    ...own.flatMap((extension) => extension.valueDataRequirement ?? []),
  ];
  return [...new Set(all.map(({ type }) => type))].map((type) =>
    together(all.filter((one) => one.type === type)),
  );
}

/** Requirements of one type as one; filters that are not of codes, or none, mean everything of the type. */
function together(same: readonly DataRequirement[]): DataRequirement {
  const { type } = same[0]!;
  if (same.length === 1) return same[0]!;
  const filters = same.map(({ codeFilter }) => (codeFilter?.length === 1 ? codeFilter[0]! : undefined));
  if (filters.some((filter) => filter?.path !== 'code' || !filter.code?.length)) return { type };
  const codes = filters.flatMap((filter) => filter!.code!);
  const distinct = new Map(codes.map((code) => [`${code.system}|${code.code}`, code]));
  return { type, codeFilter: [{ path: 'code', code: [...distinct.values()] }] };
}

function librariesOf(measure: Measure, libraries: readonly Library[]): Library[] {
  return (measure.library ?? []).map((canonical) => {
    const [url, version] = canonical.split('|');
    const found = libraries.find(
      (library) => library.url === url && (!version || library.version === version),
    );
    if (!found) throw new Error(`bibliothèque inconnue « ${canonical} »`);
    return found;
  });
}

/** `A1` from `{DCC}/Measure/A1`: the name of the indicator in every file. */
export function indicatorId(measure: Pick<Measure, 'url'> | string): string {
  const url = typeof measure === 'string' ? measure : (measure.url ?? '');
  return url.split('|')[0]!.split('/').pop() ?? '';
}

export function groupCode(group: MeasureGroup): string {
  return group.code?.coding?.[0]?.code ?? '';
}

/**
 * Name of an axis. R4 lets a crossed stratifier have components only (mea-1): it is named after them, `c3.specialite`.
 */
export function axisOf({ code, component }: MeasureGroupStratifier): { code: string; label: string } {
  const parts = component ?? [];
  const joined = parts.map((part) => part.code?.coding?.[0]?.code ?? '').join('.');
  const named = code?.coding?.[0]?.code ?? joined;
  const labels = parts.flatMap((part) => part.code?.text ?? []).join(' × ');
  return { code: named, label: code?.text ?? (labels || named) };
}

function compileGroup(
  group: MeasureGroup,
  pool: ExpressionPool,
  variables: ReadonlyMap<string, CompiledExpression>,
): Group {
  const code = groupCode(group);
  if (!code) throw new Error('sous-indicateur sans code');
  const compile = (text: string): CompiledExpression => pool.compile(text, variables);
  const population = (name: string): (Population & { source: MeasureGroupPopulation }) | undefined => {
    const source = group.population?.find((candidate) => candidate.code?.coding?.[0]?.code === name);
    if (!source) return undefined;
    const distinct = extensionOf(source, MEASURE_EXTENSIONS.DISTINCT)?.valueExpression;
    return {
      source,
      criteria: compile(fhirPathText(source.criteria, `${code}, ${name}`)),
      ...(distinct && { distinct: compile(fhirPathText(distinct, `${code}, ${name}, clé`)) }),
    };
  };
  const initial = population('initial-population');
  if (!initial) throw new Error(`${code} : population initiale absente`);
  const observed = population('measure-observation');
  const scoring =
    extensionOf(group, MEASURE_EXTENSIONS.SCORING)?.valueCodeableConcept?.coding?.[0]?.code ?? '';
  const date = extensionOf(group, MEASURE_EXTENSIONS.REFERENCE_DATE)?.valueExpression;
  const stratifiers = (group.stratifier ?? []).map((one) => compileStratifier(one, code, compile));
  const compiled: Group = {
    code,
    label: group.code?.text ?? code,
    units: extensionsOf(group, MEASURE_EXTENSIONS.UNIT).flatMap(({ valueCode }) => valueCode ?? []),
    scoring: oneOf<Scoring>(scoring, SCORINGS, `${code} : scoring`),
    scoringUnit: extensionOf(group, MEASURE_EXTENSIONS.SCORING_UNIT)?.valueCodeableConcept?.text ?? '',
    referenceDate: compile(fhirPathText(date, `${code}, date de référence`)),
    initial: initial.criteria,
    numerator: population('numerator'),
    denominator: population('denominator'),
    ...(observed && {
      observation: {
        ...observed,
        aggregate: oneOf<Aggregate>(
          extensionOf(observed.source, MEASURE_EXTENSIONS.AGGREGATE)?.valueCode ?? '',
          AGGREGATES,
          `${code} : agrégat`,
        ),
      },
    }),
    stratifiers,
    ofKeys: stratifiers.some((one) => one.ofKeys),
    window: windowOf(group, code),
    notComputable: extensionOf(group, MEASURE_EXTENSIONS.NOT_COMPUTABLE)?.valueString,
    external: externalOf(group),
  };
  return checked(compiled);
}

function compileStratifier(
  stratifier: MeasureGroupStratifier,
  group: string,
  compile: (text: string) => CompiledExpression,
): Stratifier {
  const { code, label } = axisOf(stratifier);
  const where = `${group}, axe ${code}`;
  const parts = stratifier.component?.length ? stratifier.component : [stratifier];
  const components = parts.map((part) => ({
    code: part.code?.coding?.[0]?.code ?? '',
    expression: compile(fhirPathText(part.criteria, where)),
    ofKeys: extensionOf(part, MEASURE_EXTENSIONS.KEY_AXIS)?.valueBoolean === true,
  }));
  const axis = [code, ...components.map((part) => `${part.code}=${part.expression.id}`)].join(' ');
  return { axis, code, label, components, ofKeys: components.some((one) => one.ofKeys) };
}

/** @throws Error in French when the window is not a whole number of months. */
function windowOf(group: MeasureGroup, code: string): number {
  const duration = extensionOf(group, MEASURE_EXTENSIONS.WINDOW)?.valueDuration;
  if (!duration) return 1;
  const { value = 0, code: unit } = duration;
  if (unit !== 'mo' || !Number.isInteger(value) || value < 1 || value > 120) {
    throw new Error(`${code} : fenêtre « ${value} ${unit ?? ''} » inconnue (un nombre de mois, code mo)`);
  }
  return value;
}

function externalOf(group: MeasureGroup): string | undefined {
  const denominator = group.population?.find((one) => one.code?.coding?.[0]?.code === 'denominator');
  return extensionOf(denominator, MEASURE_EXTENSIONS.EXTERNAL)?.valueCanonical;
}

function checked(group: Group): Group {
  if (group.units.length === 0) throw new Error(`${group.code} : unité d'évaluation absente`);
  const wanted = { cohort: 'numerator', proportion: 'denominator', ratio: 'denominator' } as const;
  if (group.scoring === 'continuous-variable') {
    if (!group.observation) throw new Error(`${group.code} : measure-observation absente`);
  } else if (!group.numerator || !group[wanted[group.scoring]]) {
    throw new Error(`${group.code} : population ${wanted[group.scoring]} ou numerator absente`);
  }
  return group;
}

function oneOf<T extends string>(value: string, allowed: readonly string[], where: string): T {
  if (!allowed.includes(value)) throw new Error(`${where} : « ${value} » inconnu`);
  return value as T;
}
