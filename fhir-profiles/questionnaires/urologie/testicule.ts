import { choice, decimal, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Testis. */
export const testicule = group(
  'testicule-g',
  'Testicule',
  [
    choice(
      'histo-testicule',
      'Histologie',
      [
        ['seminome', 'séminome'],
        ['ncg', 'non séminomateux'],
        ['mixte', 'mixte'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    decimal('afp-t', 'AFP', { unit: ['ng/mL', 'ng/mL'], min: 0, max: 1000000, short: 'AFP' }),
    decimal('hcg', 'Bêta-hCG totale', { unit: ['U/L', 'UI/L'], min: 0, max: 10000000, short: 'hCG' }),
    decimal('ldh', 'LDH (multiple de la normale)', { min: 0, max: 100, short: 'LDH (× N)' }),
    choice(
      'igcccg',
      'Pronostic IGCCCG',
      [
        ['bon', 'bon'],
        ['intermediaire', 'intermédiaire'],
        ['mauvais', 'mauvais'],
        ['na', 'stade I'],
      ],
      { short: 'IGCCCG' },
    ),
    choice(
      'cecos',
      'Conservation de sperme',
      [
        ['faite', 'faite'],
        ['proposee', 'proposée'],
        ['refus', 'refusée'],
        ['non', 'non proposée'],
      ],
      { short: 'conservation de sperme' },
    ),
  ],
  anyOf('site', 'testicule'),
);
