import { choice, day, group, line, yesNo } from '../form.ts';
import { AFTER_RESECTION, anyOf, metastaticSites, resectionDone } from '../items.ts';

/** Staging, surgery and what is left. */
export const chirurgie = group('chirurgie', 'Bilan et chirurgie', [
  choice(
    'bilan',
    'Imagerie faite',
    [
      ['irm', 'IRM locale'],
      ['tdm', 'scanner thoracique'],
      ['tap', 'scanner thorax, abdomen, pelvis'],
      ['tep', 'TEP-TDM'],
      ['scinti', 'scintigraphie osseuse'],
      ['irm-corps', 'IRM du corps entier'],
    ],
    { repeats: true, short: 'imagerie' },
  ),
  metastaticSites,
  yesNo('poumon-resecable', 'Métastases pulmonaires résécables', {
    short: 'métastases pulmonaires résécables',
    ...anyOf('sites-meta', 'poumon'),
  }),
  choice(
    'induction',
    'Traitement avant chirurgie',
    [
      ['non', 'aucun'],
      ['chimio', 'chimiothérapie'],
      ['radio', 'radiothérapie'],
      ['deux', 'chimiothérapie et radiothérapie'],
      ['discuter', 'à discuter'],
    ],
    { short: 'traitement d’induction' },
  ),
  resectionDone,
  day('date-chirurgie', 'Date de la chirurgie', { short: 'le', ...AFTER_RESECTION }),
  choice(
    'lieu-chirurgie',
    'Lieu de la chirurgie',
    [
      ['expert', 'centre du réseau'],
      ['hors', 'hors réseau'],
    ],
    { short: 'lieu', ...AFTER_RESECTION },
  ),
  choice(
    'integrite',
    'Pièce',
    [
      ['monobloc', 'en un bloc'],
      ['fragmentee', 'fragmentée'],
      ['effraction', 'effraction'],
    ],
    { short: 'pièce', ...AFTER_RESECTION },
  ),
  choice(
    'reprise',
    'Reprise chirurgicale',
    [
      ['non', 'non indiquée'],
      ['discuter', 'à discuter'],
      ['prevue', 'prévue'],
      ['impossible', 'impossible'],
    ],
    { short: 'reprise', ...AFTER_RESECTION },
  ),
  line('cicatrice', 'Cicatrice et drain', { short: 'cicatrice', ...AFTER_RESECTION }),
]);
