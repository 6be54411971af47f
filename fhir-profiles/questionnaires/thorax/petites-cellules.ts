import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Small cell carcinoma. */
export const petitesCellules = group(
  'cpc-g',
  'Petites cellules',
  [
    choice(
      'stade-cpc',
      'Stade',
      [
        ['limite', 'localisé (un champ d’irradiation)'],
        ['etendu', 'disséminé'],
      ],
      { short: 'stade' },
    ),
    choice(
      'icp',
      'Irradiation prophylactique cérébrale',
      [
        ['non', 'non discutée'],
        ['discuter', 'à discuter'],
        ['faite', 'faite'],
        ['refus', 'refus'],
      ],
      { short: 'irradiation prophylactique cérébrale' },
    ),
    yesNo('siadh', 'SIADH', { short: 'SIADH' }),
  ],
  anyOf('type', 'cpc'),
);
