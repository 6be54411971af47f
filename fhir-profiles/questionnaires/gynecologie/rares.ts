import { choice, decimal, group, integer, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Sarcomas of the uterus. */
export const sarcome = group(
  'sarcome-g',
  'Sarcome utérin',
  [
    choice(
      'histo-sarcome',
      'Type histologique',
      [
        ['leiomyosarcome', 'léiomyosarcome'],
        ['stroma-bg', 'sarcome du stroma de bas grade'],
        ['stroma-hg', 'sarcome du stroma de haut grade'],
        ['adenosarcome', 'adénosarcome'],
        ['indifferencie', 'sarcome indifférencié'],
        ['stump', 'tumeur de malignité incertaine (STUMP)'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'figo-sarcome',
      'Stade FIGO 2009',
      same('IA', 'IB', 'IC', 'IIA', 'IIB', 'IIIA', 'IIIB', 'IIIC', 'IVA', 'IVB'),
      { short: 'FIGO' },
    ),
    mm('taille-sarcome', 'Taille tumorale', 500, { short: 'taille' }),
    yesNo('morcellement', 'Morcellement ou effraction', { short: 'morcellement' }),
    choice(
      'recepteurs-sarcome',
      'Récepteurs hormonaux',
      [
        ['positifs', 'positifs'],
        ['negatifs', 'négatifs'],
        ['nd', 'non faits'],
      ],
      { short: 'récepteurs' },
    ),
  ],
  anyOf('site', 'sarcome'),
);

/** Trophoblastic disease: the score decides between one drug and several. */
export const trophoblaste = group(
  'trophoblaste-g',
  'Tumeur trophoblastique',
  [
    choice(
      'type-trophoblaste',
      'Type',
      [
        ['post-molaire', 'tumeur post-molaire'],
        ['choriocarcinome', 'choriocarcinome'],
        ['site-implantation', 'tumeur du site d’implantation'],
        ['epithelioide', 'tumeur épithélioïde'],
      ],
      { short: 'type' },
    ),
    choice('figo-trophoblaste', 'Stade FIGO', same('I', 'II', 'III', 'IV'), { short: 'FIGO' }),
    integer('score-trophoblaste', 'Score FIGO (OMS)', { min: 0, max: 25, short: 'score FIGO' }),
    decimal('hcg', 'Dosage de l’hCG totale', { unit: ['U/L', 'UI/L'], min: 0, max: 10000000, short: 'hCG' }),
    yesNo('centre-reference', 'Déclarée au centre de référence', { short: 'centre de référence' }),
  ],
  anyOf('site', 'trophoblaste'),
);
