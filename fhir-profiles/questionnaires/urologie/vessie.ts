import { MUTATION } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Bladder and upper urinary tract. */
export const vessie = group(
  'vessie-g',
  'Urothélium',
  [
    choice(
      'rtuv',
      'Stade de la résection',
      [
        ['ta', 'Ta'],
        ['t1', 'T1'],
        ['cis', 'CIS seul'],
        ['t2', 'T2 (musculaire)'],
      ],
      { short: 'résection' },
    ),
    choice(
      'grade-v',
      'Grade',
      [
        ['bas', 'bas grade'],
        ['haut', 'haut grade'],
      ],
      { short: 'grade' },
    ),
    yesNo('cis-associe', 'CIS associé', { short: 'CIS associé' }),
    yesNo('muscle', 'Muscle présent sur le prélèvement', { short: 'muscle vu' }),
    yesNo('second-look', 'Réévaluation endoscopique faite', { short: 'second look' }),
    choice(
      'risque-v',
      'Risque (EAU)',
      [
        ['faible', 'faible'],
        ['intermediaire', 'intermédiaire'],
        ['eleve', 'élevé'],
        ['tres-eleve', 'très élevé'],
      ],
      { short: 'risque' },
    ),
    choice(
      'bcg',
      'BCG',
      [
        ['non', 'jamais'],
        ['en-cours', 'en cours'],
        ['recidive', 'récidive'],
        ['refractaire', 'réfractaire'],
        ['intolerance', 'intolérance'],
      ],
      { short: 'BCG' },
    ),
    yesNo('cisplatine', 'Éligible au cisplatine', { short: 'éligible au cisplatine' }),
    choice('fgfr3', 'FGFR3', MUTATION, { short: 'FGFR3' }),
    choice(
      'pdl1-v',
      'PD-L1',
      [
        ['positif', 'positif'],
        ['negatif', 'négatif'],
        ['nd', 'non fait'],
      ],
      { short: 'PD-L1' },
    ),
  ],
  anyOf('site', 'vessie', 'haut'),
);
