import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { G8_AGE } from '../fiche/g8.ts';
import type { CaseFacts } from './completeness.ts';

/** One piece a case needs, and when. */
export interface PieceRule {
  key: string;
  /** What a person reads: names the piece. */
  label: string;
  /** What to do about it, said to whoever is asked for it. */
  ask: string;
  fact: { [K in keyof CaseFacts]-?: CaseFacts[K] extends boolean ? K : never }[keyof CaseFacts];
  weight: number;
  /** Without it the inscription cannot be sent. The others can be chased. */
  blocking: boolean;
  section?: SectionKey;
  /** Only for these themes; for all when absent. */
  thematics?: readonly string[];
  exceptThematics?: readonly string[];
  /** From this age on, in years. */
  fromAge?: number;
}

/** Version of the list below: a changed rule is a new version, said beside the score. */
export const PIECES_VERSION = '2026.11';

/**
 * Pieces of a complete record (spec/product.md 6.2, 8, 12; market.md: missing OMS and work-up is what boards
 * suffer from). Weights are ours: what a board cannot decide without weighs most.
 */
export const PIECES: readonly PieceRule[] = [
  {
    key: 'question',
    label: 'Question posée à la RCP',
    ask: 'Écrire la question posée à la RCP',
    fact: 'question',
    weight: 15,
    blocking: true,
    section: 'question',
  },
  {
    key: 'motive',
    label: 'Motif',
    ask: 'Choisir le motif de la présentation',
    fact: 'motive',
    weight: 5,
    blocking: true,
    section: 'reason',
  },
  {
    key: 'requester',
    label: 'Médecin demandeur',
    ask: 'Indiquer le médecin demandeur',
    fact: 'requester',
    weight: 5,
    blocking: true,
  },
  {
    key: 'informed',
    label: 'Patient informé et non opposé',
    ask: 'Informer le patient et noter sa non-opposition',
    fact: 'informed',
    weight: 10,
    blocking: true,
  },
  {
    key: 'doctor',
    label: 'Médecin traitant',
    ask: 'Indiquer le médecin traitant, ou qu’il est inconnu ou absent',
    fact: 'doctor',
    weight: 5,
    blocking: false,
  },
  {
    key: 'identified',
    label: 'INS ou IPP',
    ask: 'Compléter l’identité par l’INS ou l’IPP : sans lui, aucun document ne peut être émis',
    fact: 'identified',
    weight: 5,
    blocking: false,
  },
  {
    key: 'summary',
    label: 'Histoire de la maladie',
    ask: 'Résumer l’histoire de la maladie',
    fact: 'summary',
    weight: 10,
    blocking: false,
    section: 'question',
  },
  {
    key: 'tumour',
    label: 'Tumeur',
    ask: 'Décrire la tumeur, ou dire pourquoi elle n’est pas décrite',
    fact: 'tumour',
    weight: 10,
    blocking: false,
    section: 'tumour',
  },
  {
    key: 'tnm',
    label: 'TNM',
    ask: 'Renseigner le cTNM, ou dire qu’il est sans objet',
    fact: 'tnm',
    weight: 5,
    blocking: false,
    section: 'tumour',
    exceptThematics: ['hematologie'],
  },
  {
    key: 'ecog',
    label: 'Indice OMS',
    ask: 'Renseigner l’indice de performance OMS',
    fact: 'ecog',
    weight: 10,
    blocking: false,
    section: 'functional',
  },
  {
    key: 'g8',
    label: 'Score G8',
    ask: `Faire le G8 : le patient a ${G8_AGE} ans ou plus`,
    fact: 'g8',
    weight: 5,
    blocking: false,
    section: 'functional',
    fromAge: G8_AGE,
  },
  {
    key: 'phase',
    label: 'Phase de la maladie',
    ask: 'Dire si la maladie est en phase initiale ou en rechute',
    fact: 'phase',
    weight: 5,
    blocking: false,
    section: 'phase',
  },
  {
    key: 'pathology',
    label: 'Conclusion d’anatomie pathologique',
    ask: 'Joindre le compte rendu d’anatomie pathologique ou recopier sa conclusion',
    fact: 'pathology',
    weight: 15,
    blocking: false,
    section: 'pathology',
    exceptThematics: ['support', 'oncogeriatrie'],
  },
  {
    key: 'imaging',
    label: 'Imagerie',
    ask: 'Joindre l’imagerie ou décrire les examens',
    fact: 'imaging',
    weight: 10,
    blocking: false,
    section: 'exams',
    exceptThematics: ['support'],
  },
];
