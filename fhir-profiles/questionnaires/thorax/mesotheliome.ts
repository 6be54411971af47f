import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Mesothelioma. */
export const mesotheliome = group(
  'meso',
  'Mésothéliome',
  [
    choice(
      'type-meso',
      'Type',
      [
        ['epithelioide', 'épithélioïde'],
        ['biphasique', 'biphasique'],
        ['sarcomatoide', 'sarcomatoïde'],
      ],
      { short: 'type' },
    ),
    yesNo('mesopath', 'Relecture MESOPATH', { short: 'relecture MESOPATH' }),
    yesNo('fiva', 'Information sur le FIVA donnée', { short: 'FIVA' }),
  ],
  anyOf('type', 'mesotheliome'),
);
