import { MUTATION, POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** What pathology and molecular biology found. */
export const biologie = group(
  'biologie',
  'Biologie de la tumeur',
  [
    choice(
      'histo',
      'Histologie',
      [
        ['adk', 'adénocarcinome'],
        ['epi', 'épidermoïde'],
        ['gc', 'grandes cellules'],
        ['nos', 'NOS'],
        ['mixte', 'mixte'],
      ],
      { short: 'histologie', ...anyOf('type', 'cbnpc') },
    ),
    choice(
      'pdl1',
      'PD-L1 (score tumoral)',
      [
        ['inf1', '< 1 %'],
        ['1-49', '1 à 49 %'],
        ['sup50', '≥ 50 %'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'PD-L1' },
    ),
    choice(
      'egfr',
      'EGFR',
      [
        ['del19', 'délétion exon 19'],
        ['l858r', 'L858R'],
        ['ins20', 'insertion exon 20'],
        ['autre', 'autre mutation'],
        ['sauvage', 'non muté'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'EGFR' },
    ),
    choice('alk', 'ALK', POSITIVE_NEGATIVE, { short: 'ALK' }),
    choice('ros1', 'ROS1', POSITIVE_NEGATIVE, { short: 'ROS1' }),
    choice(
      'kras',
      'KRAS',
      [
        ['g12c', 'G12C'],
        ['autre', 'autre mutation'],
        ['sauvage', 'non muté'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'KRAS' },
    ),
    choice('braf', 'BRAF V600', MUTATION, { short: 'BRAF' }),
    choice('met', 'MET exon 14', MUTATION, { short: 'MET ex14' }),
    choice('ret', 'RET', POSITIVE_NEGATIVE, { short: 'RET' }),
    choice('her2', 'HER2', MUTATION, { short: 'HER2' }),
    choice('ntrk', 'NTRK', POSITIVE_NEGATIVE, { short: 'NTRK' }),
    choice(
      'adn-circulant',
      'ADN tumoral circulant',
      [
        ['nd', 'non fait'],
        ['positif', 'positif'],
        ['negatif', 'négatif'],
        ['attente', 'en attente'],
      ],
      { short: 'ADN circulant' },
    ),
  ],
  {
    ...anyOf('type', 'cbnpc', 'carcinoide'),
  },
);
