import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Larynx and hypopharynx: whether the organ can be kept. */
export const larynx = group(
  'larynx-g',
  'Larynx et hypopharynx',
  [
    choice(
      'etage',
      'Étage',
      [
        ['glotte', 'glotte'],
        ['sus-glotte', 'sus-glotte'],
        ['sous-glotte', 'sous-glotte'],
        ['transglottique', 'plusieurs étages'],
      ],
      { short: 'étage', ...anyOf('site', 'larynx') },
    ),
    choice(
      'sous-site-hypo',
      'Sous-site',
      [
        ['piriforme', 'sinus piriforme'],
        ['posterieure', 'paroi postérieure'],
        ['retrocrico', 'région rétrocricoïdienne'],
      ],
      { short: 'sous-site', ...anyOf('site', 'hypopharynx') },
    ),
    choice(
      'mobilite',
      'Mobilité du larynx',
      [
        ['normale', 'normale'],
        ['diminuee', 'diminuée'],
        ['fixee', 'fixée'],
      ],
      { short: 'mobilité' },
    ),
    choice(
      'commissure',
      'Commissure antérieure',
      [
        ['libre', 'libre'],
        ['atteinte', 'atteinte'],
        ['nd', 'non évaluée'],
      ],
      { short: 'commissure antérieure', ...anyOf('site', 'larynx') },
    ),
    choice(
      'cartilage',
      'Cartilage thyroïde',
      [
        ['libre', 'libre'],
        ['interne', 'face interne'],
        ['franchi', 'franchi'],
        ['nd', 'non évalué'],
      ],
      { short: 'cartilage' },
    ),
    choice(
      'loge-hte',
      'Espaces graisseux',
      [
        ['libres', 'libres'],
        ['pre-epiglottique', 'loge pré-épiglottique'],
        ['paraglottique', 'espace paraglottique'],
      ],
      { repeats: true, alone: 'libres', short: 'espaces graisseux' },
    ),
    yesNo('bouche-oeso', 'Bouche œsophagienne atteinte', {
      short: 'bouche œsophagienne',
      ...anyOf('site', 'hypopharynx'),
    }),
    choice(
      'preservation',
      'Préservation du larynx',
      [
        ['chirurgie', 'chirurgie partielle possible'],
        ['induction', 'chimiothérapie d’induction'],
        ['concomitante', 'radiochimiothérapie'],
        ['non', 'non possible'],
        ['discuter', 'à discuter'],
      ],
      { short: 'préservation' },
    ),
  ],
  anyOf('site', 'larynx', 'hypopharynx'),
);
