import type { ClinicalDraft, ReportValue, Sourced } from './draft.ts';
import { frenchDay } from './text.ts';

/**
 * The conclusions as a fiche holds them: one operative and one pathology conclusion (dcc-frcp-21), the newest, whose
 * comment tells the older ones. Molecular conclusions are as many as they are.
 */
export function oneOfEach(draft: ClinicalDraft): ClinicalDraft {
  const of = (kind: ReportValue['kind']) => draft.reports.filter(({ value }) => value.kind === kind);
  return { ...draft, reports: [...newest(of('operative')), ...newest(of('pathology')), ...of('molecular')] };
}

function newest(reports: readonly Sourced<ReportValue>[]): Sourced<ReportValue>[] {
  const [last, ...older] = [...reports].sort((a, b) => b.value.date.localeCompare(a.value.date));
  if (!last) return [];
  const told = older.map(({ value }) => `Conclusion antérieure du ${frenchDay(value.date)} : ${value.text}`);
  const comment = [last.value.comment, ...told].filter(Boolean).join('\n');
  return [{ ...last, value: { ...last.value, ...(comment ? { comment } : {}) } }];
}
