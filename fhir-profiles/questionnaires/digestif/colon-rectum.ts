import { MUTATION, YES_NO_UNKNOWN } from '../answers.ts';
import { choice, decimal, group } from '../form.ts';
import { anyOf, mm } from '../items.ts';

/** Colon and rectum; what MRI says of the rectum only. */
export const colonRectum = group(
  'colon-rectum',
  'Côlon et rectum',
  [
    choice(
      'segment',
      'Segment',
      [
        ['droit', 'côlon droit'],
        ['transverse', 'transverse'],
        ['gauche', 'côlon gauche'],
        ['sigmoide', 'sigmoïde'],
        ['haut', 'haut rectum'],
        ['moyen', 'moyen rectum'],
        ['bas', 'bas rectum'],
      ],
      { short: 'segment' },
    ),
    decimal('distance-ma', 'Distance à la marge anale', {
      unit: ['cm', 'cm'],
      min: 0,
      max: 30,
      short: 'distance à la marge anale',
      ...anyOf('site', 'rectum'),
    }),
    mm('marge-crm', 'Marge circonférentielle prédictive en IRM', 50, {
      short: 'CRM',
      ...anyOf('site', 'rectum'),
    }),
    choice(
      'emvi',
      'Envahissement veineux extramural en IRM',
      [
        ['oui', 'présent'],
        ['non', 'absent'],
        ['nd', 'non évalué'],
      ],
      { short: 'EMVI', ...anyOf('site', 'rectum') },
    ),
    choice(
      'sphincter',
      'Sphincter',
      [
        ['libre', 'libre'],
        ['interne', 'sphincter interne atteint'],
        ['externe', 'sphincter externe atteint'],
      ],
      { short: 'sphincter', ...anyOf('site', 'rectum') },
    ),
    choice(
      'mmr',
      'Statut MMR ou MSI',
      [
        ['pmmr', 'pMMR (MSS)'],
        ['dmmr', 'dMMR (MSI)'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'MMR' },
    ),
    choice('lynch', 'Suspicion de syndrome de Lynch', YES_NO_UNKNOWN, {
      short: 'Lynch',
      ...anyOf('mmr', 'dmmr'),
    }),
    choice('ras', 'RAS', MUTATION, { short: 'RAS' }),
    choice('braf', 'BRAF V600E', MUTATION, { short: 'BRAF' }),
    choice(
      'her2-c',
      'HER2',
      [
        ['amplifie', 'amplifié'],
        ['non', 'non amplifié'],
        ['nd', 'non fait'],
      ],
      { short: 'HER2' },
    ),
    choice(
      'dpd',
      'Recherche de déficit en DPD (uracilémie)',
      [
        ['normale', 'normale'],
        ['partiel', 'déficit partiel'],
        ['complet', 'déficit complet'],
        ['attente', 'en attente'],
        ['nd', 'non faite'],
      ],
      { short: 'DPD' },
    ),
    choice(
      'coloscopie',
      'Coloscopie',
      [
        ['complete', 'complète'],
        ['incomplete', 'incomplète'],
        ['nd', 'non faite'],
      ],
      { short: 'coloscopie' },
    ),
  ],
  anyOf('site', 'colon', 'rectum'),
);
