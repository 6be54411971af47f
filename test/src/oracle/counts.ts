import type { Resource } from '@medplum/fhirtypes';
import { type Cell, cellsOf, monthsUntil } from './cells.ts';
import { readFacts } from './facts.ts';
import { readPlanFacts } from './facts-plans.ts';
import { activityFigures } from './figures-activity.ts';
import { careFigures } from './figures-care.ts';
import { qualityFigures } from './figures-quality.ts';
import { steeringFigures } from './figures-steering.ts';

/** One figure that the CSV must hold. Dimensions that do not apply are empty. */
export interface OracleCount {
  indicateur: string;
  sous_indicateur: string;
  periode: string;
  dimension_level: string;
  role_finess: string;
  finess_et: string;
  c3_id: string;
  thematique_code: string;
  numerateur: number | undefined;
  denominateur: number | undefined;
  /** Undefined: not computable. */
  valeur: number | undefined;
}

/** Every row of the fifteen lines of annex 2 and of the steering indicators, counted from raw resources. */
export function oracleCounts(resources: readonly Resource[], months: readonly string[]): OracleCount[] {
  const sessions = readFacts(resources);
  const plans = readPlanFacts(resources);
  const rows: OracleCount[] = [];
  const periods = months.map((month) => [month]);
  if (months.length > 1) periods.push([...months]);
  for (const period of periods) {
    const name = period.length === 1 ? period[0]! : `${period[0]}/${period.at(-1)}`;
    const levels = [
      ...(period.length === months.length ? ['total'] : []),
      ...(period.length === 1 ? ['mois'] : []),
    ];
    const year = monthsUntil(period.at(-1)!, 12);
    for (const cell of cellsOf({ sessions, plans }, period, year, name, levels)) {
      rows.push(
        ...[
          ...activityFigures(cell),
          ...qualityFigures(cell),
          ...careFigures(cell),
          ...steeringFigures(cell),
        ].map(toRow(cell)),
      );
    }
  }
  return rows;
}

/** A figure before it is put in its cell. */
export interface Figure {
  indicateur: string;
  name: string;
  numerateur?: number | undefined;
  denominateur?: number | undefined;
  valeur?: number | undefined;
}

function toRow({ suffix, dimensions }: Cell): (figure: Figure) => OracleCount {
  return ({ indicateur, name, numerateur, denominateur, valeur }) => ({
    ...dimensions,
    indicateur,
    sous_indicateur: suffix ? `${name}:${suffix}` : name,
    numerateur,
    denominateur,
    valeur,
  });
}

export function count(indicateur: string, name: string, n: number): Figure {
  return { indicateur, name, numerateur: n, valeur: n };
}

export function ratio(indicateur: string, name: string, n: number, d: number, times = 100): Figure {
  const valeur = d === 0 ? undefined : (n / d) * times;
  return { indicateur, name, numerateur: n, denominateur: d, valeur };
}

export function distinct(values: readonly string[]): number {
  return new Set(values).size;
}
