import { choice, group } from '../form.ts';
import { anyOf, percent } from '../items.ts';

/** Neuroendocrine tumours. */
export const neuroendocrine = group(
  'tne',
  'Tumeur neuroendocrine',
  [
    choice(
      'grade-tne',
      'Grade (OMS 2022)',
      [
        ['g1', 'G1'],
        ['g2', 'G2'],
        ['g3', 'G3 bien différenciée'],
        ['cne', 'carcinome neuroendocrine'],
      ],
      { short: 'grade' },
    ),
    percent('ki67-tne', 'Ki67', { short: 'Ki67' }),
    choice(
      'fonctionnelle',
      'Syndrome sécrétoire',
      [
        ['non', 'non'],
        ['carcinoide', 'carcinoïde'],
        ['insuline', 'insulinome'],
        ['gastrine', 'gastrinome'],
        ['autre', 'autre'],
      ],
      { short: 'sécrétion' },
    ),
    choice(
      'dota',
      'TEP au DOTATOC',
      [
        ['positive', 'fixation'],
        ['negative', 'pas de fixation'],
        ['nd', 'non faite'],
      ],
      { short: 'TEP DOTATOC' },
    ),
  ],
  anyOf('site', 'neuroendocrine'),
);
