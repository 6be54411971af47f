import type { Cell } from './cells.ts';
import { count, distinct, type Figure, ratio } from './counts.ts';
import type { CaseFact, SessionFact } from './facts.ts';

/** Q2 to Q6. */
export function qualityFigures(cell: Cell): Figure[] {
  if (cell.yearOnly || cell.axis === 'rule' || cell.axis === 'competence') return [];
  if (cell.axis === 'specialty') return specialties(cell.sessions, cell.suffix);
  const cases = cell.cases.filter((one) => one.fiches.length > 0);
  if (cell.axis === 'session') return familyDoctors(cases);
  const overall = cell.axis === 'all' ? specialties(cell.sessions) : [];
  return [
    ...overall,
    ...familyDoctors(cases),
    ...mailboxes(cases),
    ...geriatrics(cases),
    ...fertility(cell, cases),
  ];
}

/** Q2: one specialty, or all together. */
function specialties(sessions: readonly SessionFact[], wanted?: string): Figure[] {
  const real = sessions.filter((one) => one.cases.length > 0);
  let present = 0;
  const couples = new Set<string>();
  const people = new Set<string>();
  for (const session of real) {
    const own = session.present.filter((one) => wanted === undefined || one.specialty === wanted);
    if (own.length > 0) present += 1;
    for (const { rpps } of own) {
      if (!rpps) continue;
      couples.add(`${session.id} ${rpps}`);
      people.add(rpps);
    }
  }
  return [
    ratio('Q2', 'specialite_presente', present, real.length),
    count('Q2', 'specialite_participations', couples.size),
    count('Q2', 'specialite_medecins', people.size),
  ];
}

function familyDoctors(cases: readonly CaseFact[]): Figure[] {
  const known = cases.filter((one) => one.family.length > 0);
  return [
    ratio('Q3', 'mt_renseigne', setIds(known), setIds(cases)),
    count('Q3', 'mt_distincts', distinct(known.flatMap((one) => one.family.map(({ rpps }) => rpps)))),
  ];
}

function mailboxes(cases: readonly CaseFact[]): Figure[] {
  const doctors = cases.flatMap((one) => one.family);
  const having = (mailbox: string): number =>
    distinct(doctors.filter((one) => one.mailbox === mailbox).map(({ rpps }) => rpps));
  return [
    ratio('Q4', 'mt_messagerie', having('own'), distinct(doctors.map(({ rpps }) => rpps))),
    count('Q4', 'mt_messagerie_organisme', having('shared')),
  ];
}

function geriatrics(cases: readonly CaseFact[]): Figure[] {
  const screened = (one: CaseFact): boolean => one.g8.asked || one.g8.done;
  const fiches = (name: string, fits: (one: CaseFact) => boolean): Figure =>
    count('Q5', name, setIds(cases.filter(fits)));
  const aged = (name: string, age: number, fits: (one: CaseFact) => boolean): Figure => {
    const old = cases.filter((one) => one.age !== undefined && one.age >= age);
    return ratio('Q5', name, patients(old.filter(fits)), patients(old));
  };
  return [
    fiches('g8_demandes_ou_realises', screened),
    fiches('g8_demandes', (one) => one.g8.asked),
    fiches('g8_realises', (one) => one.g8.done),
    fiches('g8_alteres', (one) => one.g8.low),
    fiches('ega_demandees', (one) => one.ega.asked),
    fiches('ega_realisees', (one) => one.ega.done),
    aged('g8_70_ans', 70, screened),
    aged('g8_75_ans', 75, screened),
    aged('ega_70_ans', 70, (one) => one.ega.asked),
    aged('ega_75_ans', 75, (one) => one.ega.asked),
    count('Q5', 'age_non_renseigne', patients(cases.filter((one) => one.age === undefined))),
  ];
}

function fertility({ plans }: Cell, cases: readonly CaseFact[]): Figure[] {
  const answering = (...wanted: string[]): CaseFact[] =>
    cases.filter((one) => one.fertility.answers.some((answer) => wanted.includes(answer)));
  const asked = cases.filter((one) => one.fertility.asked);
  const proposed = [...answering('proposed', 'done', 'refused'), ...asked].map((one) => one.patient);
  const supported = plans.filter((one) => one.fertility).map((one) => one.patient);
  const eligible = cases.filter((one) => one.fertility.eligible);
  const known = new Set([...answering('proposed', 'done', 'refused', 'not-indicated'), ...asked]);
  const documented = eligible.filter((one) => known.has(one));
  const answered = (name: string, code: string): Figure => count('Q6', name, patients(answering(code)));
  return [
    count('Q6', 'patients_proposition', distinct([...proposed, ...supported])),
    count('Q6', 'patients_concernes', patients(eligible)),
    ratio('Q6', 'concernes_documentes', patients(documented), patients(eligible)),
    count('Q6', 'concernes_non_documentes', patients(eligible.filter((one) => !known.has(one)))),
    answered('reponse_proposee', 'proposed'),
    answered('reponse_realisee', 'done'),
    answered('reponse_non_indiquee', 'not-indicated'),
    answered('reponse_refusee', 'refused'),
    answered('reponse_non_renseignee', 'not-documented'),
  ];
}

export function setIds(cases: readonly CaseFact[]): number {
  return distinct(cases.flatMap((one) => one.fiches.map((fiche) => fiche.setId)));
}

export function patients(cases: readonly CaseFact[]): number {
  return distinct(cases.map((one) => one.patient));
}
