import { MUTATION } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Chronic lymphocytic leukaemia. */
export const llc = group(
  'llc-g',
  'Leucémie lymphoïde chronique',
  [
    choice(
      'binet',
      'Stade de Binet',
      [
        ['a', 'A'],
        ['b', 'B'],
        ['c', 'C'],
      ],
      { short: 'Binet' },
    ),
    yesNo('actif', 'Critères d’activité (iwCLL)', { short: 'maladie active' }),
    choice('tp53', 'Délétion 17p ou mutation de TP53', MUTATION, { short: 'TP53' }),
    choice(
      'ighv',
      'IGHV',
      [
        ['mute', 'muté'],
        ['non-mute', 'non muté'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'IGHV' },
    ),
  ],
  anyOf('type', 'llc'),
);
