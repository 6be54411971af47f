import { THEMATIC } from '../src/codes.ts';
import { MUTATION, POSITIVE_NEGATIVE, YES_NO_UNKNOWN } from './answers.ts';
import { choice, decimal, form, group, line, words, yesNo } from './form.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const hematologie = form(
  'frcp-hematologie',
  'Fiche RCP : hématologie',
  'Éléments propres aux hémopathies malignes, pour la discussion en RCP.',
  [
    group('general', 'Situation', [
      choice(
        'type',
        'Type d’hémopathie',
        [
          ['lnh-agressif', 'lymphome B agressif'],
          ['lnh-indolent', 'lymphome indolent'],
          ['hodgkin', 'lymphome de Hodgkin'],
          ['lymphome-t', 'lymphome T'],
          ['manteau', 'lymphome du manteau'],
          ['myelome', 'myélome'],
          ['llc', 'leucémie lymphoïde chronique'],
          ['lam', 'leucémie aiguë myéloïde'],
          ['lal', 'leucémie aiguë lymphoblastique'],
          ['smd', 'myélodysplasie'],
          ['smp', 'néoplasie myéloproliférative'],
          ['lmc', 'leucémie myéloïde chronique'],
          ['autre', 'autre'],
        ],
        { short: 'type' },
      ),
      yesNo('symptomes-b', 'Symptômes B', { short: 'symptômes B' }),
      choice(
        'ligne',
        'Ligne de traitement discutée',
        [
          ['surveillance', 'surveillance'],
          ['1', 'première ligne'],
          ['2', 'deuxième ligne'],
          ['3', 'troisième ligne ou plus'],
        ],
        { short: 'ligne' },
      ),
      choice(
        'serologies',
        'Sérologies VIH, VHB, VHC',
        [
          ['negatives', 'négatives'],
          ['positive', 'au moins une positive'],
          ['attente', 'en attente'],
          ['nd', 'non faites'],
        ],
        { short: 'sérologies' },
      ),
      choice(
        'fevg',
        'Fraction d’éjection avant anthracyclines',
        [
          ['normale', 'normale'],
          ['diminuee', 'diminuée'],
          ['attente', 'en attente'],
          ['na', 'sans objet'],
        ],
        { short: 'FEVG' },
      ),
      choice(
        'fertilite',
        'Préservation de la fertilité',
        [
          ['faite', 'faite'],
          ['proposee', 'proposée'],
          ['refus', 'refusée'],
          ['na', 'sans objet'],
        ],
        { short: 'fertilité' },
      ),
    ]),
    group('biologie', 'Numération et biologie', [
      decimal('hb', 'Hémoglobine', { unit: ['g/dL', 'g/dL'], min: 1, max: 25, short: 'Hb' }),
      decimal('gb', 'Leucocytes', { min: 0, max: 1000, short: 'leucocytes (G/L)' }),
      decimal('pnn', 'Neutrophiles', { min: 0, max: 500, short: 'PNN (G/L)' }),
      decimal('plaquettes', 'Plaquettes', { min: 0, max: 5000, short: 'plaquettes (G/L)' }),
      decimal('blastes', 'Blastes médullaires', {
        unit: ['%', '%'],
        min: 0,
        max: 100,
        short: 'blastes',
        when: [
          ['type', '=', 'lam'],
          ['type', '=', 'lal'],
          ['type', '=', 'smd'],
          ['type', '=', 'smp'],
        ],
        any: true,
      }),
      decimal('ldh', 'LDH (multiple de la normale)', { min: 0, max: 100, short: 'LDH (× N)' }),
    ]),
    group(
      'lymphome',
      'Lymphome',
      [
        choice(
          'ann-arbor',
          'Stade d’Ann Arbor (Lugano)',
          [
            ['1', 'I'],
            ['2', 'II'],
            ['2b', 'II bulky'],
            ['3', 'III'],
            ['4', 'IV'],
          ],
          { short: 'Ann Arbor' },
        ),
        decimal('bulk', 'Plus grande masse', {
          unit: ['cm', 'cm'],
          min: 0,
          max: 40,
          short: 'plus grande masse',
        }),
        choice(
          'ipi',
          'Score pronostique (IPI, aaIPI)',
          [
            ['0-1', 'faible (0-1)'],
            ['2', 'intermédiaire faible (2)'],
            ['3', 'intermédiaire élevé (3)'],
            ['4-5', 'élevé (4-5)'],
          ],
          {
            short: 'IPI',
            when: [
              ['type', '=', 'lnh-agressif'],
              ['type', '=', 'lymphome-t'],
              ['type', '=', 'manteau'],
            ],
            any: true,
          },
        ),
        choice(
          'flipi',
          'FLIPI',
          [
            ['faible', 'faible (0-1)'],
            ['intermediaire', 'intermédiaire (2)'],
            ['eleve', 'élevé (3-5)'],
          ],
          { short: 'FLIPI', when: [['type', '=', 'lnh-indolent']] },
        ),
        yesNo('gelf', 'Critères de forte masse (GELF)', {
          short: 'GELF',
          when: [['type', '=', 'lnh-indolent']],
        }),
        choice(
          'eortc',
          'Groupe pronostique (Hodgkin)',
          [
            ['loc-f', 'localisé favorable'],
            ['loc-d', 'localisé défavorable'],
            ['avance', 'avancé'],
          ],
          { short: 'groupe', when: [['type', '=', 'hodgkin']] },
        ),
        choice(
          'coo',
          'Cellule d’origine',
          [
            ['gcb', 'centre germinatif'],
            ['non-gcb', 'non centre germinatif'],
            ['nd', 'non déterminée'],
          ],
          { short: 'cellule d’origine', when: [['type', '=', 'lnh-agressif']] },
        ),
        choice(
          'myc',
          'Réarrangements MYC, BCL2, BCL6',
          [
            ['non', 'aucun'],
            ['myc', 'MYC seul'],
            ['double', 'double hit'],
            ['triple', 'triple hit'],
            ['attente', 'en attente'],
          ],
          { short: 'MYC', when: [['type', '=', 'lnh-agressif']] },
        ),
        choice(
          'tep',
          'TEP de réponse (Deauville)',
          [
            ['nd', 'non faite'],
            ['1', '1'],
            ['2', '2'],
            ['3', '3'],
            ['4', '4'],
            ['5', '5'],
          ],
          { short: 'Deauville' },
        ),
        choice(
          'snc',
          'Atteinte ou risque neuroméningé',
          [
            ['non', 'non'],
            ['risque', 'risque élevé'],
            ['atteinte', 'atteinte prouvée'],
          ],
          { short: 'système nerveux central' },
        ),
      ],
      {
        when: [
          ['type', '=', 'lnh-agressif'],
          ['type', '=', 'lnh-indolent'],
          ['type', '=', 'hodgkin'],
          ['type', '=', 'lymphome-t'],
          ['type', '=', 'manteau'],
        ],
        any: true,
      },
    ),
    group(
      'myelome-g',
      'Myélome',
      [
        choice(
          'isotype',
          'Isotype',
          [
            ['igg', 'IgG'],
            ['iga', 'IgA'],
            ['cl', 'chaînes légères'],
            ['autre', 'autre'],
          ],
          { short: 'isotype' },
        ),
        choice(
          'crab',
          'Critères de traitement (SLiM-CRAB)',
          [
            ['calcium', 'hypercalcémie'],
            ['rein', 'insuffisance rénale'],
            ['anemie', 'anémie'],
            ['os', 'lésions osseuses'],
            ['plasmo', 'plasmocytose d’au moins 60 %'],
            ['flc', 'rapport des chaînes légères d’au moins 100'],
            ['irm', 'plus d’une lésion en IRM'],
            ['aucun', 'aucun'],
          ],
          { repeats: true, short: 'SLiM-CRAB' },
        ),
        choice(
          'iss',
          'R-ISS',
          [
            ['1', 'I'],
            ['2', 'II'],
            ['3', 'III'],
          ],
          { short: 'R-ISS' },
        ),
        choice(
          'cyto-myelome',
          'Anomalies de haut risque',
          [
            ['non', 'aucune'],
            ['del17p', 'del(17p)'],
            ['t414', 't(4;14)'],
            ['t1416', 't(14;16)'],
            ['gain1q', 'gain 1q'],
            ['attente', 'en attente'],
          ],
          { repeats: true, short: 'haut risque' },
        ),
        choice('autogreffe', 'Éligible à l’autogreffe', YES_NO_UNKNOWN, { short: 'éligible à l’autogreffe' }),
      ],
      { when: [['type', '=', 'myelome']] },
    ),
    group(
      'llc-g',
      'Leucémie lymphoïde chronique',
      [
        choice(
          'binet',
          'Stade de Binet',
          [
            ['a', 'A'],
            ['b', 'B'],
            ['c', 'C'],
          ],
          { short: 'Binet' },
        ),
        yesNo('actif', 'Critères d’activité (iwCLL)', { short: 'maladie active' }),
        choice('tp53', 'Délétion 17p ou mutation de TP53', MUTATION, { short: 'TP53' }),
        choice(
          'ighv',
          'IGHV',
          [
            ['mute', 'muté'],
            ['non-mute', 'non muté'],
            ['attente', 'en attente'],
            ['nd', 'non fait'],
          ],
          { short: 'IGHV' },
        ),
      ],
      { when: [['type', '=', 'llc']] },
    ),
    group(
      'myeloide',
      'Leucémies aiguës, myélodysplasies, syndromes myéloprolifératifs',
      [
        line('caryotype', 'Caryotype', { short: 'caryotype' }),
        choice(
          'eln',
          'Risque (ELN 2022)',
          [
            ['favorable', 'favorable'],
            ['intermediaire', 'intermédiaire'],
            ['defavorable', 'défavorable'],
            ['attente', 'en attente'],
          ],
          { short: 'ELN', when: [['type', '=', 'lam']] },
        ),
        choice(
          'flt3',
          'FLT3',
          [
            ['itd', 'ITD'],
            ['tkd', 'TKD'],
            ['sauvage', 'non muté'],
            ['attente', 'en attente'],
          ],
          { short: 'FLT3', when: [['type', '=', 'lam']] },
        ),
        choice('npm1', 'NPM1', MUTATION, { short: 'NPM1', when: [['type', '=', 'lam']] }),
        choice('idh', 'IDH1, IDH2', MUTATION, { short: 'IDH', when: [['type', '=', 'lam']] }),
        choice('tp53-m', 'TP53', MUTATION, { short: 'TP53' }),
        choice('bcr-abl', 'BCR::ABL1', POSITIVE_NEGATIVE, {
          short: 'BCR::ABL1',
          when: [
            ['type', '=', 'lal'],
            ['type', '=', 'lmc'],
            ['type', '=', 'smp'],
          ],
          any: true,
        }),
        choice(
          'jak2',
          'JAK2, CALR, MPL',
          [
            ['jak2', 'JAK2'],
            ['calr', 'CALR'],
            ['mpl', 'MPL'],
            ['triple-neg', 'triple négatif'],
            ['nd', 'non fait'],
          ],
          { short: 'JAK2, CALR, MPL', when: [['type', '=', 'smp']] },
        ),
        choice(
          'ipssr',
          'IPSS-R ou IPSS-M',
          [
            ['tres-faible', 'très faible'],
            ['faible', 'faible'],
            ['intermediaire', 'intermédiaire'],
            ['eleve', 'élevé'],
            ['tres-eleve', 'très élevé'],
          ],
          { short: 'IPSS', when: [['type', '=', 'smd']] },
        ),
        yesNo('transfusions', 'Dépendance transfusionnelle', {
          short: 'transfusions',
          when: [
            ['type', '=', 'smd'],
            ['type', '=', 'smp'],
          ],
          any: true,
        }),
        choice('chimio-intensive', 'Éligible à une chimiothérapie intensive', YES_NO_UNKNOWN, {
          short: 'chimiothérapie intensive',
          when: [
            ['type', '=', 'lam'],
            ['type', '=', 'lal'],
          ],
          any: true,
        }),
        choice(
          'mrd',
          'Maladie résiduelle',
          [
            ['negative', 'négative'],
            ['positive', 'positive'],
            ['attente', 'en attente'],
            ['na', 'sans objet'],
          ],
          { short: 'maladie résiduelle' },
        ),
      ],
      {
        when: [
          ['type', '=', 'lam'],
          ['type', '=', 'lal'],
          ['type', '=', 'smd'],
          ['type', '=', 'smp'],
          ['type', '=', 'lmc'],
        ],
        any: true,
      },
    ),
    group('greffe', 'Allogreffe et CAR-T', [
      choice(
        'allogreffe',
        'Allogreffe',
        [
          ['non', 'non envisagée'],
          ['discuter', 'à discuter'],
          ['prevue', 'prévue'],
          ['faite', 'faite'],
        ],
        { short: 'allogreffe' },
      ),
      choice(
        'donneur',
        'Donneur',
        [
          ['recherche', 'recherche en cours'],
          ['fratrie', 'fratrie'],
          ['fichier', 'fichier'],
          ['haplo', 'haplo-identique'],
        ],
        {
          short: 'donneur',
          when: [
            ['allogreffe', '=', 'discuter'],
            ['allogreffe', '=', 'prevue'],
          ],
          any: true,
        },
      ),
      choice(
        'cart',
        'CAR-T',
        [
          ['non', 'non envisagés'],
          ['discuter', 'à discuter'],
          ['prevus', 'prévus'],
          ['faits', 'faits'],
        ],
        { short: 'CAR-T' },
      ),
    ]),
    words('autre', 'Autres éléments utiles à la discussion', { short: 'autres éléments' }),
  ],
  THEMATIC.HEMATOLOGIE,
);
