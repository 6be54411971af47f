import { MUTATION, POSITIVE_NEGATIVE, YES_NO_UNKNOWN } from '../answers.ts';
import { choice, decimal, group, integer, line, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Meningioma. */
export const meningiome = group(
  'meningiome-g',
  'Méningiome',
  [
    choice('grade-meningiome', 'Grade OMS', [...same('1', '2', '3'), ['nd', 'sans histologie']], {
      short: 'grade',
    }),
    choice('simpson', 'Exérèse (Simpson)', [...same('I', 'II', 'III', 'IV', 'V'), ['nd', 'non opéré']], {
      short: 'Simpson',
    }),
    yesNo('croissance', 'Croissance prouvée en imagerie', { short: 'croissance' }),
    yesNo('progestatif', 'Progestatif à risque reçu', { short: 'progestatif reçu' }),
    choice('tert-meningiome', 'Promoteur de TERT', MUTATION, { short: 'TERT' }),
    yesNo('nf2', 'Neurofibromatose de type 2', { short: 'NF2' }),
  ],
  anyOf('type', 'meningiome'),
);

/** Brain metastases: how many, how large, and whether the cancer is controlled elsewhere. */
export const metastases = group(
  'metastases-g',
  'Métastases cérébrales',
  [
    line('primitif', 'Cancer primitif', { short: 'primitif' }),
    integer('nombre', 'Nombre de métastases', { min: 1, max: 100, short: 'nombre' }),
    mm('plus-grande', 'Plus grande métastase', 100, { short: 'plus grande' }),
    decimal('volume', 'Volume total', { unit: ['cm3', 'cm³'], min: 0, max: 200, short: 'volume total' }),
    choice(
      'extracranien',
      'Maladie hors du cerveau',
      [
        ['absente', 'absente'],
        ['controlee', 'contrôlée'],
        ['evolutive', 'évolutive'],
      ],
      { short: 'maladie extracrânienne' },
    ),
    choice('leptomeninges', 'Atteinte leptoméningée', YES_NO_UNKNOWN, { short: 'leptoméninges' }),
    decimal('ds-gpa', 'Pronostic (DS-GPA)', { min: 0, max: 4, short: 'DS-GPA' }),
    choice(
      'cible',
      'Traitement qui passe dans le cerveau',
      [
        ['oui', 'disponible'],
        ['non', 'aucun'],
        ['discuter', 'à discuter'],
      ],
      { short: 'traitement actif dans le cerveau' },
    ),
  ],
  anyOf('type', 'metastases'),
);

/** Primary lymphoma of the brain. */
export const lymphome = group(
  'lymphome-g',
  'Lymphome cérébral primitif',
  [
    choice('lcr', 'Liquide céphalorachidien', POSITIVE_NEGATIVE, { short: 'LCR' }),
    choice('oeil', 'Atteinte de l’œil', YES_NO_UNKNOWN, { short: 'œil' }),
    choice('vih', 'Sérologie VIH', POSITIVE_NEGATIVE, { short: 'VIH' }),
    choice('methotrexate', 'Méthotrexate à haute dose possible', YES_NO_UNKNOWN, { short: 'méthotrexate' }),
  ],
  anyOf('type', 'lymphome'),
);
