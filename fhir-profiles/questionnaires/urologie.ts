import { THEMATIC } from '../src/codes.ts';
import { METASTASES, MUTATION, POSITIVE_NEGATIVE, RESECTION, YES_NO_UNKNOWN } from './answers.ts';
import { choice, day, decimal, form, group, integer, line, site, words, yesNo } from './form.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const urologie = form(
  'frcp-urologie',
  'Fiche RCP : urologie',
  'Éléments propres aux cancers urologiques, pour la discussion en RCP.',
  [
    group('general', 'Situation', [
      choice(
        'site',
        'Organe',
        [
          ['prostate', 'prostate'],
          ['vessie', 'vessie'],
          ['haut', 'voie excrétrice supérieure'],
          ['rein', 'rein'],
          ['testicule', 'testicule'],
          ['penis', 'pénis'],
          ['autre', 'autre'],
        ],
        { short: 'organe' },
      ),
      decimal('dfg', 'Débit de filtration glomérulaire (CKD-EPI)', {
        unit: ['mL/min', 'mL/min'],
        min: 0,
        max: 200,
        short: 'DFG',
      }),
      yesNo('rein-unique', 'Rein unique', { short: 'rein unique', ...site('rein', 'haut') }),
    ]),
    group(
      'prostate-g',
      'Prostate',
      [
        decimal('psa', 'PSA', { unit: ['ng/mL', 'ng/mL'], min: 0, max: 100000, short: 'PSA' }),
        day('date-psa', 'Date du PSA', { short: 'le', when: [['psa', 'exists', true]] }),
        decimal('psad', 'Densité du PSA', { min: 0, max: 100, short: 'densité du PSA' }),
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
          when: [
            ['pirads', 'exists', true],
            ['pirads', '!=', 'nd'],
          ],
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
        decimal('longueur', 'Longueur tumorale maximale', {
          unit: ['mm', 'mm'],
          min: 0,
          max: 60,
          short: 'longueur maximale',
        }),
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
          { short: 'volume métastatique', when: [['psma', '=', 'distance']] },
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
      { when: [['site', '=', 'prostate']] },
    ),
    group(
      'vessie-g',
      'Urothélium',
      [
        choice(
          'rtuv',
          'Stade de la résection',
          [
            ['ta', 'Ta'],
            ['t1', 'T1'],
            ['cis', 'CIS seul'],
            ['t2', 'T2 (musculaire)'],
          ],
          { short: 'résection' },
        ),
        choice(
          'grade-v',
          'Grade',
          [
            ['bas', 'bas grade'],
            ['haut', 'haut grade'],
          ],
          { short: 'grade' },
        ),
        yesNo('cis-associe', 'CIS associé', { short: 'CIS associé' }),
        yesNo('muscle', 'Muscle présent sur le prélèvement', { short: 'muscle vu' }),
        yesNo('second-look', 'Réévaluation endoscopique faite', { short: 'second look' }),
        choice(
          'risque-v',
          'Risque (EAU)',
          [
            ['faible', 'faible'],
            ['intermediaire', 'intermédiaire'],
            ['eleve', 'élevé'],
            ['tres-eleve', 'très élevé'],
          ],
          { short: 'risque' },
        ),
        choice(
          'bcg',
          'BCG',
          [
            ['non', 'jamais'],
            ['en-cours', 'en cours'],
            ['recidive', 'récidive'],
            ['refractaire', 'réfractaire'],
            ['intolerance', 'intolérance'],
          ],
          { short: 'BCG' },
        ),
        yesNo('cisplatine', 'Éligible au cisplatine', { short: 'éligible au cisplatine' }),
        choice('fgfr3', 'FGFR3', MUTATION, { short: 'FGFR3' }),
        choice(
          'pdl1-v',
          'PD-L1',
          [
            ['positif', 'positif'],
            ['negatif', 'négatif'],
            ['nd', 'non fait'],
          ],
          { short: 'PD-L1' },
        ),
      ],
      { ...site('vessie', 'haut') },
    ),
    group(
      'rein-g',
      'Rein',
      [
        decimal('taille-rein', 'Taille', { unit: ['mm', 'mm'], min: 0, max: 400, short: 'taille' }),
        choice(
          'histo-rein',
          'Histologie',
          [
            ['ccc', 'cellules claires'],
            ['papillaire', 'papillaire'],
            ['chromophobe', 'chromophobe'],
            ['autre', 'autre'],
            ['nd', 'pas de biopsie'],
          ],
          { short: 'histologie' },
        ),
        choice(
          'isup-rein',
          'Grade ISUP',
          [
            ['1', '1'],
            ['2', '2'],
            ['3', '3'],
            ['4', '4'],
          ],
          { short: 'ISUP' },
        ),
        line('renal', 'Score R.E.N.A.L.', { short: 'R.E.N.A.L.' }),
        choice(
          'thrombus',
          'Thrombus veineux',
          [
            ['non', 'absent'],
            ['veine', 'veine rénale'],
            ['vci-sous', 'cave sous-diaphragmatique'],
            ['vci-sus', 'cave sus-diaphragmatique'],
          ],
          { short: 'thrombus' },
        ),
        choice(
          'imdc',
          'Pronostic IMDC',
          [
            ['bon', 'favorable'],
            ['intermediaire', 'intermédiaire'],
            ['mauvais', 'défavorable'],
          ],
          { short: 'IMDC' },
        ),
        yesNo('nephrectomie', 'Néphrectomie partielle possible', {
          short: 'néphrectomie partielle possible',
        }),
      ],
      { when: [['site', '=', 'rein']] },
    ),
    group(
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
      { when: [['site', '=', 'testicule']] },
    ),
    group(
      'penis-g',
      'Pénis',
      [
        choice('hpv-p', 'HPV, p16', POSITIVE_NEGATIVE, { short: 'p16' }),
        choice(
          'ganglions-p',
          'Ganglions inguinaux',
          [
            ['non', 'non palpables'],
            ['mobile', 'mobiles'],
            ['fixe', 'fixés'],
          ],
          { short: 'ganglions' },
        ),
      ],
      { when: [['site', '=', 'penis']] },
    ),
    group('chirurgie', 'Chirurgie et extension', [
      choice('resection', 'Résection', [['non', 'non opéré'], ...RESECTION], { short: 'résection' }),
      integer('gg-exam', 'Ganglions examinés', {
        min: 0,
        max: 100,
        short: 'ganglions examinés',
        when: [
          ['resection', 'exists', true],
          ['resection', '!=', 'non'],
        ],
      }),
      integer('gg-env', 'Ganglions envahis', {
        min: 0,
        max: 100,
        short: 'ganglions envahis',
        when: [
          ['resection', 'exists', true],
          ['resection', '!=', 'non'],
        ],
      }),
      choice('sites-meta', 'Sites métastatiques', METASTASES, { repeats: true, short: 'métastases' }),
    ]),
    words('autre', 'Autres éléments utiles à la discussion', { short: 'autres éléments' }),
  ],
  THEMATIC.UROLOGIE,
);
