import { choice, form } from './form.ts';

/** Screening of frailty in eight questions (spec/product.md 12). */
export const g8 = form(
  'g8',
  'Questionnaire G8 (Oncodage)',
  [
    'Dépistage gériatrique en huit questions, à partir de 75 ans.',
    'Total de 0 à 17 ; une évaluation gériatrique est proposée à 14 ou moins.',
    'Seuil d’IMC de la fiche française de 2015 (18,5).',
  ].join(' '),
  [
    choice(
      'appetit',
      [
        'Le patient présente-t-il une perte d’appétit ? A-t-il mangé moins ces 3 derniers mois,',
        'par manque d’appétit, problèmes digestifs, difficultés de mastication ou de déglutition ?',
      ].join(' '),
      [
        ['severe', 'diminution sévère de la prise alimentaire', 0],
        ['moderee', 'diminution modérée', 1],
        ['aucune', 'pas de diminution', 2],
      ],
      { short: 'appétit' },
    ),
    choice(
      'poids',
      'Perte de poids ces 3 derniers mois',
      [
        ['sup3', 'plus de 3 kg', 0],
        ['inconnu', 'ne sait pas', 1],
        ['1-3', 'entre 1 et 3 kg', 2],
        ['aucune', 'pas de perte de poids', 3],
      ],
      { short: 'perte de poids' },
    ),
    choice(
      'mobilite',
      'Motricité',
      [
        ['lit', 'lit ou fauteuil', 0],
        ['interieur', 'autonome à l’intérieur', 1],
        ['sort', 'sort du domicile', 2],
      ],
      { short: 'motricité' },
    ),
    choice(
      'neuro',
      'Troubles neuropsychologiques',
      [
        ['severe', 'démence ou dépression sévère', 0],
        ['moderee', 'démence ou dépression modérée', 1],
        ['aucun', 'pas de trouble', 2],
      ],
      { short: 'neuropsychologie' },
    ),
    choice(
      'imc',
      'Indice de masse corporelle (poids en kg / taille en m²)',
      [
        ['inf185', 'moins de 18,5', 0],
        ['185-21', '18,5 à moins de 21', 1],
        ['21-23', '21 à moins de 23', 2],
        ['sup23', '23 et plus', 3],
      ],
      { short: 'IMC' },
    ),
    choice(
      'medicaments',
      'Plus de 3 médicaments par jour',
      [
        ['oui', 'oui', 0],
        ['non', 'non', 1],
      ],
      { short: 'plus de 3 médicaments' },
    ),
    choice(
      'sante',
      'Par rapport aux personnes de son âge, le patient trouve son état de santé…',
      [
        ['moins', 'moins bon', 0],
        ['inconnu', 'ne sait pas', 0.5],
        ['autant', 'aussi bon', 1],
        ['meilleur', 'meilleur', 2],
      ],
      { short: 'état de santé ressenti' },
    ),
    choice(
      'age',
      'Âge',
      [
        ['sup85', 'plus de 85 ans', 0],
        ['80-85', '80 à 85 ans', 1],
        ['inf80', 'moins de 80 ans', 2],
      ],
      { short: 'âge' },
    ),
  ],
);
