import { choice, decimal, group, line } from '../form.ts';
import { anyOf } from '../items.ts';

/** Whether the patient can bear an operation. */
export const fonction = group('fonction', 'Fonction respiratoire et opérabilité', [
  decimal('vems', 'VEMS', { unit: ['%', '%'], min: 5, max: 180, short: 'VEMS' }),
  decimal('dlco', 'DLCO', { unit: ['%', '%'], min: 5, max: 180, short: 'DLCO' }),
  decimal('vo2', 'VO2 max', { unit: ['mL/min/kg', 'mL/min/kg'], min: 5, max: 70, short: 'VO2 max' }),
  choice(
    'operabilite',
    'Opérabilité',
    [
      ['operable', 'opérable'],
      ['limite', 'à la limite'],
      ['inoperable', 'inopérable'],
      ['refus', 'refus de la chirurgie'],
    ],
    { short: 'opérabilité' },
  ),
  line('geste-possible', 'Geste envisagé', {
    short: 'geste envisagé',
    ...anyOf('operabilite', 'operable', 'limite'),
  }),
]);
