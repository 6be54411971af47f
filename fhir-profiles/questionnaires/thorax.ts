import { THEMATIC } from '../src/codes.ts';
import { METASTASES, MUTATION, POSITIVE_NEGATIVE, RESECTION } from './answers.ts';
import { choice, decimal, form, group, line, words, yesNo } from './form.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const thorax = form(
  'frcp-thorax',
  'Fiche RCP : thorax',
  'Éléments propres aux cancers thoraciques, pour la discussion en RCP.',
  [
    group('general', 'Situation', [
      choice(
        'type',
        'Type de tumeur',
        [
          ['cbnpc', 'carcinome non à petites cellules'],
          ['cpc', 'carcinome à petites cellules'],
          ['mesotheliome', 'mésothéliome'],
          ['thymus', 'tumeur thymique'],
          ['carcinoide', 'carcinoïde'],
          ['nodule', 'nodule sans histologie'],
          ['metastase', 'métastase pulmonaire'],
        ],
        { short: 'type' },
      ),
      choice(
        'tabac',
        'Tabac',
        [
          ['jamais', 'jamais fumeur'],
          ['sevre', 'sevré'],
          ['actif', 'fumeur actif'],
        ],
        { short: 'tabac' },
      ),
      decimal('pa', 'Consommation cumulée', {
        min: 0,
        max: 250,
        short: 'paquets-années',
        when: [
          ['tabac', 'exists', true],
          ['tabac', '!=', 'jamais'],
        ],
      }),
      choice(
        'exposition',
        'Exposition professionnelle',
        [
          ['non', 'non retrouvée'],
          ['amiante', 'amiante'],
          ['autre', 'autre cancérogène'],
          ['inconnue', 'non recherchée'],
        ],
        { short: 'exposition' },
      ),
      yesNo('declaration', 'Déclaration de maladie professionnelle faite', {
        short: 'maladie professionnelle déclarée',
        when: [
          ['exposition', '=', 'amiante'],
          ['exposition', '=', 'autre'],
        ],
        any: true,
      }),
    ]),
    group('fonction', 'Fonction respiratoire et opérabilité', [
      decimal('vems', 'VEMS', { unit: ['%', '%'], min: 5, max: 180, short: 'VEMS' }),
      decimal('dlco', 'DLCO', { unit: ['%', '%'], min: 5, max: 180, short: 'DLCO' }),
      decimal('vo2', 'VO2 max', { min: 5, max: 70, short: 'VO2 max (mL/kg/min)' }),
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
        when: [
          ['operabilite', '=', 'operable'],
          ['operabilite', '=', 'limite'],
        ],
        any: true,
      }),
    ]),
    group('bilan', 'Bilan d’extension', [
      choice(
        'tep',
        'TEP-TDM',
        [
          ['nd', 'non faite'],
          ['localisee', 'lésion seule'],
          ['mediastin', 'fixation médiastinale'],
          ['distance', 'fixation à distance'],
        ],
        { short: 'TEP-TDM' },
      ),
      choice(
        'irm-cerebrale',
        'Imagerie cérébrale',
        [
          ['nd', 'non faite'],
          ['negative', 'négative'],
          ['positive', 'métastases'],
        ],
        { short: 'imagerie cérébrale' },
      ),
      choice(
        'mediastin',
        'Exploration du médiastin',
        [
          ['nd', 'non faite'],
          ['ebus-neg', 'EBUS négatif'],
          ['ebus-pos', 'EBUS positif'],
          ['mediastino', 'médiastinoscopie'],
        ],
        { short: 'médiastin' },
      ),
      choice(
        'aires',
        'Aires ganglionnaires envahies',
        [
          ['2r', '2R'],
          ['4r', '4R'],
          ['2l', '2L'],
          ['4l', '4L'],
          ['5', '5'],
          ['6', '6'],
          ['7', '7'],
          ['8', '8'],
          ['10', '10'],
          ['11', '11'],
        ],
        {
          repeats: true,
          short: 'aires envahies',
          when: [
            ['mediastin', '=', 'ebus-pos'],
            ['mediastin', '=', 'mediastino'],
          ],
          any: true,
        },
      ),
      choice('sites-meta', 'Sites métastatiques', METASTASES, { repeats: true, short: 'métastases' }),
      yesNo('oligo', 'Maladie oligométastatique', {
        short: 'oligométastatique',
        when: [
          ['sites-meta', 'exists', true],
          ['sites-meta', '!=', 'aucune'],
        ],
      }),
    ]),
    group(
      'biologie',
      'Biologie de la tumeur',
      [
        choice(
          'histo',
          'Histologie',
          [
            ['adk', 'adénocarcinome'],
            ['epi', 'épidermoïde'],
            ['gc', 'grandes cellules'],
            ['nos', 'NOS'],
            ['mixte', 'mixte'],
          ],
          { short: 'histologie', when: [['type', '=', 'cbnpc']] },
        ),
        choice(
          'pdl1',
          'PD-L1 (score tumoral)',
          [
            ['inf1', '< 1 %'],
            ['1-49', '1 à 49 %'],
            ['sup50', '≥ 50 %'],
            ['attente', 'en attente'],
            ['nd', 'non fait'],
          ],
          { short: 'PD-L1' },
        ),
        choice(
          'egfr',
          'EGFR',
          [
            ['del19', 'délétion exon 19'],
            ['l858r', 'L858R'],
            ['ins20', 'insertion exon 20'],
            ['autre', 'autre mutation'],
            ['sauvage', 'non muté'],
            ['attente', 'en attente'],
            ['nd', 'non fait'],
          ],
          { short: 'EGFR' },
        ),
        choice('alk', 'ALK', POSITIVE_NEGATIVE, { short: 'ALK' }),
        choice('ros1', 'ROS1', POSITIVE_NEGATIVE, { short: 'ROS1' }),
        choice(
          'kras',
          'KRAS',
          [
            ['g12c', 'G12C'],
            ['autre', 'autre mutation'],
            ['sauvage', 'non muté'],
            ['attente', 'en attente'],
            ['nd', 'non fait'],
          ],
          { short: 'KRAS' },
        ),
        choice('braf', 'BRAF V600', MUTATION, { short: 'BRAF' }),
        choice('met', 'MET exon 14', MUTATION, { short: 'MET ex14' }),
        choice('ret', 'RET', POSITIVE_NEGATIVE, { short: 'RET' }),
        choice('her2', 'HER2', MUTATION, { short: 'HER2' }),
        choice('ntrk', 'NTRK', POSITIVE_NEGATIVE, { short: 'NTRK' }),
        choice(
          'adn-circulant',
          'ADN tumoral circulant',
          [
            ['nd', 'non fait'],
            ['positif', 'positif'],
            ['negatif', 'négatif'],
            ['attente', 'en attente'],
          ],
          { short: 'ADN circulant' },
        ),
      ],
      {
        when: [
          ['type', '=', 'cbnpc'],
          ['type', '=', 'carcinoide'],
        ],
        any: true,
      },
    ),
    group(
      'cpc-g',
      'Petites cellules',
      [
        choice(
          'stade-cpc',
          'Stade',
          [
            ['limite', 'localisé (un champ d’irradiation)'],
            ['etendu', 'disséminé'],
          ],
          { short: 'stade' },
        ),
        choice(
          'icp',
          'Irradiation prophylactique cérébrale',
          [
            ['non', 'non discutée'],
            ['discuter', 'à discuter'],
            ['faite', 'faite'],
            ['refus', 'refus'],
          ],
          { short: 'irradiation prophylactique cérébrale' },
        ),
        yesNo('siadh', 'SIADH', { short: 'SIADH' }),
      ],
      { when: [['type', '=', 'cpc']] },
    ),
    group(
      'meso',
      'Mésothéliome',
      [
        choice(
          'type-meso',
          'Type',
          [
            ['epithelioide', 'épithélioïde'],
            ['biphasique', 'biphasique'],
            ['sarcomatoide', 'sarcomatoïde'],
          ],
          { short: 'type' },
        ),
        yesNo('mesopath', 'Relecture MESOPATH', { short: 'relecture MESOPATH' }),
        yesNo('fiva', 'Information sur le FIVA donnée', { short: 'FIVA' }),
      ],
      { when: [['type', '=', 'mesotheliome']] },
    ),
    group(
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
      { when: [['type', '=', 'thymus']] },
    ),
    group('chirurgie', 'Chirurgie faite', [
      choice('resection', 'Résection', [['non', 'non opéré'], ...RESECTION], { short: 'résection' }),
      line('geste', 'Geste', {
        short: 'geste',
        when: [
          ['resection', 'exists', true],
          ['resection', '!=', 'non'],
        ],
      }),
      yesNo('plevre', 'Envahissement pleural viscéral', {
        short: 'plèvre viscérale',
        when: [
          ['resection', 'exists', true],
          ['resection', '!=', 'non'],
        ],
      }),
      yesNo('stas', 'Dissémination aérienne (STAS)', {
        short: 'STAS',
        when: [
          ['resection', 'exists', true],
          ['resection', '!=', 'non'],
        ],
      }),
    ]),
    words('autre', 'Autres éléments utiles à la discussion', { short: 'autres éléments' }),
  ],
  THEMATIC.THORAX,
);
