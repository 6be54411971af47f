import { choice, decimal, group } from '../form.ts';
import { anyOf, mm } from '../items.ts';

/** Gastrointestinal stromal tumours. */
export const gist = group(
  'gist-g',
  'GIST',
  [
    choice(
      'kit',
      'Mutation',
      [
        ['kit11', 'KIT exon 11'],
        ['kit9', 'KIT exon 9'],
        ['pdgfra', 'PDGFRA'],
        ['d842v', 'PDGFRA D842V'],
        ['wt', 'sauvage'],
        ['nd', 'non faite'],
      ],
      { short: 'mutation' },
    ),
    mm('taille-gist', 'Taille', 500, { short: 'taille' }),
    decimal('mitoses', 'Index mitotique (pour 5 mm²)', { min: 0, max: 500, short: 'mitoses' }),
  ],
  anyOf('site', 'gist'),
);
