import { YES_NO_UNKNOWN } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Myeloma. */
export const myelome = group(
  'myelome-g',
  'Myélome',
  [
    choice(
      'isotype',
      'Isotype',
      [
        ['igg', 'IgG'],
        ['iga', 'IgA'],
        ['cl', 'chaînes légères'],
        ['autre', 'autre'],
      ],
      { short: 'isotype' },
    ),
    choice(
      'crab',
      'Critères de traitement (SLiM-CRAB)',
      [
        ['calcium', 'hypercalcémie'],
        ['rein', 'insuffisance rénale'],
        ['anemie', 'anémie'],
        ['os', 'lésions osseuses'],
        ['plasmo', 'plasmocytose d’au moins 60 %'],
        ['flc', 'rapport des chaînes légères d’au moins 100'],
        ['irm', 'plus d’une lésion en IRM'],
        ['aucun', 'aucun'],
      ],
      { repeats: true, alone: 'aucun', short: 'SLiM-CRAB' },
    ),
    choice(
      'iss',
      'R-ISS',
      [
        ['1', 'I'],
        ['2', 'II'],
        ['3', 'III'],
      ],
      { short: 'R-ISS' },
    ),
    choice(
      'cyto-myelome',
      'Anomalies de haut risque',
      [
        ['non', 'aucune'],
        ['del17p', 'del(17p)'],
        ['t414', 't(4;14)'],
        ['t1416', 't(14;16)'],
        ['gain1q', 'gain 1q'],
        ['attente', 'en attente'],
      ],
      { repeats: true, alone: 'non', short: 'haut risque' },
    ),
    choice('autogreffe', 'Éligible à l’autogreffe', YES_NO_UNKNOWN, { short: 'éligible à l’autogreffe' }),
  ],
  anyOf('type', 'myelome'),
);
