import { choice, group } from '../form.ts';
import { metastaticSites, mm, same, unless } from '../items.ts';

/** Staging, and the neck by its levels. */
export const bilan = group('bilan', 'Bilan et aires ganglionnaires', [
  choice(
    'panendoscopie',
    'Panendoscopie',
    [
      ['nd', 'non faite'],
      ['faite', 'faite'],
      ['prevue', 'prévue'],
      ['impossible', 'impossible'],
    ],
    { short: 'panendoscopie' },
  ),
  choice(
    'imagerie',
    'Imagerie faite',
    [
      ['tdm', 'scanner cervico-thoracique'],
      ['irm', 'IRM'],
      ['tep', 'TEP-TDM'],
      ['fibro', 'fibroscopie œsophagienne'],
    ],
    { repeats: true, short: 'imagerie' },
  ),
  choice(
    'cote-cou',
    'Ganglions cervicaux',
    [
      ['non', 'libres'],
      ['homolateral', 'même côté que la tumeur'],
      ['controlateral', 'côté opposé'],
      ['bilateral', 'des deux côtés'],
    ],
    { short: 'ganglions' },
  ),
  choice(
    'niveaux',
    'Niveaux atteints',
    [
      ...same('IA', 'IB', 'IIA', 'IIB', 'III', 'IV', 'V', 'VI'),
      ['retropharynge', 'rétropharyngé'],
      ['parotidien', 'parotidien'],
    ],
    { repeats: true, short: 'niveaux', ...unless('cote-cou', 'non') },
  ),
  mm('taille-gg', 'Plus grand ganglion', 200, { short: 'plus grand ganglion', ...unless('cote-cou', 'non') }),
  choice(
    'ene-clinique',
    'Extension extraganglionnaire clinique',
    [
      ['non', 'absente'],
      ['imagerie', 'suspectée en imagerie'],
      ['clinique', 'clinique (peau, fixité, nerf)'],
    ],
    { short: 'extension extraganglionnaire', ...unless('cote-cou', 'non') },
  ),
  metastaticSites,
]);
