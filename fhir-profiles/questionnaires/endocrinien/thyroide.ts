import { MUTATION, POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Thyroid: from the nodule to the risk of relapse. */
export const thyroide = group(
  'thyroide-g',
  'Thyroïde',
  [
    choice(
      'histo-thyroide',
      'Type histologique',
      [
        ['papillaire', 'papillaire'],
        ['vesiculaire', 'vésiculaire'],
        ['oncocytaire', 'oncocytaire'],
        ['peu-differencie', 'peu différencié'],
        ['anaplasique', 'anaplasique'],
        ['medullaire', 'médullaire'],
        ['niftp', 'NIFTP'],
        ['nd', 'cytologie seule'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'variante',
      'Variante agressive',
      [
        ['non', 'non'],
        ['hautes', 'cellules hautes'],
        ['cylindriques', 'cellules cylindriques'],
        ['sclerosante', 'sclérosante diffuse'],
        ['clous', 'en clous de tapissier'],
      ],
      { short: 'variante', ...anyOf('histo-thyroide', 'papillaire') },
    ),
    choice('tirads', 'Échographie (EU-TIRADS)', same('2', '3', '4', '5'), { short: 'EU-TIRADS' }),
    choice('bethesda', 'Cytologie (Bethesda)', same('I', 'II', 'III', 'IV', 'V', 'VI'), {
      short: 'Bethesda',
    }),
    mm('taille-thyroide', 'Taille tumorale', 200, { short: 'taille' }),
    choice(
      'multifocal',
      'Foyers',
      [
        ['un', 'un seul'],
        ['plusieurs', 'plusieurs, même lobe'],
        ['bilateral', 'deux lobes'],
      ],
      { short: 'foyers' },
    ),
    choice(
      'extra-thyroide',
      'Extension hors de la thyroïde',
      [
        ['non', 'absente'],
        ['micro', 'microscopique'],
        ['muscles', 'muscles sous-hyoïdiens'],
        ['organe', 'trachée, œsophage, larynx, récurrent'],
      ],
      { short: 'extension' },
    ),
    choice(
      'cordes',
      'Mobilité des cordes vocales',
      [
        ['normale', 'normale'],
        ['paralysie', 'paralysie'],
        ['nd', 'non examinée'],
      ],
      { short: 'cordes vocales' },
    ),
    choice(
      'chirurgie-thyroide',
      'Chirurgie',
      [
        ['non', 'non opéré'],
        ['surveillance', 'surveillance active'],
        ['lobectomie', 'lobectomie'],
        ['totale', 'thyroïdectomie totale'],
      ],
      { short: 'chirurgie' },
    ),
    choice(
      'curage',
      'Curage',
      [
        ['non', 'aucun'],
        ['central', 'central'],
        ['lateral', 'latéral'],
        ['deux', 'central et latéral'],
      ],
      { short: 'curage' },
    ),
    choice(
      'risque-ata',
      'Risque de rechute (ATA)',
      [
        ['faible', 'faible'],
        ['intermediaire', 'intermédiaire'],
        ['eleve', 'élevé'],
      ],
      { short: 'risque', ...anyOf('histo-thyroide', 'papillaire', 'vesiculaire', 'oncocytaire') },
    ),
    choice('braf', 'BRAF V600E', MUTATION, { short: 'BRAF' }),
    choice('ret-fusion', 'Fusions RET ou NTRK', POSITIVE_NEGATIVE, { short: 'RET, NTRK' }),
  ],
  anyOf('site', 'thyroide'),
);

/** What follows a cancer of the thyroid: iodine, markers. */
export const suiviThyroide = group(
  'suivi-thyroide',
  'Marqueurs et iode',
  [
    decimal('tg', 'Thyroglobuline', {
      unit: ['ng/mL', 'ng/mL'],
      min: 0,
      max: 100000,
      short: 'thyroglobuline',
    }),
    choice('anti-tg', 'Anticorps antithyroglobuline', POSITIVE_NEGATIVE, { short: 'anticorps anti-Tg' }),
    choice(
      'iode',
      'Iode 131',
      [
        ['non', 'jamais reçu'],
        ['recu', 'reçu'],
        ['discuter', 'à discuter'],
        ['refractaire', 'maladie réfractaire'],
      ],
      { short: 'iode 131' },
    ),
    decimal('activite', 'Activité cumulée', {
      unit: ['GBq', 'GBq'],
      min: 0,
      max: 100,
      short: 'activité cumulée',
    }),
    choice(
      'reponse',
      'Réponse',
      [
        ['excellente', 'excellente'],
        ['indeterminee', 'indéterminée'],
        ['biologique', 'biologique incomplète'],
        ['morphologique', 'morphologique incomplète'],
      ],
      { short: 'réponse' },
    ),
    decimal('calcitonine', 'Calcitonine', {
      unit: ['pg/mL', 'pg/mL'],
      min: 0,
      max: 1000000,
      short: 'calcitonine',
      ...anyOf('histo-thyroide', 'medullaire', 'nd'),
    }),
    decimal('ace', 'ACE', {
      unit: ['ng/mL', 'ng/mL'],
      min: 0,
      max: 100000,
      short: 'ACE',
      ...anyOf('histo-thyroide', 'medullaire'),
    }),
    choice('ret', 'RET (tumeur)', MUTATION, { short: 'RET', ...anyOf('histo-thyroide', 'medullaire') }),
    yesNo('doublement', 'Doublement des marqueurs en moins de six mois', { short: 'doublement rapide' }),
  ],
  anyOf('site', 'thyroide'),
);
