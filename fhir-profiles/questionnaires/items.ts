import type { QuestionnaireItem } from '@medplum/fhirtypes';
import { METASTASES, RESECTION } from './answers.ts';
import { type Answers, choice, decimal, integer, type Options, words } from './form.ts';

/** Questions and conditions that several organs share. */

/** Asked when `question` was answered by something else than `answer`. */
export function unless(question: string, answer: string): Pick<Options, 'when'> {
  return {
    when: [
      [question, 'exists', true],
      [question, '!=', answer],
    ],
  };
}

/** Asked when `question` was answered by one of these. */
export function anyOf(question: string, ...answers: string[]): Pick<Options, 'when' | 'any'> {
  return { when: answers.map((one) => [question, '=', one] as const), any: true };
}

/** Answers whose code is what is shown: grades, stages. */
export function same(...codes: string[]): Answers {
  return codes.map((code) => [code, code] as const);
}

/** A size, from 0 mm. */
export function mm(linkId: string, text: string, max: number, options: Options): QuestionnaireItem {
  return decimal(linkId, text, { unit: ['mm', 'mm'], min: 0, max, ...options });
}

/** A share, from 0 to 100 %. */
export function percent(linkId: string, text: string, options: Options): QuestionnaireItem {
  return decimal(linkId, text, { unit: ['%', '%'], min: 0, max: 100, ...options });
}

export const resectionDone = choice('resection', 'Résection', [['non', 'non opéré'], ...RESECTION], {
  short: 'résection',
});

export const AFTER_RESECTION = unless('resection', 'non');

export function nodesExamined(max: number): QuestionnaireItem {
  const short = 'ganglions examinés';
  return integer('gg-exam', 'Ganglions examinés', { min: 0, max, short, ...AFTER_RESECTION });
}

export function nodesInvolved(max: number): QuestionnaireItem {
  const short = 'ganglions envahis';
  return integer('gg-env', 'Ganglions envahis', { min: 0, max, short, ...AFTER_RESECTION });
}

export const smoking = choice(
  'tabac',
  'Tabac',
  [
    ['jamais', 'jamais fumeur'],
    ['sevre', 'sevré'],
    ['actif', 'fumeur actif'],
  ],
  { short: 'tabac' },
);

export const metastaticSites = choice('sites-meta', 'Sites métastatiques', METASTASES, {
  repeats: true,
  alone: 'aucune',
  short: 'métastases',
});

/** The last question of every organ. */
export const OTHER_WORDS = words('autre', 'Autres éléments utiles à la discussion', {
  short: 'autres éléments',
});
