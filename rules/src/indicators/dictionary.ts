import type { Measure, MeasureGroup } from '@medplum/fhirtypes';
import { axisOf, groupCode, indicatorId } from './definition.ts';
import { extensionOf, extensionsOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { compareText } from './keys.ts';
import type { Table } from './session-table.ts';

const COLUMNS = [
  'indicateur',
  'version',
  'titre',
  'definition',
  'sous_indicateur',
  'libelle',
  'description',
  'calcul',
  'unite',
  'unite_evaluation',
  'fenetre',
  'non_calculable',
  'population',
  'denominateur',
  'numerateur',
  'cle_distincte',
  'observation',
  'axes',
] as const;

type Entry = Record<(typeof COLUMNS)[number], string>;

const CALCULATIONS: Readonly<Record<string, string>> = {
  cohort: 'nombre',
  proportion: 'pourcentage',
  ratio: 'rapport',
  average: 'moyenne',
  median: 'médiane',
  sum: 'somme',
  minimum: 'minimum',
  maximum: 'maximum',
  count: "nombre d'observations",
};

const UNITS: Readonly<Record<string, string>> = { case: 'dossier', session: 'séance', plan: 'PPS' };

/**
 * `dictionnaire.csv`: one row per sub-indicator, read from the Measures as they are published. Populations
 * are the FHIRPath expressions themselves: what is computed is what is shown.
 */
export function dictionaryTable(measures: readonly Measure[]): Table {
  return { columns: COLUMNS, rows: dictionary(measures) };
}

/** The same entries, by column. */
export function dictionary(measures: readonly Measure[]): Entry[] {
  const sorted = [...measures].sort((a, b) => compareText(a.url ?? '', b.url ?? ''));
  return sorted.flatMap((measure) => (measure.group ?? []).map((group) => entryOf(measure, group)));
}

function entryOf(measure: Measure, group: MeasureGroup): Entry {
  const population = (code: string) => group.population?.find((one) => one.code?.coding?.[0]?.code === code);
  const criteria = (code: string): string => population(code)?.criteria?.expression ?? '';
  const key = extensionOf(population('numerator'), MEASURE_EXTENSIONS.DISTINCT);
  const aggregate = extensionOf(population('measure-observation'), MEASURE_EXTENSIONS.AGGREGATE)?.valueCode;
  const scoring =
    extensionOf(group, MEASURE_EXTENSIONS.SCORING)?.valueCodeableConcept?.coding?.[0]?.code ?? '';
  const units = extensionsOf(group, MEASURE_EXTENSIONS.UNIT).flatMap(({ valueCode }) => valueCode ?? []);
  const months = extensionOf(group, MEASURE_EXTENSIONS.WINDOW)?.valueDuration?.value;
  const missing = extensionOf(group, MEASURE_EXTENSIONS.NOT_COMPUTABLE)?.valueString;
  return {
    indicateur: indicatorId(measure),
    version: measure.version ?? '',
    titre: measure.title ?? '',
    definition: (measure.definition ?? []).join(' '),
    sous_indicateur: groupCode(group),
    libelle: group.code?.text ?? '',
    description: group.description ?? '',
    calcul: CALCULATIONS[aggregate ?? scoring] ?? scoring,
    unite: extensionOf(group, MEASURE_EXTENSIONS.SCORING_UNIT)?.valueCodeableConcept?.text ?? '',
    unite_evaluation: units.map((unit) => UNITS[unit] ?? unit).join(', '),
    fenetre: months === undefined ? '' : `${months} mois glissants`,
    non_calculable: missing ?? '',
    population: criteria('initial-population'),
    denominateur: criteria('denominator'),
    numerateur: criteria('numerator'),
    cle_distincte: key?.valueExpression?.expression ?? '',
    observation: criteria('measure-observation'),
    axes: (group.stratifier ?? []).map((one) => axisOf(one).label).join(', '),
  };
}
