import type { Cell } from './cells.ts';
import { count, distinct, type Figure, ratio } from './counts.ts';
import type { CaseFact } from './facts.ts';
import { patients, setIds } from './figures-quality.ts';

/** P1, C1 and C2: no thematic, no session. */
export function careFigures(cell: Cell): Figure[] {
  if (!['all', 'organiser', 'requester', 'c3'].includes(cell.axis)) return [];
  const cases = cell.cases.filter((one) => one.fiches.length > 0);
  if (cell.yearOnly) return trialsOfYear(cell);
  const plans = cell.axis === 'requester' ? [] : planFigures(cell);
  return [...plans, ...trials(cell, cases), ...trialsOfYear(cell), ...conformity(cases)];
}

function planFigures({ plans, handedOver }: Cell): Figure[] {
  const updates = plans.filter((one) => one.version > 1).map((one) => `${one.setId} ${one.version}`);
  return [
    count('P1', 'pps_nouveaux', distinct(plans.filter((one) => one.version === 1).map((one) => one.setId))),
    count('P1', 'pps_mises_a_jour', distinct(updates)),
    count('P1', 'pps_remis', distinct(handedOver.map((one) => one.setId))),
    // Nothing says yet when a plan is sent.
    { indicateur: 'P1', name: 'pps_envoyes' },
  ];
}

function trials({ plans }: Cell, cases: readonly CaseFact[]): Figure[] {
  const proposed = cases.filter((one) => one.trial);
  const active = distinct([...cases, ...plans].map((one) => one.patient));
  return [
    count('C1', 'patients_essai', patients(proposed)),
    count('C1', 'fiches_essai', setIds(proposed)),
    count('C1', 'file_active', active),
    ratio('C1', 'essai_file_active', patients(proposed), active),
  ];
}

function trialsOfYear({ year, yearOnly }: Cell): Figure[] {
  const cases = year.cases.filter((one) => one.fiches.length > 0);
  const proposed = patients(cases.filter((one) => one.trial));
  const active = distinct([...cases, ...year.plans].map((one) => one.patient));
  // A plan alone makes an active file, and no proposal.
  const loaded =
    yearOnly && cases.length === 0 ? [] : [{ indicateur: 'C1', name: 'essai_fa_pmsi', numerateur: proposed }];
  return [
    count('C1', 'file_active_12_mois', active),
    ratio('C1', 'essai_file_active_12_mois', proposed, active),
    ...loaded,
  ];
}

function conformity(cases: readonly CaseFact[]): Figure[] {
  const answering = (code: string): number => setIds(cases.filter((one) => one.referentiel === code));
  const known = ['conform', 'deviating', 'no-referentiel'];
  const measured = cases.filter((one) => ['conform', 'deviating'].includes(one.referentiel));
  return [
    ratio('C2', 'conformite', answering('conform'), setIds(measured)),
    count('C2', 'conformes', answering('conform')),
    count('C2', 'hors_referentiel', answering('deviating')),
    count('C2', 'sans_referentiel', answering('no-referentiel')),
    count('C2', 'non_renseigne', setIds(cases.filter((one) => !known.includes(one.referentiel)))),
  ];
}
