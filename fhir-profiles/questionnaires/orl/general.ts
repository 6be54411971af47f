import { choice, decimal, group, line, yesNo } from '../form.ts';
import { percent, smoking, unless } from '../items.ts';

/** Where the tumour is; tobacco, alcohol, food, teeth, airway: what decides of what can be borne. */
export const general = group('general', 'Situation', [
  choice(
    'site',
    'Localisation',
    [
      ['bouche', 'cavité buccale, lèvre'],
      ['oropharynx', 'oropharynx'],
      ['larynx', 'larynx'],
      ['hypopharynx', 'hypopharynx'],
      ['nasopharynx', 'nasopharynx (cavum)'],
      ['sinus', 'fosses nasales, sinus'],
      ['salivaire', 'glandes salivaires'],
      ['sans-primitif', 'ganglion sans primitif retrouvé'],
      ['autre', 'autre'],
    ],
    { short: 'localisation' },
  ),
  smoking,
  decimal('pa', 'Consommation cumulée (paquets-années)', {
    min: 0,
    max: 250,
    short: 'paquets-années',
    ...unless('tabac', 'jamais'),
  }),
  choice(
    'alcool',
    'Alcool',
    [
      ['non', 'pas de consommation à risque'],
      ['sevre', 'sevré'],
      ['actif', 'consommation à risque en cours'],
    ],
    { short: 'alcool' },
  ),
  percent('perte-poids', 'Perte de poids en 6 mois', { short: 'perte de poids' }),
  choice(
    'alimentation',
    'Alimentation',
    [
      ['normale', 'normale'],
      ['mixee', 'mixée ou liquide'],
      ['sonde', 'sonde nasogastrique'],
      ['gastrostomie', 'gastrostomie'],
    ],
    { short: 'alimentation' },
  ),
  choice(
    'voies-aeriennes',
    'Voies aériennes',
    [
      ['libres', 'libres'],
      ['dyspnee', 'dyspnée'],
      ['tracheotomie', 'trachéotomie faite'],
    ],
    { short: 'voies aériennes' },
  ),
  choice(
    'dents',
    'Bilan dentaire',
    [
      ['nd', 'non fait'],
      ['fait', 'fait, sans soin à prévoir'],
      ['avulsions', 'avulsions à faire'],
      ['edente', 'édenté'],
    ],
    { short: 'dents' },
  ),
  choice(
    'cisplatine',
    'Cisplatine',
    [
      ['possible', 'possible'],
      ['rein', 'contre-indiqué, rein'],
      ['audition', 'contre-indiqué, audition'],
      ['coeur', 'contre-indiqué, cœur'],
      ['general', 'contre-indiqué, état général'],
      ['nd', 'non évalué'],
    ],
    { short: 'cisplatine' },
  ),
  decimal('dfg', 'Filtration glomérulaire, CKD-EPI', {
    unit: ['mL/min', 'mL/min'],
    min: 0,
    max: 200,
    short: 'DFG',
  }),
  yesNo('irradie', 'Territoire déjà irradié', { short: 'déjà irradié' }),
  line('second-cancer', 'Second cancer connu (œsophage, poumon, VADS)', { short: 'second cancer' }),
]);
