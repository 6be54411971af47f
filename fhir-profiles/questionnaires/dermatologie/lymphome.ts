import { choice, group, yesNo } from '../form.ts';
import { anyOf, percent, same } from '../items.ts';

/** Lymphomas of the skin. */
export const lymphome = group(
  'lymphome-g',
  'Lymphome cutané',
  [
    choice(
      'type-lymphome',
      'Type',
      [
        ['mf', 'mycosis fongoïde'],
        ['sezary', 'syndrome de Sézary'],
        ['cd30', 'lymphoprolifération CD30'],
        ['autre-t', 'autre lymphome T'],
        ['zone-marginale', 'B de la zone marginale'],
        ['centrofolliculaire', 'B centrofolliculaire'],
        ['type-jambe', 'B diffus de type jambe'],
      ],
      { short: 'type' },
    ),
    choice(
      'stade-mf',
      'Stade (ISCL, EORTC)',
      same('IA', 'IB', 'IIA', 'IIB', 'IIIA', 'IIIB', 'IVA1', 'IVA2', 'IVB'),
      {
        short: 'stade',
        ...anyOf('type-lymphome', 'mf', 'sezary'),
      },
    ),
    percent('surface', 'Surface cutanée atteinte', { short: 'surface atteinte' }),
    yesNo('transformation', 'Transformation à grandes cellules', { short: 'transformation' }),
    choice(
      'clone',
      'Clone T dans le sang',
      [
        ['absent', 'absent'],
        ['identique', 'identique à la peau'],
        ['different', 'différent'],
        ['nd', 'non recherché'],
      ],
      { short: 'clone sanguin' },
    ),
  ],
  anyOf('type', 'lymphome'),
);
