import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Lymphomas. */
export const lymphome = group(
  'lymphome',
  'Lymphome',
  [
    choice(
      'ann-arbor',
      'Stade d’Ann Arbor (Lugano)',
      [
        ['1', 'I'],
        ['2', 'II'],
        ['2b', 'II bulky'],
        ['3', 'III'],
        ['4', 'IV'],
      ],
      { short: 'Ann Arbor' },
    ),
    decimal('bulk', 'Plus grande masse', {
      unit: ['cm', 'cm'],
      min: 0,
      max: 40,
      short: 'plus grande masse',
    }),
    choice(
      'ipi',
      'Score pronostique (IPI, aaIPI)',
      [
        ['0-1', 'faible (0-1)'],
        ['2', 'intermédiaire faible (2)'],
        ['3', 'intermédiaire élevé (3)'],
        ['4-5', 'élevé (4-5)'],
      ],
      { short: 'IPI', ...anyOf('type', 'lnh-agressif', 'lymphome-t', 'manteau') },
    ),
    choice(
      'flipi',
      'FLIPI',
      [
        ['faible', 'faible (0-1)'],
        ['intermediaire', 'intermédiaire (2)'],
        ['eleve', 'élevé (3-5)'],
      ],
      { short: 'FLIPI', ...anyOf('type', 'lnh-indolent') },
    ),
    yesNo('gelf', 'Critères de forte masse (GELF)', { short: 'GELF', ...anyOf('type', 'lnh-indolent') }),
    choice(
      'eortc',
      'Groupe pronostique (Hodgkin)',
      [
        ['loc-f', 'localisé favorable'],
        ['loc-d', 'localisé défavorable'],
        ['avance', 'avancé'],
      ],
      { short: 'groupe', ...anyOf('type', 'hodgkin') },
    ),
    choice(
      'coo',
      'Cellule d’origine',
      [
        ['gcb', 'centre germinatif'],
        ['non-gcb', 'non centre germinatif'],
        ['nd', 'non déterminée'],
      ],
      { short: 'cellule d’origine', ...anyOf('type', 'lnh-agressif') },
    ),
    choice(
      'myc',
      'Réarrangements MYC, BCL2, BCL6',
      [
        ['non', 'aucun'],
        ['myc', 'MYC seul'],
        ['double', 'double hit'],
        ['triple', 'triple hit'],
        ['attente', 'en attente'],
      ],
      { short: 'MYC', ...anyOf('type', 'lnh-agressif') },
    ),
    choice(
      'tep',
      'TEP de réponse (Deauville)',
      [
        ['nd', 'non faite'],
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
        ['4', '4'],
        ['5', '5'],
      ],
      { short: 'Deauville' },
    ),
    choice(
      'snc',
      'Atteinte ou risque neuroméningé',
      [
        ['non', 'non'],
        ['risque', 'risque élevé'],
        ['atteinte', 'atteinte prouvée'],
      ],
      { short: 'système nerveux central' },
    ),
  ],
  {
    ...anyOf('type', 'lnh-agressif', 'lnh-indolent', 'hodgkin', 'lymphome-t', 'manteau'),
  },
);
