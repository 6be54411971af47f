import { MUTATION } from '../answers.ts';
import { choice, decimal, group, integer, yesNo } from '../form.ts';
import { anyOf, same, unless } from '../items.ts';

/** Ovary, tube and peritoneum: what decides of a complete surgery, at once or later. */
export const ovaire = group(
  'ovaire-g',
  'Ovaire, trompe, péritoine',
  [
    choice(
      'histo-ovaire',
      'Type histologique',
      [
        ['sereux-hg', 'séreux de haut grade'],
        ['sereux-bg', 'séreux de bas grade'],
        ['endometrioide', 'endométrioïde'],
        ['cellules-claires', 'à cellules claires'],
        ['mucineux', 'mucineux'],
        ['carcinosarcome', 'carcinosarcome'],
        ['borderline', 'à la limite de la malignité'],
        ['germinale', 'tumeur germinale'],
        ['cordons', 'tumeur des cordons sexuels et du stroma'],
        ['nd', 'pas de preuve histologique'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'figo-ovaire',
      'Stade FIGO 2014',
      same(
        ...['IA', 'IB', 'IC1', 'IC2', 'IC3', 'IIA', 'IIB', 'IIIA1', 'IIIA2'],
        ...['IIIB', 'IIIC', 'IVA', 'IVB'],
      ),
      { short: 'FIGO' },
    ),
    decimal('ca125', 'CA 125', { unit: ['U/mL', 'U/mL'], min: 0, max: 1000000, short: 'CA 125' }),
    choice(
      'ascite',
      'Ascite',
      [
        ['non', 'absente'],
        ['faible', 'peu abondante'],
        ['abondante', 'abondante'],
      ],
      { short: 'ascite' },
    ),
    choice(
      'coelioscopie',
      'Exploration de la carcinose',
      [
        ['nd', 'non faite'],
        ['imagerie', 'imagerie seule'],
        ['coelioscopie', 'cœlioscopie'],
        ['laparotomie', 'laparotomie'],
      ],
      { short: 'exploration' },
    ),
    integer('pci', 'Index de carcinose (PCI)', { min: 0, max: 39, short: 'PCI' }),
    integer('fagotti', 'Score de Fagotti', {
      min: 0,
      max: 14,
      short: 'Fagotti',
      ...anyOf('coelioscopie', 'coelioscopie'),
    }),
    choice(
      'resecabilite',
      'Résécabilité complète',
      [
        ['oui', 'probable'],
        ['non', 'improbable'],
        ['jamais', 'contre-indiquée'],
        ['discuter', 'à discuter'],
      ],
      { short: 'résécabilité' },
    ),
    choice(
      'temps-chirurgie',
      'Temps de la chirurgie',
      [
        ['premiere', 'première'],
        ['intervalle', 'd’intervalle'],
        ['fermeture', 'de clôture, après six cures'],
        ['rechute', 'à la rechute'],
        ['aucune', 'non opérée'],
      ],
      { short: 'chirurgie' },
    ),
    choice('residu', 'Résidu tumoral (score CC)', same('CC-0', 'CC-1', 'CC-2', 'CC-3'), {
      short: 'résidu',
      ...unless('temps-chirurgie', 'aucune'),
    }),
    integer('cures', 'Cures de chimiothérapie reçues', { min: 0, max: 30, short: 'cures reçues' }),
    choice('brca-ovaire', 'BRCA1, BRCA2 (tumeur ou constitutionnel)', MUTATION, { short: 'BRCA' }),
    choice(
      'hrd',
      'Statut HRD (instabilité génomique)',
      [
        ['positif', 'positif'],
        ['negatif', 'négatif'],
        ['non-concluant', 'non concluant'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'HRD' },
    ),
    decimal('intervalle-platine', 'Intervalle libre depuis le dernier platine', {
      unit: ['mo', 'mois'],
      min: 0,
      max: 600,
      short: 'intervalle sans platine',
    }),
    yesNo('parp', 'Inhibiteur de PARP déjà reçu', { short: 'PARP reçu' }),
  ],
  anyOf('site', 'ovaire'),
);
