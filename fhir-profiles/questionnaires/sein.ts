import { THEMATIC } from '../src/codes.ts';
import { METASTASES, MUTATION } from './answers.ts';
import { choice, day, decimal, form, group, integer, line, words, yesNo } from './form.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const sein = form(
  'frcp-sein',
  'Fiche RCP : sein',
  'Éléments propres au cancer du sein, pour la discussion en RCP.',
  [
    group('contexte', 'Contexte', [
      choice(
        'menopause',
        'Statut ménopausique',
        [
          ['non', 'non ménopausée'],
          ['peri', 'périménopause'],
          ['oui', 'ménopausée'],
          ['na', 'sans objet'],
        ],
        { short: 'ménopause' },
      ),
      yesNo('thm', 'Traitement hormonal en cours au diagnostic', { short: 'THM en cours' }),
      choice(
        'risque',
        'Risque familial ou génétique',
        [
          ['aucun', 'pas de facteur connu'],
          ['famille', 'antécédents familiaux'],
          ['score', 'score d’Eisinger d’au moins 3'],
          ['mutation', 'variant pathogène connu'],
        ],
        { short: 'risque familial' },
      ),
      choice(
        'gene',
        'Gène en cause',
        [
          ['brca1', 'BRCA1'],
          ['brca2', 'BRCA2'],
          ['palb2', 'PALB2'],
          ['tp53', 'TP53'],
          ['atm', 'ATM'],
          ['chek2', 'CHEK2'],
          ['autre', 'autre'],
        ],
        { short: 'gène', repeats: true, when: [['risque', '=', 'mutation']] },
      ),
      yesNo('consult-onco', 'Consultation d’oncogénétique faite ou demandée', {
        short: 'consultation d’oncogénétique',
        when: [
          ['risque', '=', 'famille'],
          ['risque', '=', 'score'],
        ],
        any: true,
      }),
    ]),
    group('clinique', 'Examen clinique et imagerie', [
      decimal('taille-clinique', 'Taille clinique', {
        unit: ['mm', 'mm'],
        min: 0,
        max: 300,
        short: 'taille clinique',
      }),
      choice(
        'inflammatoire',
        'Signes inflammatoires',
        [
          ['non', 'absents'],
          ['pev', 'poussée évolutive (PEV 2)'],
          ['t4d', 'mastite carcinomateuse (PEV 3, T4d)'],
        ],
        { short: 'signes inflammatoires' },
      ),
      choice(
        'acr',
        'Classification ACR (BI-RADS) la plus élevée',
        [
          ['3', 'ACR 3'],
          ['4a', 'ACR 4a'],
          ['4b', 'ACR 4b'],
          ['4c', 'ACR 4c'],
          ['5', 'ACR 5'],
          ['6', 'ACR 6'],
        ],
        { short: 'imagerie' },
      ),
      decimal('taille-echo', 'Taille en échographie', {
        unit: ['mm', 'mm'],
        min: 0,
        max: 300,
        short: 'taille en échographie',
      }),
      choice(
        'irm',
        'IRM mammaire',
        [
          ['non', 'non faite'],
          ['unifocal', 'faite, lésion unique'],
          ['multifocal', 'faite, multifocale'],
          ['multicentrique', 'faite, multicentrique'],
          ['bilateral', 'faite, atteinte bilatérale'],
        ],
        { short: 'IRM' },
      ),
      decimal('taille-irm', 'Taille en IRM', {
        unit: ['mm', 'mm'],
        min: 0,
        max: 300,
        short: 'taille en IRM',
        when: [
          ['irm', 'exists', true],
          ['irm', '!=', 'non'],
        ],
      }),
      choice(
        'microcalc',
        'Microcalcifications',
        [
          ['non', 'absentes'],
          ['foyer', 'un foyer'],
          ['etendues', 'étendues'],
        ],
        { short: 'microcalcifications' },
      ),
      decimal('etendue-microcalc', 'Étendue des microcalcifications', {
        unit: ['mm', 'mm'],
        min: 0,
        max: 300,
        short: 'étendue',
        when: [
          ['microcalc', 'exists', true],
          ['microcalc', '!=', 'non'],
        ],
      }),
      choice(
        'axillaire',
        'Aire axillaire en imagerie',
        [
          ['normale', 'normale'],
          ['suspecte', 'suspecte'],
          ['prouvee', 'envahie, prouvée par ponction'],
        ],
        { short: 'aisselle' },
      ),
      choice(
        'extension',
        'Bilan d’extension',
        [
          ['non', 'non indiqué'],
          ['attente', 'en attente'],
          ['negatif', 'négatif'],
          ['positif', 'métastases'],
        ],
        { short: 'bilan d’extension' },
      ),
      choice('metastases', 'Sites métastatiques', METASTASES.slice(1), {
        repeats: true,
        when: [['extension', '=', 'positif']],
        short: 'sites',
      }),
    ]),
    group('biologie', 'Biologie de la tumeur', [
      choice(
        'type-histo',
        'Type histologique principal',
        [
          ['ns', 'infiltrant de type non spécifique'],
          ['lobulaire', 'lobulaire infiltrant'],
          ['in-situ', 'carcinome in situ seul'],
          ['mucineux', 'mucineux'],
          ['tubuleux', 'tubuleux'],
          ['metaplasique', 'métaplasique'],
          ['autre', 'autre'],
        ],
        { short: 'histologie' },
      ),
      choice(
        'grade',
        'Grade histopronostique (Elston et Ellis)',
        [
          ['1', 'grade I'],
          ['2', 'grade II'],
          ['3', 'grade III'],
        ],
        { short: 'grade' },
      ),
      decimal('re', 'Récepteurs des œstrogènes', { unit: ['%', '%'], min: 0, max: 100, short: 'RE' }),
      decimal('rp', 'Récepteurs de la progestérone', { unit: ['%', '%'], min: 0, max: 100, short: 'RP' }),
      choice(
        'her2',
        'HER2 en immunohistochimie',
        [
          ['0', '0'],
          ['1', '1+'],
          ['2', '2+'],
          ['3', '3+'],
        ],
        { short: 'HER2' },
      ),
      choice(
        'fish',
        'HER2 en hybridation in situ',
        [
          ['amplifie', 'amplifié'],
          ['non', 'non amplifié'],
          ['attente', 'en attente'],
        ],
        { short: 'HER2 (ISH)', when: [['her2', '=', '2']] },
      ),
      decimal('ki67', 'Ki67', { unit: ['%', '%'], min: 0, max: 100, short: 'Ki67' }),
      yesNo('emboles', 'Emboles vasculaires', { short: 'emboles' }),
      choice(
        'signature',
        'Signature génomique',
        [
          ['non', 'non faite'],
          ['faible', 'risque faible'],
          ['intermediaire', 'risque intermédiaire'],
          ['eleve', 'risque élevé'],
          ['attente', 'en attente'],
        ],
        { short: 'signature génomique' },
      ),
      line('nom-signature', 'Nom et score de la signature', {
        short: 'test',
        when: [
          ['signature', 'exists', true],
          ['signature', '!=', 'non'],
        ],
      }),
      choice(
        'pdl1',
        'PD-L1 (CPS, tumeur triple négative)',
        [
          ['nd', 'non fait'],
          ['inf10', 'CPS < 10'],
          ['sup10', 'CPS ≥ 10'],
        ],
        {
          short: 'PD-L1',
          when: [
            ['re', '<', 10],
            ['rp', '<', 10],
          ],
        },
      ),
      choice('pik3ca', 'PIK3CA', MUTATION, { short: 'PIK3CA' }),
      choice('esr1', 'ESR1', MUTATION, { short: 'ESR1', when: [['extension', '=', 'positif']] }),
    ]),
    group('chirurgie', 'Chirurgie', [
      choice(
        'geste',
        'Geste mammaire',
        [
          ['aucun', 'non opérée'],
          ['tumorectomie', 'tumorectomie'],
          ['oncoplastie', 'chirurgie oncoplastique'],
          ['mastectomie', 'mastectomie'],
          ['mastectomie-reco', 'mastectomie et reconstruction immédiate'],
        ],
        { short: 'geste' },
      ),
      day('date-chirurgie', 'Date de la chirurgie', {
        short: 'le',
        when: [
          ['geste', 'exists', true],
          ['geste', '!=', 'aucun'],
        ],
      }),
      decimal('taille-histo', 'Taille histologique infiltrante', {
        unit: ['mm', 'mm'],
        min: 0,
        max: 300,
        short: 'taille histologique',
        when: [
          ['geste', 'exists', true],
          ['geste', '!=', 'aucun'],
        ],
      }),
      choice(
        'marges',
        'Marges',
        [
          ['saines', 'saines'],
          ['inf2', 'saines, à moins de 2 mm'],
          ['atteintes', 'atteintes'],
        ],
        {
          short: 'marges',
          when: [
            ['geste', 'exists', true],
            ['geste', '!=', 'aucun'],
          ],
        },
      ),
      choice(
        'geste-axillaire',
        'Geste axillaire',
        [
          ['aucun', 'aucun'],
          ['gs', 'ganglion sentinelle'],
          ['curage', 'curage'],
          ['tad', 'dissection ciblée (TAD)'],
        ],
        { short: 'aisselle' },
      ),
      integer('gg-preleves', 'Ganglions prélevés', {
        min: 0,
        max: 80,
        short: 'ganglions prélevés',
        when: [
          ['geste-axillaire', 'exists', true],
          ['geste-axillaire', '!=', 'aucun'],
        ],
      }),
      integer('gg-envahis', 'Ganglions envahis', {
        min: 0,
        max: 80,
        short: 'ganglions envahis',
        when: [
          ['geste-axillaire', 'exists', true],
          ['geste-axillaire', '!=', 'aucun'],
        ],
      }),
      choice(
        'atteinte-gg',
        'Plus grande atteinte ganglionnaire',
        [
          ['cti', 'cellules isolées'],
          ['micro', 'micrométastase'],
          ['macro', 'macrométastase'],
          ['rupture', 'macrométastase avec rupture capsulaire'],
        ],
        { when: [['gg-envahis', '>', 0]], short: 'atteinte' },
      ),
      choice(
        'neoadjuvant',
        'Traitement néoadjuvant reçu',
        [
          ['non', 'non'],
          ['chimio', 'chimiothérapie'],
          ['hormono', 'hormonothérapie'],
          ['immuno', 'chimiothérapie et immunothérapie'],
        ],
        { short: 'néoadjuvant' },
      ),
      choice(
        'reponse',
        'Réponse histologique',
        [
          ['pcr', 'réponse complète (RCB 0)'],
          ['rcb1', 'RCB I'],
          ['rcb2', 'RCB II'],
          ['rcb3', 'RCB III'],
          ['nd', 'non évaluée'],
        ],
        {
          short: 'réponse',
          when: [
            ['neoadjuvant', 'exists', true],
            ['neoadjuvant', '!=', 'non'],
          ],
        },
      ),
    ]),
    words('autre', 'Autres éléments utiles à la discussion', { short: 'autres éléments' }),
  ],
  THEMATIC.SEIN,
);
