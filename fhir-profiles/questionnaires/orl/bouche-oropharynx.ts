import { POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf, mm } from '../items.ts';

/** Oral cavity: depth of invasion is part of T since TNM 8. */
export const bouche = group(
  'bouche-g',
  'Cavité buccale',
  [
    choice(
      'sous-site-bouche',
      'Sous-site',
      [
        ['langue', 'langue mobile'],
        ['plancher', 'plancher'],
        ['gencive', 'gencive'],
        ['trigone', 'trigone rétromolaire'],
        ['joue', 'face interne de joue'],
        ['palais', 'palais dur'],
        ['levre', 'lèvre'],
      ],
      { short: 'sous-site' },
    ),
    mm('taille-bouche', 'Plus grande taille', 150, { short: 'taille' }),
    mm('doi', 'Profondeur d’invasion', 80, { short: 'profondeur d’invasion' }),
    choice(
      'mandibule',
      'Os',
      [
        ['libre', 'libre'],
        ['contact', 'au contact'],
        ['corticale', 'corticale envahie'],
        ['medullaire', 'médullaire envahie'],
      ],
      { short: 'os' },
    ),
    yesNo('ligne-mediane', 'Ligne médiane franchie', { short: 'ligne médiane franchie' }),
  ],
  anyOf('site', 'bouche'),
);

/** Oropharynx: p16 changes the classification itself. */
export const oropharynx = group(
  'oropharynx-g',
  'Oropharynx',
  [
    choice(
      'sous-site-oro',
      'Sous-site',
      [
        ['amygdale', 'amygdale'],
        ['base', 'base de langue'],
        ['voile', 'voile du palais'],
        ['posterieure', 'paroi postérieure'],
        ['vallecule', 'vallécule'],
      ],
      { short: 'sous-site', ...anyOf('site', 'oropharynx') },
    ),
    choice('p16', 'Statut p16 (immunohistochimie)', POSITIVE_NEGATIVE, { short: 'p16' }),
    choice('hpv-adn', 'HPV par biologie moléculaire', POSITIVE_NEGATIVE, { short: 'HPV' }),
    choice('ebv-gg', 'EBV (EBER)', POSITIVE_NEGATIVE, { short: 'EBV', ...anyOf('site', 'sans-primitif') }),
    mm('taille-oro', 'Plus grande taille', 150, { short: 'taille', ...anyOf('site', 'oropharynx') }),
    choice(
      'abord-oro',
      'Abord chirurgical envisageable',
      [
        ['transoral', 'par voie transorale'],
        ['externe', 'par voie externe'],
        ['non', 'non'],
      ],
      { short: 'abord', ...anyOf('site', 'oropharynx') },
    ),
  ],
  anyOf('site', 'oropharynx', 'sans-primitif'),
);
