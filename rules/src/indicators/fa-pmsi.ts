import { DCC, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type { MeasureReport, Organization, Reference } from '@medplum/fhirtypes';
import type { ExternalFigure } from './external.ts';
import { AXIS_SYSTEM, REPORT_SYSTEM, SUB_INDICATOR_SYSTEM } from './report.ts';

/** The active file of the PMSI: loaded, named as such, never mixed with that of the DCC. */
export const FA_PMSI = `${DCC}/Measure/FA_PMSI`;
const VERSION = '1.0.0';
/** What its reports name, and are searched by. */
export const FA_PMSI_CANONICAL = `${FA_PMSI}|${VERSION}`;
const FINESS_SYSTEM = 'https://finess.esante.gouv.fr';

/** What was read of a file of figures: lines that are right, and what is wrong with the others, in French. */
export interface FaPmsiFile {
  readonly figures: ExternalFigure[];
  readonly errors: string[];
}

/**
 * Reads `finess;annee;patients` (header first, `;`, UTF-8 with or without BOM): one line per establishment and
 * year. A line that is wrong is told with its number and is not loaded; so is a second one for the same
 * establishment and year.
 */
export function readFaPmsi(text: string): FaPmsiFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header.trim() !== 'finess;annee;patients') {
    return { figures: [], errors: ['ligne 1 : l’en-tête attendu est « finess;annee;patients »'] };
  }
  const figures = new Map<string, ExternalFigure>();
  const errors: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const where = `ligne ${index + 2}`;
    const [finess = '', year = '', count = '', ...rest] = line.split(';').map((cell) => cell.trim());
    if (rest.length > 0) errors.push(`${where} : trois colonnes attendues`);
    else if (!/^\d{9}$/.test(finess)) errors.push(`${where}, finess : « ${finess} » n’a pas neuf chiffres`);
    else if (!/^(19|20)\d{2}$/.test(year)) errors.push(`${where}, annee : « ${year} » n’est pas une année`);
    else if (!/^[1-9]\d{0,6}$/.test(count)) {
      errors.push(`${where}, patients : « ${count} » n’est pas un nombre de patients`);
    } else if (figures.has(`${finess} ${year}`)) {
      errors.push(`${where} : ${finess} a déjà une file active pour ${year}`);
    } else figures.set(`${finess} ${year}`, { measure: FA_PMSI, finess, year, value: Number(count) });
  }
  return { figures: [...figures.values()], errors };
}

/** Loaded figures as MeasureReports, one per year: what is stored, shown and exported under its own name. */
export function faPmsiReports(
  figures: readonly ExternalFigure[],
  date: string,
  reporter?: Reference<Organization>,
): MeasureReport[] {
  const years = [...new Set(figures.map(({ year }) => year))].sort();
  return years.map(
    (year): MeasureReport => ({
      resourceType: 'MeasureReport',
      meta: { tag: [{ system: TAG_SYSTEM, code: TAGS.AGGREGATE }] },
      identifier: [{ system: REPORT_SYSTEM, value: `FA_PMSI:${VERSION}:${year}` }],
      status: 'complete',
      type: 'summary',
      measure: FA_PMSI_CANONICAL,
      date,
      ...(reporter && { reporter }),
      period: { start: `${year}-01-01`, end: `${year}-12-31` },
      group: [
        {
          code: {
            coding: [{ system: SUB_INDICATOR_SYSTEM, code: 'file_active_pmsi' }],
            text: 'File active du PMSI',
          },
          stratifier: [
            {
              code: [{ coding: [{ system: AXIS_SYSTEM, code: 'finess-organisateur' }] }],
              stratum: figures
                .filter((one) => one.year === year)
                .sort((a, b) => (a.finess < b.finess ? -1 : 1))
                .map(({ finess, value }) => ({
                  value: { coding: [{ system: FINESS_SYSTEM, code: finess }], text: finess },
                  measureScore: { value, unit: 'patients' },
                })),
            },
          ],
        },
      ],
    }),
  );
}

/** The figures of stored reports, to be given to the engine. Reports of other Measures are passed over. */
export function externalFigures(reports: readonly MeasureReport[]): ExternalFigure[] {
  return reports
    .filter(({ measure }) => measure.split('|')[0] === FA_PMSI)
    .flatMap(({ measure, period, group }) => {
      const strata = (group ?? []).flatMap((one) => one.stratifier ?? []).flatMap((one) => one.stratum ?? []);
      return strata.flatMap(({ value, measureScore }): ExternalFigure[] => {
        const [finess, figure] = [value?.coding?.[0]?.code, measureScore?.value];
        if (!finess || figure === undefined) return [];
        return [{ measure: measure.split('|')[0]!, finess, year: period.start!.slice(0, 4), value: figure }];
      });
    });
}
