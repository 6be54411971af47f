import type { Answers } from './form.ts';

/** Answers that several forms share. */
export const YES_NO_UNKNOWN: Answers = [
  ['oui', 'oui'],
  ['non', 'non'],
  ['inconnu', 'non connu'],
];
export const POSITIVE_NEGATIVE: Answers = [
  ['positif', 'positif'],
  ['negatif', 'négatif'],
  ['nd', 'non déterminé'],
];
export const MUTATION: Answers = [
  ['mute', 'muté'],
  ['sauvage', 'non muté'],
  ['attente', 'en attente'],
  ['nd', 'non fait'],
];
export const RESECTION: Answers = [
  ['R0', 'R0'],
  ['R1', 'R1'],
  ['R2', 'R2'],
  ['RX', 'Rx (non évaluable)'],
];
export const METASTASES: Answers = [
  ['aucune', 'aucune'],
  ['foie', 'foie'],
  ['poumon', 'poumon'],
  ['os', 'os'],
  ['cerveau', 'cerveau'],
  ['ganglions', 'ganglions à distance'],
  ['peritoine', 'péritoine'],
  ['surrenale', 'surrénale'],
  ['plevre', 'plèvre'],
  ['peau', 'peau'],
  ['autre', 'autre'],
];
