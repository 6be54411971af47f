/** What a deployment did, by kind of thing. */
export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

/** Kind, in French -> counts, in the order of deployment. */
export type DeployReport = Map<string, Counts>;

export function count(report: DeployReport, kind: string, what: keyof Counts, by = 1): void {
  const counts = report.get(kind) ?? { created: 0, updated: 0, unchanged: 0 };
  counts[what] += by;
  report.set(kind, counts);
}

/** The sum over all kinds. */
export function total(report: DeployReport): Counts {
  const sum: Counts = { created: 0, updated: 0, unchanged: 0 };
  for (const counts of report.values()) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) {
      sum[key] += counts[key];
    }
  }
  return sum;
}

/** The report as a person reads it. */
export function reportText(report: DeployReport): string {
  const rows = [...report, ['Total', total(report)] as const];
  const width = Math.max(...rows.map(([kind]) => kind.length));
  return rows
    .map(([kind, { created, updated, unchanged }]) => {
      return `${kind.padEnd(width)}  ${created} créé(s), ${updated} modifié(s), ${unchanged} inchangé(s)`;
    })
    .join('\n');
}
