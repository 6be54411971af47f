import { MUTATION, POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, decimal, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Pancreas and bile ducts. */
export const pancreas = group(
  'pancreas-bile',
  'Pancréas et voies biliaires',
  [
    choice(
      'resecabilite',
      'Résécabilité',
      [
        ['resecable', 'résécable'],
        ['borderline', 'borderline'],
        ['localement', 'localement avancé'],
        ['metastatique', 'métastatique'],
      ],
      { short: 'résécabilité' },
    ),
    choice(
      'vaisseaux',
      'Contact vasculaire',
      [
        ['non', 'aucun'],
        ['veine', 'veine porte ou mésentérique'],
        ['ams', 'artère mésentérique supérieure'],
        ['tc', 'tronc cœliaque'],
        ['ah', 'artère hépatique'],
      ],
      { repeats: true, alone: 'non', short: 'contact vasculaire' },
    ),
    choice(
      'drainage',
      'Drainage biliaire',
      [
        ['non', 'non nécessaire'],
        ['endo', 'prothèse endoscopique'],
        ['percutane', 'percutané'],
        ['a-faire', 'à faire'],
      ],
      { short: 'drainage' },
    ),
    decimal('bilirubine', 'Bilirubine totale', {
      unit: ['umol/L', 'µmol/L'],
      min: 0,
      max: 1000,
      short: 'bilirubine',
    }),
    choice('brca-p', 'BRCA constitutionnel', MUTATION, { short: 'BRCA' }),
    choice('fgfr2', 'FGFR2 (fusion)', POSITIVE_NEGATIVE, { short: 'FGFR2', ...anyOf('site', 'biliaire') }),
    choice('idh1', 'IDH1', MUTATION, { short: 'IDH1', ...anyOf('site', 'biliaire') }),
  ],
  anyOf('site', 'pancreas', 'biliaire'),
);
