import { choice, day, decimal, group, yesNo } from '../form.ts';
import { unless } from '../items.ts';

/** What was removed, and how a new operation could be done. */
export const chirurgie = group('chirurgie', 'Imagerie et chirurgie', [
  choice(
    'irm',
    'IRM',
    [
      ['morpho', 'morphologique'],
      ['perfusion', 'perfusion'],
      ['spectro', 'spectroscopie'],
      ['fonctionnelle', 'fonctionnelle'],
      ['rachis', 'rachis entier'],
    ],
    { repeats: true, short: 'IRM' },
  ),
  choice(
    'tep',
    'TEP (acides aminés ou somatostatine)',
    [
      ['nd', 'non faite'],
      ['fixation', 'fixation'],
      ['negative', 'pas de fixation'],
    ],
    { short: 'TEP' },
  ),
  choice(
    'exerese',
    'Exérèse',
    [
      ['aucune', 'aucune'],
      ['biopsie', 'biopsie'],
      ['partielle', 'partielle'],
      ['subtotale', 'subtotale'],
      ['complete', 'complète en imagerie'],
    ],
    { short: 'exérèse' },
  ),
  day('date-chirurgie', 'Date de la chirurgie', { short: 'le', ...unless('exerese', 'aucune') }),
  yesNo('irm-postop', 'IRM faite dans les 48 heures', {
    short: 'IRM postopératoire',
    ...unless('exerese', 'aucune'),
  }),
  decimal('residu', 'Résidu prenant le contraste', {
    unit: ['cm3', 'cm³'],
    min: 0,
    max: 200,
    short: 'résidu',
    ...unless('exerese', 'aucune'),
  }),
  choice(
    'reprise',
    'Nouvelle chirurgie',
    [
      ['non', 'non indiquée'],
      ['possible', 'possible'],
      ['eveillee', 'possible, éveillée'],
      ['impossible', 'impossible'],
    ],
    { short: 'nouvelle chirurgie' },
  ),
]);
