import { SENTINEL_NODE, VASCULAR_INVASION } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf, mm, percent, same } from '../items.ts';

/** Endometrium: the molecular class weighs as much as the stage (FIGO 2023). */
export const endometre = group(
  'endometre-g',
  'Endomètre',
  [
    choice(
      'histo-endometre',
      'Type histologique',
      [
        ['endometrioide', 'endométrioïde'],
        ['sereux', 'séreux'],
        ['cellules-claires', 'à cellules claires'],
        ['indifferencie', 'indifférencié ou dédifférencié'],
        ['mixte', 'mixte'],
        ['carcinosarcome', 'carcinosarcome'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'grade-endometre',
      'Grade (endométrioïde)',
      [
        ['bas', 'bas grade (1 ou 2)'],
        ['haut', 'haut grade (3)'],
      ],
      { short: 'grade', ...anyOf('histo-endometre', 'endometrioide') },
    ),
    choice(
      'molecule',
      'Classe moléculaire',
      [
        ['pole', 'POLE muté'],
        ['mmrd', 'MMR déficient'],
        ['p53', 'p53 anormal'],
        ['nsmp', 'sans profil particulier (NSMP)'],
        ['attente', 'en attente'],
        ['nd', 'non faite'],
      ],
      { short: 'classe moléculaire' },
    ),
    choice(
      'figo-endometre',
      'Stade FIGO 2023',
      same(
        ...['IA1', 'IA2', 'IA3', 'IAmPOLEmut', 'IB', 'IC', 'IIA', 'IIB', 'IIC', 'IICmp53abn'],
        ...['IIIA1', 'IIIA2', 'IIIB1', 'IIIB2', 'IIIC1i', 'IIIC1ii', 'IIIC2i', 'IIIC2ii'],
        ...['IVA', 'IVB', 'IVC'],
      ),
      { short: 'FIGO' },
    ),
    choice(
      'myometre',
      'Infiltration du myomètre',
      [
        ['aucune', 'aucune'],
        ['inf50', 'moins de la moitié'],
        ['sup50', 'la moitié ou plus'],
        ['nd', 'non évaluée'],
      ],
      { short: 'myomètre' },
    ),
    choice('emboles-endometre', 'Emboles lymphovasculaires', VASCULAR_INVASION, { short: 'emboles' }),
    choice(
      'stroma-col',
      'Stroma du col',
      [
        ['libre', 'libre'],
        ['envahi', 'envahi'],
        ['nd', 'non évalué'],
      ],
      { short: 'stroma du col' },
    ),
    percent('re-endometre', 'Récepteurs des œstrogènes', { short: 'RE' }),
    mm('taille-endometre', 'Taille tumorale', 200, { short: 'taille' }),
    choice('gs-endometre', 'Ganglion sentinelle', SENTINEL_NODE, { short: 'ganglion sentinelle' }),
    choice(
      'risque-endometre',
      'Groupe de risque (ESGO, ESTRO, ESP)',
      [
        ['faible', 'faible'],
        ['intermediaire', 'intermédiaire'],
        ['inter-eleve', 'intermédiaire élevé'],
        ['eleve', 'élevé'],
        ['avance', 'avancé ou métastatique'],
      ],
      { short: 'risque' },
    ),
    choice(
      'her2-endometre',
      'HER2 (séreux, carcinosarcome)',
      [
        ['positif', 'positif'],
        ['faible', 'faible'],
        ['negatif', 'négatif'],
        ['nd', 'non fait'],
      ],
      { short: 'HER2', ...anyOf('histo-endometre', 'sereux', 'carcinosarcome', 'mixte') },
    ),
  ],
  anyOf('site', 'endometre'),
);
