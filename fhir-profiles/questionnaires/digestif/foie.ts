import { choice, decimal, group, integer, yesNo } from '../form.ts';
import { anyOf, mm, unless } from '../items.ts';

/** Hepatocellular carcinoma: the liver matters as much as the tumour. */
export const foie = group(
  'hepatique',
  'Foie',
  [
    choice(
      'cirrhose',
      'Hépatopathie',
      [
        ['non', 'foie sain'],
        ['fibrose', 'fibrose'],
        ['child-a5', 'cirrhose Child A5'],
        ['child-a6', 'cirrhose Child A6'],
        ['child-b7', 'cirrhose Child B7'],
        ['child-b8', 'cirrhose Child B8-9'],
        ['child-c', 'cirrhose Child C'],
      ],
      { short: 'hépatopathie' },
    ),
    choice(
      'cause',
      'Cause',
      [
        ['alcool', 'alcool'],
        ['mash', 'stéatopathie métabolique'],
        ['vhb', 'VHB'],
        ['vhc', 'VHC'],
        ['hemochromatose', 'hémochromatose'],
        ['autre', 'autre'],
      ],
      {
        repeats: true,
        short: 'cause',
        ...unless('cirrhose', 'non'),
      },
    ),
    integer('nodules', 'Nombre de nodules', { min: 0, max: 50, short: 'nodules' }),
    mm('plus-grand', 'Plus grand nodule', 300, { short: 'plus grand' }),
    choice(
      'invasion-porte',
      'Thrombose porte tumorale',
      [
        ['non', 'absente'],
        ['segmentaire', 'segmentaire (Vp1-2)'],
        ['branche', 'branche (Vp3)'],
        ['tronc', 'tronc (Vp4)'],
      ],
      { short: 'thrombose porte' },
    ),
    decimal('afp', 'Alpha-fœtoprotéine', {
      unit: ['ng/mL', 'ng/mL'],
      min: 0,
      max: 1000000,
      short: 'AFP',
    }),
    choice(
      'bclc',
      'Stade BCLC',
      [
        ['0', 'BCLC 0'],
        ['a', 'BCLC A'],
        ['b', 'BCLC B'],
        ['c', 'BCLC C'],
        ['d', 'BCLC D'],
      ],
      { short: 'BCLC' },
    ),
    yesNo('transplantation', 'Projet de transplantation à discuter', { short: 'transplantation' }),
    choice(
      'varices',
      'Varices œsophagiennes',
      [
        ['non', 'absentes'],
        ['petites', 'petites'],
        ['grosses', 'grosses, prévention faite'],
        ['nd', 'non recherchées'],
      ],
      { short: 'varices' },
    ),
  ],
  anyOf('site', 'foie'),
);
