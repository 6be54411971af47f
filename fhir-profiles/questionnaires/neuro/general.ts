import { EXPERT_READING } from '../answers.ts';
import { choice, group, integer, yesNo } from '../form.ts';
import { mm } from '../items.ts';

/** Which tumour, where, and how the patient is. */
export const general = group('general', 'Situation', [
  choice(
    'type',
    'Type de tumeur',
    [
      ['gliome', 'gliome'],
      ['meningiome', 'méningiome'],
      ['metastases', 'métastases cérébrales'],
      ['lymphome', 'lymphome cérébral primitif'],
      ['ependymome', 'épendymome'],
      ['embryonnaire', 'médulloblastome ou tumeur embryonnaire'],
      ['rachis', 'tumeur de la moelle ou du rachis'],
      ['image', 'image sans histologie'],
      ['autre', 'autre'],
    ],
    { short: 'type' },
  ),
  choice(
    'lobe',
    'Localisation',
    [
      ['frontal', 'frontale'],
      ['temporal', 'temporale'],
      ['parietal', 'pariétale'],
      ['occipital', 'occipitale'],
      ['insula', 'insulaire'],
      ['profond', 'noyaux gris, corps calleux'],
      ['fosse', 'fosse postérieure'],
      ['tronc', 'tronc cérébral'],
      ['base', 'base du crâne'],
      ['moelle', 'moelle, rachis'],
    ],
    { repeats: true, short: 'localisation' },
  ),
  choice(
    'cote',
    'Côté',
    [
      ['droit', 'droit'],
      ['gauche', 'gauche'],
      ['bilateral', 'bilatéral'],
      ['median', 'médian'],
    ],
    { short: 'côté' },
  ),
  yesNo('eloquente', 'Zone fonctionnelle', { short: 'zone fonctionnelle' }),
  mm('taille', 'Plus grande taille', 150, { short: 'taille' }),
  integer('karnofsky', 'Indice de Karnofsky', { min: 0, max: 100, short: 'Karnofsky' }),
  choice(
    'signes',
    'Signes',
    [
      ['aucun', 'aucun'],
      ['crises', 'crises d’épilepsie'],
      ['deficit', 'déficit moteur'],
      ['langage', 'trouble du langage'],
      ['cognitif', 'trouble cognitif'],
      ['htic', 'hypertension intracrânienne'],
    ],
    { repeats: true, alone: 'aucun', short: 'signes' },
  ),
  choice(
    'corticoides',
    'Corticoïdes',
    [
      ['non', 'aucun'],
      ['stables', 'dose stable ou en baisse'],
      ['hausse', 'dose en hausse'],
    ],
    { short: 'corticoïdes' },
  ),
  choice('relecture', 'Relecture RENOCLIP', EXPERT_READING, { short: 'relecture' }),
]);
