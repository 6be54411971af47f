import { choice, day, group, integer } from '../form.ts';
import { mm, unless } from '../items.ts';

/** Surgery of the breast and the axilla. */
export const chirurgie = group('chirurgie', 'Chirurgie', [
  choice(
    'geste',
    'Geste mammaire',
    [
      ['aucun', 'non opérée'],
      ['tumorectomie', 'tumorectomie'],
      ['oncoplastie', 'chirurgie oncoplastique'],
      ['mastectomie', 'mastectomie'],
      ['mastectomie-reco', 'mastectomie et reconstruction immédiate'],
    ],
    { short: 'geste' },
  ),
  day('date-chirurgie', 'Date de la chirurgie', { short: 'le', ...unless('geste', 'aucun') }),
  mm('taille-histo', 'Taille histologique infiltrante', 300, {
    short: 'taille histologique',
    ...unless('geste', 'aucun'),
  }),
  choice(
    'marges',
    'Marges',
    [
      ['saines', 'saines'],
      ['inf2', 'saines, à moins de 2 mm'],
      ['atteintes', 'atteintes'],
    ],
    { short: 'marges', ...unless('geste', 'aucun') },
  ),
  choice(
    'geste-axillaire',
    'Geste axillaire',
    [
      ['aucun', 'aucun'],
      ['gs', 'ganglion sentinelle'],
      ['curage', 'curage'],
      ['tad', 'dissection ciblée (TAD)'],
    ],
    { short: 'aisselle' },
  ),
  integer('gg-preleves', 'Ganglions prélevés', {
    min: 0,
    max: 80,
    short: 'ganglions prélevés',
    ...unless('geste-axillaire', 'aucun'),
  }),
  integer('gg-envahis', 'Ganglions envahis', {
    min: 0,
    max: 80,
    short: 'ganglions envahis',
    ...unless('geste-axillaire', 'aucun'),
  }),
  choice(
    'atteinte-gg',
    'Plus grande atteinte ganglionnaire',
    [
      ['cti', 'cellules isolées'],
      ['micro', 'micrométastase'],
      ['macro', 'macrométastase'],
      ['rupture', 'macrométastase avec rupture capsulaire'],
    ],
    { when: [['gg-envahis', '>', 0]], short: 'atteinte' },
  ),
  choice(
    'neoadjuvant',
    'Traitement néoadjuvant reçu',
    [
      ['non', 'non'],
      ['chimio', 'chimiothérapie'],
      ['hormono', 'hormonothérapie'],
      ['immuno', 'chimiothérapie et immunothérapie'],
    ],
    { short: 'néoadjuvant' },
  ),
  choice(
    'reponse',
    'Réponse histologique',
    [
      ['pcr', 'réponse complète (RCB 0)'],
      ['rcb1', 'RCB I'],
      ['rcb2', 'RCB II'],
      ['rcb3', 'RCB III'],
      ['nd', 'non évaluée'],
    ],
    { short: 'réponse', ...unless('neoadjuvant', 'non') },
  ),
]);
