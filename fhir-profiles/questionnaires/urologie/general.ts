import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Which organ, and how the kidneys work. */
export const general = group('general', 'Situation', [
  choice(
    'site',
    'Organe',
    [
      ['prostate', 'prostate'],
      ['vessie', 'vessie'],
      ['haut', 'voie excrétrice supérieure'],
      ['rein', 'rein'],
      ['testicule', 'testicule'],
      ['penis', 'pénis'],
      ['autre', 'autre'],
    ],
    { short: 'organe' },
  ),
  decimal('dfg', 'Débit de filtration glomérulaire (CKD-EPI)', {
    unit: ['mL/min', 'mL/min'],
    min: 0,
    max: 200,
    short: 'DFG',
  }),
  yesNo('rein-unique', 'Rein unique', { short: 'rein unique', ...anyOf('site', 'rein', 'haut') }),
]);
