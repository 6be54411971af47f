import { CARRIER, MUTATION, SENTINEL_NODE } from '../answers.ts';
import { choice, decimal, group, integer, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Melanoma of the skin: thickness and ulceration make the stage (AJCC 8). */
export const melanome = group(
  'melanome-g',
  'Mélanome cutané',
  [
    choice(
      'sous-type',
      'Type anatomoclinique',
      [
        ['ssm', 'à extension superficielle (SSM)'],
        ['nodulaire', 'nodulaire'],
        ['lentigo', 'lentigo malin'],
        ['acral', 'acrolentigineux'],
        ['desmoplastique', 'desmoplastique'],
        ['inclassable', 'inclassable'],
        ['sans-primitif', 'sans primitif retrouvé'],
      ],
      { short: 'type' },
    ),
    mm('breslow', 'Épaisseur (Breslow)', 60, { short: 'Breslow' }),
    choice(
      'ulceration',
      'Ulcération',
      [
        ['non', 'absente'],
        ['oui', 'présente'],
        ['nd', 'non précisée'],
      ],
      { short: 'ulcération' },
    ),
    integer('mitoses', 'Mitoses par mm²', { min: 0, max: 100, short: 'mitoses par mm²' }),
    choice(
      'regression',
      'Régression',
      [
        ['non', 'absente'],
        ['partielle', 'partielle'],
        ['etendue', 'étendue'],
      ],
      { short: 'régression' },
    ),
    choice(
      'satellites',
      'Satellites ou métastases en transit',
      [
        ['non', 'aucun'],
        ['micro', 'microsatellites'],
        ['satellites', 'satellites cliniques'],
        ['transit', 'en transit'],
      ],
      { repeats: true, alone: 'non', short: 'satellites' },
    ),
    choice(
      'stade-ajcc',
      'Stade AJCC 8',
      same('0', 'IA', 'IB', 'IIA', 'IIB', 'IIC', 'IIIA', 'IIIB', 'IIIC', 'IIID', 'IV'),
      { short: 'stade' },
    ),
    choice('m1', 'Catégorie M', same('M0', 'M1a', 'M1b', 'M1c', 'M1d'), {
      short: 'M',
      ...anyOf('stade-ajcc', 'IV'),
    }),
    choice(
      'reprise',
      'Reprise chirurgicale',
      [
        ['a-faire', 'à faire'],
        ['0.5', 'faite, 0,5 cm'],
        ['1', 'faite, 1 cm'],
        ['2', 'faite, 2 cm'],
        ['non', 'non indiquée'],
      ],
      { short: 'reprise' },
    ),
    choice('gs-melanome', 'Ganglion sentinelle', SENTINEL_NODE, { short: 'ganglion sentinelle' }),
  ],
  anyOf('type', 'melanome'),
);

/** What every melanoma shares once treatments are discussed. */
export const melanomeAvance = group(
  'melanome-bio',
  'Biologie du mélanome',
  [
    choice(
      'braf',
      'BRAF',
      [
        ['v600e', 'V600E'],
        ['v600k', 'V600K'],
        ['autre', 'autre mutation'],
        ['sauvage', 'non muté'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'BRAF' },
    ),
    choice('nras', 'NRAS', MUTATION, { short: 'NRAS' }),
    choice('kit', 'KIT', MUTATION, { short: 'KIT', ...anyOf('type', 'melanome', 'muqueux') }),
    choice('gnaq', 'GNAQ ou GNA11', MUTATION, { short: 'GNAQ, GNA11', ...anyOf('type', 'uveal') }),
    choice(
      'bap1',
      'Profil pronostique de l’uvée (monosomie 3, BAP1)',
      [
        ['faible', 'risque faible'],
        ['eleve', 'risque élevé'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'profil pronostique', ...anyOf('type', 'uveal') },
    ),
    choice('hla', 'HLA-A*02:01', CARRIER, { short: 'HLA-A*02:01', ...anyOf('type', 'uveal') }),
    choice(
      'ldh',
      'LDH',
      [
        ['normale', 'normale'],
        ['elevee', 'élevée'],
        ['double', 'plus de deux fois la normale'],
        ['nd', 'non faite'],
      ],
      { short: 'LDH' },
    ),
    choice(
      'cerveau',
      'Imagerie cérébrale',
      [
        ['nd', 'non faite'],
        ['negative', 'négative'],
        ['asymptomatique', 'métastases sans symptôme'],
        ['symptomatique', 'métastases symptomatiques'],
      ],
      { short: 'imagerie cérébrale' },
    ),
    yesNo('anti-pd1', 'Immunothérapie déjà reçue', { short: 'immunothérapie reçue' }),
    decimal('delai-anti-pd1', 'Délai entre la fin de l’immunothérapie et la rechute', {
      unit: ['mo', 'mois'],
      min: 0,
      max: 600,
      short: 'délai avant rechute',
    }),
  ],
  anyOf('type', 'melanome', 'muqueux', 'uveal'),
);
