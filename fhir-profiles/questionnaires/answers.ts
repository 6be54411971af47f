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
export const SENTINEL_NODE: Answers = [
  ['nd', 'non fait'],
  ['negatif', 'négatif'],
  ['cti', 'cellules isolées'],
  ['micro', 'micrométastase'],
  ['macro', 'macrométastase'],
  ['echec', 'non détecté'],
];
export const VASCULAR_INVASION: Answers = [
  ['absents', 'absents'],
  ['focaux', 'focaux'],
  ['substantiels', 'nombreux'],
  ['nd', 'non évalués'],
];
/** PD-L1 by the combined positive score, at the thresholds that treatments ask for. */
export const CPS: Answers = [
  ['inf1', 'CPS < 1'],
  ['1-19', 'CPS 1 à 19'],
  ['sup20', 'CPS ≥ 20'],
  ['attente', 'en attente'],
  ['nd', 'non fait'],
];
/** Second reading by the expert pathologists of a national network for rare cancers. */
export const EXPERT_READING: Answers = [
  ['non', 'non demandée'],
  ['attente', 'en attente'],
  ['concordante', 'faite, concordante'],
  ['discordante', 'faite, discordante'],
];
export const CARRIER: Answers = [
  ['oui', 'porteur'],
  ['non', 'non porteur'],
  ['attente', 'en attente'],
  ['nd', 'non fait'],
];
