import { POSITIVE_NEGATIVE, SENTINEL_NODE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Vulva and vagina. */
export const vulveVagin = group(
  'vulve-g',
  'Vulve et vagin',
  [
    choice(
      'histo-vulve',
      'Type histologique',
      [
        ['epidermoide', 'épidermoïde'],
        ['melanome', 'mélanome'],
        ['paget', 'maladie de Paget'],
        ['adk', 'adénocarcinome'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice('figo-vulve', 'Stade FIGO 2021', same('IA', 'IB', 'II', 'IIIA', 'IIIB', 'IIIC', 'IVA', 'IVB'), {
      short: 'FIGO',
      ...anyOf('site', 'vulve'),
    }),
    choice('figo-vagin', 'Stade FIGO du vagin', same('I', 'II', 'III', 'IVA', 'IVB'), {
      short: 'FIGO',
      ...anyOf('site', 'vagin'),
    }),
    mm('taille-vulve', 'Taille tumorale', 200, { short: 'taille' }),
    mm('infiltration-vulve', 'Profondeur d’infiltration', 60, {
      short: 'infiltration',
      ...anyOf('site', 'vulve'),
    }),
    choice(
      'ligne-mediane',
      'Distance à la ligne médiane',
      [
        ['inf1', 'moins de 1 cm'],
        ['sup1', '1 cm ou plus'],
        ['franchie', 'ligne franchie'],
      ],
      { short: 'ligne médiane', ...anyOf('site', 'vulve') },
    ),
    choice(
      'voisinage',
      'Organe voisin atteint',
      [
        ['non', 'aucun'],
        ['uretre', 'urètre'],
        ['vessie', 'vessie'],
        ['anus', 'anus'],
        ['rectum', 'rectum'],
      ],
      { repeats: true, alone: 'non', short: 'organe voisin' },
    ),
    choice('p16-vulve', 'HPV, p16', POSITIVE_NEGATIVE, { short: 'p16' }),
    choice(
      'inguinal',
      'Aires inguinales',
      [
        ['libres', 'libres'],
        ['suspectes', 'suspectes'],
        ['prouvees', 'envahies, prouvées'],
        ['fixees', 'fixées ou ulcérées'],
      ],
      { short: 'aires inguinales' },
    ),
    choice('gs-vulve', 'Ganglion sentinelle', SENTINEL_NODE, { short: 'ganglion sentinelle' }),
  ],
  anyOf('site', 'vulve', 'vagin'),
);
