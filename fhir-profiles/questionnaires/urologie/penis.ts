import { POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Penis. */
export const penis = group(
  'penis-g',
  'Pénis',
  [
    choice('hpv-p', 'HPV, p16', POSITIVE_NEGATIVE, { short: 'p16' }),
    choice(
      'ganglions-p',
      'Ganglions inguinaux',
      [
        ['non', 'non palpables'],
        ['mobile', 'mobiles'],
        ['fixe', 'fixés'],
      ],
      { short: 'ganglions' },
    ),
  ],
  anyOf('site', 'penis'),
);
