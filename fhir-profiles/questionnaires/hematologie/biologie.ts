import { decimal, group } from '../form.ts';
import { anyOf, percent } from '../items.ts';

/** Cells are counted by thousands of millions in a litre. */
const GIGA = ['10*9/L', 'G/L'] as const;

/** Blood count and marrow. */
export const biologie = group('biologie', 'Numération et biologie', [
  decimal('hb', 'Hémoglobine', { unit: ['g/dL', 'g/dL'], min: 1, max: 25, short: 'Hb' }),
  decimal('gb', 'Leucocytes', { unit: GIGA, min: 0, max: 1000, short: 'leucocytes' }),
  decimal('pnn', 'Neutrophiles', { unit: GIGA, min: 0, max: 500, short: 'PNN' }),
  decimal('plaquettes', 'Plaquettes', { unit: GIGA, min: 0, max: 5000, short: 'plaquettes' }),
  percent('blastes', 'Blastes médullaires', {
    short: 'blastes',
    ...anyOf('type', 'lam', 'lal', 'smd', 'smp'),
  }),
  decimal('ldh', 'LDH (multiple de la normale)', { min: 0, max: 100, short: 'LDH (× N)' }),
]);
