import { choice, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Thymic tumours. */
export const thymus = group(
  'thymus-g',
  'Thymus',
  [
    choice(
      'oms-thymus',
      'Type OMS',
      [
        ['a', 'A'],
        ['ab', 'AB'],
        ['b1', 'B1'],
        ['b2', 'B2'],
        ['b3', 'B3'],
        ['carcinome', 'carcinome thymique'],
      ],
      { short: 'type OMS' },
    ),
    choice(
      'masaoka',
      'Stade de Masaoka-Koga',
      [
        ['i', 'I'],
        ['iia', 'IIA'],
        ['iib', 'IIB'],
        ['iii', 'III'],
        ['iva', 'IVA'],
        ['ivb', 'IVB'],
      ],
      { short: 'Masaoka' },
    ),
    yesNo('myasthenie', 'Myasthénie', { short: 'myasthénie' }),
  ],
  anyOf('type', 'thymus'),
);
