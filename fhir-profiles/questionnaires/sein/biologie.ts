import { MUTATION } from '../answers.ts';
import { choice, group, line, yesNo } from '../form.ts';
import { anyOf, percent, unless } from '../items.ts';

/** What pathology and molecular biology found. */
export const biologie = group('biologie', 'Biologie de la tumeur', [
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
  percent('re', 'Récepteurs des œstrogènes', { short: 'RE' }),
  percent('rp', 'Récepteurs de la progestérone', { short: 'RP' }),
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
    { short: 'HER2 (ISH)', ...anyOf('her2', '2') },
  ),
  percent('ki67', 'Ki67', { short: 'Ki67' }),
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
  line('nom-signature', 'Nom et score de la signature', { short: 'test', ...unless('signature', 'non') }),
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
  choice('esr1', 'ESR1', MUTATION, { short: 'ESR1', ...anyOf('extension', 'positif') }),
]);
