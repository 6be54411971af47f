import { EXPERT_READING } from '../answers.ts';
import { choice, decimal, group, line, yesNo } from '../form.ts';
import { anyOf, unless } from '../items.ts';

/** Which organ, the wish of children, inherited risk. */
export const general = group('general', 'Situation', [
  choice(
    'site',
    'Localisation',
    [
      ['ovaire', 'ovaire, trompe, péritoine'],
      ['endometre', 'endomètre'],
      ['col', 'col de l’utérus'],
      ['vulve', 'vulve'],
      ['vagin', 'vagin'],
      ['sarcome', 'sarcome utérin'],
      ['trophoblaste', 'tumeur trophoblastique'],
      ['autre', 'autre'],
    ],
    { short: 'localisation' },
  ),
  choice(
    'menopause',
    'Statut ménopausique',
    [
      ['non', 'non ménopausée'],
      ['peri', 'périménopause'],
      ['oui', 'ménopausée'],
    ],
    { short: 'ménopause' },
  ),
  choice(
    'fertilite',
    'Souhait de préserver la fertilité',
    [
      ['oui', 'oui'],
      ['non', 'non'],
      ['discuter', 'à discuter'],
    ],
    { short: 'préservation de la fertilité', ...anyOf('menopause', 'non', 'peri') },
  ),
  decimal('imc', 'Indice de masse corporelle', { unit: ['kg/m2', 'kg/m²'], min: 10, max: 80, short: 'IMC' }),
  choice(
    'risque',
    'Risque familial ou génétique',
    [
      ['aucun', 'pas de facteur connu'],
      ['famille', 'antécédents familiaux'],
      ['brca', 'variant de BRCA1 ou BRCA2'],
      ['lynch', 'syndrome de Lynch'],
      ['autre', 'autre variant'],
    ],
    { short: 'risque familial' },
  ),
  yesNo('consult-onco', 'Consultation d’oncogénétique faite ou demandée', {
    short: 'consultation d’oncogénétique',
    ...unless('risque', 'aucun'),
  }),
  choice('relecture', 'Relecture par le réseau des tumeurs rares (TMRG)', EXPERT_READING, {
    short: 'relecture',
  }),
  line('chirurgies', 'Chirurgies abdominales et pelviennes antérieures', { short: 'chirurgies antérieures' }),
]);
