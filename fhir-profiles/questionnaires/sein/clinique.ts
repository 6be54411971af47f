import { METASTASES } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf, mm, unless } from '../items.ts';

/** What was felt and seen. */
export const clinique = group('clinique', 'Examen clinique et imagerie', [
  mm('taille-clinique', 'Taille clinique', 300, { short: 'taille clinique' }),
  choice(
    'inflammatoire',
    'Signes inflammatoires',
    [
      ['non', 'absents'],
      ['pev', 'poussée évolutive (PEV 2)'],
      ['t4d', 'mastite carcinomateuse (PEV 3, T4d)'],
    ],
    { short: 'signes inflammatoires' },
  ),
  choice(
    'acr',
    'Classification ACR (BI-RADS) la plus élevée',
    [
      ['3', 'ACR 3'],
      ['4a', 'ACR 4a'],
      ['4b', 'ACR 4b'],
      ['4c', 'ACR 4c'],
      ['5', 'ACR 5'],
      ['6', 'ACR 6'],
    ],
    { short: 'imagerie' },
  ),
  mm('taille-echo', 'Taille en échographie', 300, { short: 'taille en échographie' }),
  choice(
    'irm',
    'IRM mammaire',
    [
      ['non', 'non faite'],
      ['unifocal', 'faite, lésion unique'],
      ['multifocal', 'faite, multifocale'],
      ['multicentrique', 'faite, multicentrique'],
      ['bilateral', 'faite, atteinte bilatérale'],
    ],
    { short: 'IRM' },
  ),
  mm('taille-irm', 'Taille en IRM', 300, { short: 'taille en IRM', ...unless('irm', 'non') }),
  choice(
    'microcalc',
    'Microcalcifications',
    [
      ['non', 'absentes'],
      ['foyer', 'un foyer'],
      ['etendues', 'étendues'],
    ],
    { short: 'microcalcifications' },
  ),
  mm('etendue-microcalc', 'Étendue des microcalcifications', 300, {
    short: 'étendue',
    ...unless('microcalc', 'non'),
  }),
  choice(
    'axillaire',
    'Aire axillaire en imagerie',
    [
      ['normale', 'normale'],
      ['suspecte', 'suspecte'],
      ['prouvee', 'envahie, prouvée par ponction'],
    ],
    { short: 'aisselle' },
  ),
  choice(
    'extension',
    'Bilan d’extension',
    [
      ['non', 'non indiqué'],
      ['attente', 'en attente'],
      ['negatif', 'négatif'],
      ['positif', 'métastases'],
    ],
    { short: 'bilan d’extension' },
  ),
  choice('metastases', 'Sites métastatiques', METASTASES.slice(1), {
    repeats: true,
    ...anyOf('extension', 'positif'),
    short: 'sites',
  }),
]);
