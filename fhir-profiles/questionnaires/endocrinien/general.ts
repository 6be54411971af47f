import { CARRIER, EXPERT_READING } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';

/** Which gland, and what runs in the family. */
export const general = group('general', 'Situation', [
  choice(
    'site',
    'Localisation',
    [
      ['thyroide', 'thyroïde'],
      ['parathyroide', 'parathyroïde'],
      ['corticosurrenale', 'corticosurrénale'],
      ['pheo', 'phéochromocytome, paragangliome'],
      ['autre', 'autre'],
    ],
    { short: 'localisation' },
  ),
  choice(
    'circonstance',
    'Circonstance de découverte',
    [
      ['fortuite', 'fortuite, en imagerie'],
      ['nodule', 'nodule palpé'],
      ['hormonale', 'signes hormonaux'],
      ['compression', 'compression, voix'],
      ['metastase', 'métastase'],
      ['famille', 'enquête familiale'],
      ['piece', 'sur une pièce opératoire'],
    ],
    { short: 'découverte' },
  ),
  choice('predisposition', 'Prédisposition (NEM1, RET, SDHx, VHL)', CARRIER, { short: 'prédisposition' }),
  choice('relecture', 'Relecture par le réseau ENDOCAN', EXPERT_READING, { short: 'relecture' }),
  yesNo('grossesse', 'Grossesse en cours ou souhaitée dans l’année', { short: 'grossesse' }),
]);
