import { MUTATION, YES_NO_UNKNOWN } from '../answers.ts';
import { choice, day, decimal, group, integer } from '../form.ts';
import { anyOf, mm, unless } from '../items.ts';

/** Prostate. */
export const prostate = group(
  'prostate-g',
  'Prostate',
  [
    decimal('psa', 'PSA', { unit: ['ng/mL', 'ng/mL'], min: 0, max: 100000, short: 'PSA' }),
    day('date-psa', 'Date du PSA', { short: 'le', when: [['psa', 'exists', true]] }),
    decimal('psad', 'Densité du PSA', {
      unit: ['ng/mL/cm3', 'ng/mL/cm³'],
      min: 0,
      max: 100,
      short: 'densité du PSA',
    }),
    decimal('volume', 'Volume prostatique', { unit: ['mL', 'mL'], min: 1, max: 500, short: 'volume' }),
    choice(
      'tr',
      'Toucher rectal',
      [
        ['t1c', 'T1c'],
        ['t2a', 'T2a'],
        ['t2b', 'T2b'],
        ['t2c', 'T2c'],
        ['t3a', 'T3a'],
        ['t3b', 'T3b'],
        ['t4', 'T4'],
      ],
      { short: 'toucher rectal' },
    ),
    choice(
      'pirads',
      'IRM (PI-RADS)',
      [
        ['nd', 'non faite'],
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
        ['4', '4'],
        ['5', '5'],
      ],
      { short: 'PI-RADS' },
    ),
    choice('eec-irm', 'Extension extraprostatique en IRM', YES_NO_UNKNOWN, {
      short: 'extension extraprostatique',
      ...unless('pirads', 'nd'),
    }),
    choice(
      'isup',
      'Groupe ISUP (Gleason)',
      [
        ['1', '1 (3+3)'],
        ['2', '2 (3+4)'],
        ['3', '3 (4+3)'],
        ['4', '4 (8)'],
        ['5', '5 (9-10)'],
      ],
      { short: 'ISUP' },
    ),
    integer('biopsies-pos', 'Biopsies positives', { min: 0, max: 60, short: 'biopsies positives' }),
    integer('biopsies-total', 'Biopsies au total', { min: 0, max: 60, short: 'biopsies faites' }),
    mm('longueur', 'Longueur tumorale maximale', 60, { short: 'longueur maximale' }),
    choice(
      'damico',
      'Risque (D’Amico)',
      [
        ['faible', 'faible'],
        ['intermediaire-f', 'intermédiaire favorable'],
        ['intermediaire-d', 'intermédiaire défavorable'],
        ['eleve', 'élevé'],
        ['tres-eleve', 'localement avancé'],
      ],
      { short: 'risque' },
    ),
    choice(
      'psma',
      'TEP PSMA',
      [
        ['nd', 'non faite'],
        ['localisee', 'limitée à la prostate'],
        ['gg', 'ganglions pelviens'],
        ['distance', 'à distance'],
      ],
      { short: 'TEP PSMA' },
    ),
    choice(
      'hormone',
      'Sensibilité à la castration',
      [
        ['hs', 'hormono-sensible'],
        ['rc', 'résistant à la castration'],
        ['na', 'sans objet'],
      ],
      { short: 'castration' },
    ),
    choice(
      'volume-meta',
      'Volume métastatique (CHAARTED)',
      [
        ['bas', 'bas volume'],
        ['haut', 'haut volume'],
      ],
      { short: 'volume métastatique', ...anyOf('psma', 'distance') },
    ),
    choice('brca', 'Altération HRR (BRCA1, BRCA2, ATM)', MUTATION, { short: 'HRR' }),
    choice(
      'ipss',
      'Troubles urinaires (IPSS)',
      [
        ['leger', 'légers (0-7)'],
        ['modere', 'modérés (8-19)'],
        ['severe', 'sévères (20-35)'],
      ],
      { short: 'IPSS' },
    ),
  ],
  anyOf('site', 'prostate'),
);
