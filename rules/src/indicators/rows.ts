import type {
  CodeableConcept,
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  Quantity,
} from '@medplum/fhirtypes';
import { indicatorId } from './definition.ts';
import type { Directory } from './directory.ts';
import { extensionOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { compareText, UNKNOWN } from './keys.ts';
import { isUnknown } from './report.ts';

/** The columns of `indicateurs.csv`, in their order (spec/indicators.md section 5). */
export const INDICATOR_COLUMNS = [
  'version',
  'date_extraction',
  'periode',
  'dimension_level',
  'finess_ej',
  'finess_et',
  'role_finess',
  'c3_id',
  'c3_libelle',
  'thematique_code',
  'thematique_libelle',
  'indicateur',
  'sous_indicateur',
  'numerateur',
  'denominateur',
  'valeur',
  'unite',
  'statut',
] as const;

/** One row of `indicateurs.csv`: numbers are decimal text with a point, absent values are empty. */
export type IndicatorRow = Record<(typeof INDICATOR_COLUMNS)[number], string>;

/** `statut` of a cell that is masked because it could tell of a few patients. */
export const SECRET = 'SECRET';

/** A figure of a report: of a group as a whole, or of a stratum. */
export type ReportCell = Pick<MeasureReportGroup, 'population' | 'measureScore'>;

type Dimensions = Pick<
  IndicatorRow,
  | 'finess_ej'
  | 'finess_et'
  | 'role_finess'
  | 'c3_id'
  | 'c3_libelle'
  | 'thematique_code'
  | 'thematique_libelle'
>;

const NONE: Dimensions = {
  finess_ej: '',
  finess_et: '',
  role_finess: '',
  c3_id: '',
  c3_libelle: '',
  thematique_code: '',
  thematique_libelle: '',
};

/**
 * The rows of `indicateurs.csv` from the MeasureReports of one run, and nothing else but labels.
 *
 * `dimension_level` is `total` (all periods of the file), `mois`, `finess`, `c3`, `thematique`, `session`, or
 * the code of any other stratifier, whose value is then carried in `sous_indicateur` after a colon. A crossed
 * stratifier (`c3.specialite`) fills the columns of each of its components; its level is that of the first.
 */
export function reportsToRows(reports: readonly MeasureReport[], directory: Directory): IndicatorRow[] {
  return cellsOfReports(reports, directory).map(({ row }) => row);
}

/** The same rows, each with the element of the report that it was read from. */
export function cellsOfReports(
  reports: readonly MeasureReport[],
  directory: Directory,
): { row: IndicatorRow; cell: ReportCell }[] {
  const sorted = [...reports].sort((a, b) => compareText(sortKey(a), sortKey(b)));
  const starts = sorted.map((report) => report.period.start ?? '').sort();
  const ends = sorted.map((report) => report.period.end ?? '').sort();
  const whole = { start: starts[0], end: ends.at(-1) };
  return sorted.flatMap((report) => {
    const first = report.period.start!.slice(0, 7);
    const last = report.period.end!.slice(0, 7);
    const levels = [
      ...(report.period.start === whole.start && report.period.end === whole.end ? ['total'] : []),
      ...(first === last ? ['mois'] : []),
    ];
    const common = {
      version: report.measure.split('|')[1] ?? '',
      date_extraction: report.date?.slice(0, 10) ?? '',
      periode: first === last ? first : `${first}/${last}`,
      indicateur: indicatorId(report.measure),
    };
    return (report.group ?? []).flatMap((group) =>
      groupRows(group, levels, directory).map(({ row, cell }) => ({ row: { ...common, ...row }, cell })),
    );
  });
}

interface GroupRow {
  row: Omit<IndicatorRow, 'version' | 'date_extraction' | 'periode' | 'indicateur'>;
  cell: ReportCell;
}

function groupRows(group: MeasureReportGroup, levels: readonly string[], directory: Directory): GroupRow[] {
  const code = group.code?.coding?.[0]?.code ?? '';
  // A continued report repeats the group without its total.
  const totals = group.measureScore ? levels : [];
  const rows = totals.map((level): GroupRow => {
    const row = { dimension_level: level, ...NONE, sous_indicateur: code, ...figures(group) };
    return { row, cell: group };
  });
  for (const stratifier of group.stratifier ?? []) {
    const axis = stratifier.code?.[0]?.coding?.[0]?.code ?? '';
    for (const stratum of stratifier.stratum ?? []) {
      const parts = stratum.component?.length
        ? stratum.component.map((part) => ({ axis: part.code.coding?.[0]?.code ?? '', value: part.value }))
        : [{ axis, value: stratum.value }];
      const placed = place(parts, directory);
      rows.push({
        row: {
          dimension_level: levelOf(axis),
          ...placed.dimensions,
          sous_indicateur: [code, ...placed.others].join(':'),
          ...figures(stratum),
        },
        cell: stratum,
      });
    }
  }
  return rows;
}

/** `c3.specialite` is a row of its 3C, whose specialty is in `sous_indicateur`. */
function levelOf(axis: string): string {
  const [first = ''] = axis.split('.');
  return first.startsWith('finess-') ? 'finess' : first;
}

/** Puts the values of a stratum in the columns made for them; the others are returned by their codes. */
function place(
  parts: readonly { axis: string; value?: CodeableConcept }[],
  directory: Directory,
): { dimensions: Dimensions; others: string[] } {
  let dimensions = NONE;
  const others: string[] = [];
  for (const { axis, value } of parts) {
    const code = isUnknown(value) ? UNKNOWN.display! : (value?.coding?.[0]?.code ?? '');
    const label = value?.coding?.[0]?.display;
    if (axis === 'finess-organisateur' || axis === 'finess-demandeur') {
      dimensions = {
        ...dimensions,
        ...establishment(code, directory),
        role_finess: axis.slice('finess-'.length),
      };
    } else if (axis === 'c3') {
      dimensions = {
        ...dimensions,
        c3_id: code,
        c3_libelle: directory.gestionnaires.get(code) ?? label ?? '',
      };
    } else if (axis === 'thematique') {
      dimensions = { ...dimensions, ...thematic(code, directory, label) };
    } else {
      others.push(code);
      if (axis === 'session') dimensions = { ...dimensions, ...ofSession(code, directory) };
    }
  }
  return { dimensions, others };
}

function establishment(finess: string, directory: Directory): Pick<Dimensions, 'finess_ej' | 'finess_et'> {
  return { finess_et: finess, finess_ej: directory.establishments.get(finess)?.ej ?? '' };
}

function thematic(
  code: string,
  { thematics }: Directory,
  label = '',
): Pick<Dimensions, 'thematique_code' | 'thematique_libelle'> {
  return { thematique_code: code, thematique_libelle: thematics.get(code) ?? label };
}

/** A session has one RCP: its row carries the establishment, 3C and thematic of that RCP. */
function ofSession(id: string, directory: Directory): Partial<Dimensions> {
  const session = directory.sessions.get(id);
  if (!session) return {};
  const orUnknown = (code: string): string => code || UNKNOWN.display!;
  return {
    ...establishment(orUnknown(session.finess), directory),
    role_finess: 'organisateur',
    c3_id: orUnknown(session.c3),
    c3_libelle: directory.gestionnaires.get(session.c3) ?? '',
    ...thematic(orUnknown(session.thematic), directory),
  };
}

/** True for a cell that is masked (data-absent-reason of its value). */
export function isMasked({ measureScore }: { measureScore?: Quantity }): boolean {
  return extensionOf(measureScore, MEASURE_EXTENSIONS.DATA_ABSENT)?.valueCode === 'masked';
}

function figures(of: { population?: MeasureReportGroupPopulation[]; measureScore?: Quantity }) {
  const count = (code: string): string =>
    text(of.population?.find((population) => population.code?.coding?.[0]?.code === code)?.count);
  const valeur = text(of.measureScore?.value);
  return {
    numerateur: count('numerator'),
    denominateur: count('denominator'),
    valeur,
    unite: of.measureScore?.unit ?? '',
    statut: isMasked(of) ? SECRET : valeur === '' ? 'NC' : 'OK',
  };
}

// JavaScript writes decimals with a point, and none of our figures is large enough for an exponent.
function text(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function sortKey({ measure, period, identifier }: MeasureReport): string {
  return [measure, period.start, period.end, identifier?.[0]?.value].join(' ');
}
