import { POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf, mm } from '../items.ts';

/** Anal canal. */
export const anus = group(
  'anal',
  'Canal anal',
  [
    choice('hpv', 'HPV, p16', POSITIVE_NEGATIVE, { short: 'p16' }),
    choice('vih', 'Sérologie VIH', POSITIVE_NEGATIVE, { short: 'VIH' }),
    mm('taille-anus', 'Taille tumorale', 200, { short: 'taille' }),
    choice(
      'gg-inguinaux',
      'Ganglions inguinaux',
      [
        ['non', 'libres'],
        ['unilateral', 'atteinte unilatérale'],
        ['bilateral', 'atteinte bilatérale'],
      ],
      { short: 'ganglions inguinaux' },
    ),
  ],
  anyOf('site', 'anus'),
);
