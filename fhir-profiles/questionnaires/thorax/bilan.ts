import { choice, group, yesNo } from '../form.ts';
import { anyOf, metastaticSites, unless } from '../items.ts';

/** Staging. */
export const bilan = group('bilan', 'Bilan d’extension', [
  choice(
    'tep',
    'TEP-TDM',
    [
      ['nd', 'non faite'],
      ['localisee', 'lésion seule'],
      ['mediastin', 'fixation médiastinale'],
      ['distance', 'fixation à distance'],
    ],
    { short: 'TEP-TDM' },
  ),
  choice(
    'irm-cerebrale',
    'Imagerie cérébrale',
    [
      ['nd', 'non faite'],
      ['negative', 'négative'],
      ['positive', 'métastases'],
    ],
    { short: 'imagerie cérébrale' },
  ),
  choice(
    'mediastin',
    'Exploration du médiastin',
    [
      ['nd', 'non faite'],
      ['ebus-neg', 'EBUS négatif'],
      ['ebus-pos', 'EBUS positif'],
      ['mediastino', 'médiastinoscopie'],
    ],
    { short: 'médiastin' },
  ),
  choice(
    'aires',
    'Aires ganglionnaires envahies',
    [
      ['2r', '2R'],
      ['4r', '4R'],
      ['2l', '2L'],
      ['4l', '4L'],
      ['5', '5'],
      ['6', '6'],
      ['7', '7'],
      ['8', '8'],
      ['10', '10'],
      ['11', '11'],
    ],
    {
      repeats: true,
      short: 'aires envahies',
      ...anyOf('mediastin', 'ebus-pos', 'mediastino'),
    },
  ),
  metastaticSites,
  yesNo('oligo', 'Maladie oligométastatique', {
    short: 'oligométastatique',
    ...unless('sites-meta', 'aucune'),
  }),
]);
