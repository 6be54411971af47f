import { choice, group, line, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Kidney. */
export const rein = group(
  'rein-g',
  'Rein',
  [
    mm('taille-rein', 'Taille', 400, { short: 'taille' }),
    choice(
      'histo-rein',
      'Histologie',
      [
        ['ccc', 'cellules claires'],
        ['papillaire', 'papillaire'],
        ['chromophobe', 'chromophobe'],
        ['autre', 'autre'],
        ['nd', 'pas de biopsie'],
      ],
      { short: 'histologie' },
    ),
    choice('isup-rein', 'Grade ISUP', same('1', '2', '3', '4'), { short: 'ISUP' }),
    line('renal', 'Score R.E.N.A.L.', { short: 'R.E.N.A.L.' }),
    choice(
      'thrombus',
      'Thrombus veineux',
      [
        ['non', 'absent'],
        ['veine', 'veine rénale'],
        ['vci-sous', 'cave sous-diaphragmatique'],
        ['vci-sus', 'cave sus-diaphragmatique'],
      ],
      { short: 'thrombus' },
    ),
    choice(
      'imdc',
      'Pronostic IMDC',
      [
        ['bon', 'favorable'],
        ['intermediaire', 'intermédiaire'],
        ['mauvais', 'défavorable'],
      ],
      { short: 'IMDC' },
    ),
    yesNo('nephrectomie', 'Néphrectomie partielle possible', {
      short: 'néphrectomie partielle possible',
    }),
  ],
  anyOf('site', 'rein'),
);
