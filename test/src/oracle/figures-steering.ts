import type { Cell } from './cells.ts';
import { count, distinct, type Figure, ratio } from './counts.ts';
import type { CaseFact, SessionFact } from './facts.ts';
import { median } from './figures-activity.ts';
import { setIds } from './figures-quality.ts';

/** D1 to D3: delays, missing competences, completeness. */
export function steeringFigures(cell: Cell): Figure[] {
  if (cell.yearOnly || cell.axis === 'rule' || cell.axis === 'specialty') return [];
  const cases = cell.cases.filter((one) => one.fiches.length > 0);
  const sessions = cell.sessions.filter((one) => one.cases.length > 0);
  if (cell.axis === 'competence') return missing(cases, sessions, cell.suffix);
  const ofSessions = cell.axis === 'session' || cell.axis === 'requester' ? undefined : sessions;
  return [...delays(cases), ...missing(cases, ofSessions), ...unnamed(cases), ...completeness(cases)];
}

function delays(cases: readonly CaseFact[]): Figure[] {
  const waits = cases.flatMap((one) => one.wait ?? []);
  const signing = cases.flatMap((one) => one.signing);
  const validated = cases.filter((one) => one.signing.length === 0);
  const undated = validated.flatMap((one) => one.fiches.filter((fiche) => fiche.validated));
  return [
    figure('inscription_seance_mediane', waits.length, median(waits)),
    figure('inscription_seance_moyenne', waits.length, mean(waits)),
    figure('seance_validation_mediane', signing.length, median(signing)),
    figure('seance_validation_moyenne', signing.length, mean(signing)),
    // Nothing says yet when a fiche is sent.
    { indicateur: 'D1', name: 'validation_envoi_mediane' },
    count('D1', 'inscription_sans_date', setIds(cases.filter((one) => one.wait === undefined))),
    count('D1', 'validation_sans_date', distinct(undated.map(({ setId }) => setId))),
  ];
}

const figure = (name: string, denominateur: number, valeur: number | undefined): Figure => ({
  indicateur: 'D1',
  name,
  denominateur,
  valeur,
});

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** @param wanted one competence; any without. @param sessions none where only cases are counted. */
function missing(
  cases: readonly CaseFact[],
  sessions: readonly SessionFact[] | undefined,
  wanted?: string,
): Figure[] {
  const lacks = ({ missing: names }: CaseFact) =>
    wanted === undefined ? names.length > 0 : names.includes(wanted);
  const lacking = sessions?.filter((one) => one.cases.some(lacks)) ?? [];
  return [
    ratio('D2', 'fiches_competence_manquante', setIds(cases.filter(lacks)), setIds(cases)),
    ...(sessions ? [ratio('D2', 'seances_competence_manquante', lacking.length, sessions.length)] : []),
  ];
}

function unnamed(cases: readonly CaseFact[]): Figure[] {
  const refused = cases.filter((one) => one.quorum === 'ORG-133' && one.missing.length === 0);
  return [count('D2', 'quorum_non_atteint_sans_nom', setIds(refused))];
}

function completeness(cases: readonly CaseFact[]): Figure[] {
  const saying = (answer: boolean | undefined): number =>
    setIds(cases.filter((one) => one.complete === answer));
  return [
    ratio('D3', 'dossier_complet', saying(true), setIds(cases)),
    count('D3', 'dossier_incomplet', saying(false)),
    count('D3', 'completude_non_renseignee', saying(undefined)),
  ];
}
