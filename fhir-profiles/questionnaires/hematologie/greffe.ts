import { choice, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Transplantation and CAR-T cells. */
export const greffe = group('greffe', 'Allogreffe et CAR-T', [
  choice(
    'allogreffe',
    'Allogreffe',
    [
      ['non', 'non envisagée'],
      ['discuter', 'à discuter'],
      ['prevue', 'prévue'],
      ['faite', 'faite'],
    ],
    { short: 'allogreffe' },
  ),
  choice(
    'donneur',
    'Donneur',
    [
      ['recherche', 'recherche en cours'],
      ['fratrie', 'fratrie'],
      ['fichier', 'fichier'],
      ['haplo', 'haplo-identique'],
    ],
    { short: 'donneur', ...anyOf('allogreffe', 'discuter', 'prevue') },
  ),
  choice(
    'cart',
    'CAR-T',
    [
      ['non', 'non envisagés'],
      ['discuter', 'à discuter'],
      ['prevus', 'prévus'],
      ['faits', 'faits'],
    ],
    { short: 'CAR-T' },
  ),
]);
