import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Menopause and inherited risk. */
export const contexte = group('contexte', 'Contexte', [
  choice(
    'menopause',
    'Statut ménopausique',
    [
      ['non', 'non ménopausée'],
      ['peri', 'périménopause'],
      ['oui', 'ménopausée'],
      ['na', 'sans objet'],
    ],
    { short: 'ménopause' },
  ),
  yesNo('thm', 'Traitement hormonal en cours au diagnostic', { short: 'THM en cours' }),
  choice(
    'risque',
    'Risque familial ou génétique',
    [
      ['aucun', 'pas de facteur connu'],
      ['famille', 'antécédents familiaux'],
      ['score', 'score d’Eisinger d’au moins 3'],
      ['mutation', 'variant pathogène connu'],
    ],
    { short: 'risque familial' },
  ),
  choice(
    'gene',
    'Gène en cause',
    [
      ['brca1', 'BRCA1'],
      ['brca2', 'BRCA2'],
      ['palb2', 'PALB2'],
      ['tp53', 'TP53'],
      ['atm', 'ATM'],
      ['chek2', 'CHEK2'],
      ['autre', 'autre'],
    ],
    { short: 'gène', repeats: true, ...anyOf('risque', 'mutation') },
  ),
  yesNo('consult-onco', 'Consultation d’oncogénétique faite ou demandée', {
    short: 'consultation d’oncogénétique',
    ...anyOf('risque', 'famille', 'score'),
  }),
]);
