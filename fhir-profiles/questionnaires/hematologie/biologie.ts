import { decimal, group } from '../form.ts';
import { anyOf, percent } from '../items.ts';

/** Blood count and marrow. */
export const biologie = group('biologie', 'Numération et biologie', [
  decimal('hb', 'Hémoglobine', { unit: ['g/dL', 'g/dL'], min: 1, max: 25, short: 'Hb' }),
  decimal('gb', 'Leucocytes', { min: 0, max: 1000, short: 'leucocytes (G/L)' }),
  decimal('pnn', 'Neutrophiles', { min: 0, max: 500, short: 'PNN (G/L)' }),
  decimal('plaquettes', 'Plaquettes', { min: 0, max: 5000, short: 'plaquettes (G/L)' }),
  percent('blastes', 'Blastes médullaires', {
    short: 'blastes',
    ...anyOf('type', 'lam', 'lal', 'smd', 'smp'),
  }),
  decimal('ldh', 'LDH (multiple de la normale)', { min: 0, max: 100, short: 'LDH (× N)' }),
]);
