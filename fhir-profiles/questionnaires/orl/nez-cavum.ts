import { EXPERT_READING } from '../answers.ts';
import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Nasopharynx. */
export const nasopharynx = group(
  'nasopharynx-g',
  'Nasopharynx',
  [
    choice(
      'oms-cavum',
      'Type histologique (OMS)',
      [
        ['kera', 'kératinisant'],
        ['non-kera', 'non kératinisant différencié'],
        ['indifferencie', 'non kératinisant indifférencié'],
        ['basaloide', 'basaloïde'],
      ],
      { short: 'histologie' },
    ),
    decimal('ebv', 'ADN plasmatique de l’EBV', {
      unit: ['{copies}/mL', 'copies/mL'],
      min: 0,
      max: 100000000,
      short: 'ADN EBV',
    }),
    yesNo('nerfs', 'Nerf crânien atteint', { short: 'nerf crânien' }),
    choice(
      'base-crane',
      'Base du crâne',
      [
        ['libre', 'libre'],
        ['os', 'os envahi'],
        ['endocrane', 'extension endocrânienne'],
      ],
      { short: 'base du crâne' },
    ),
  ],
  anyOf('site', 'nasopharynx'),
);

/** Nose and sinuses: wood and leather dust make it an occupational disease. */
export const sinus = group(
  'sinus-g',
  'Fosses nasales et sinus',
  [
    choice(
      'sous-site-sinus',
      'Siège',
      [
        ['ethmoide', 'ethmoïde'],
        ['maxillaire', 'sinus maxillaire'],
        ['fosse', 'fosse nasale'],
        ['sphenoide', 'sphénoïde'],
        ['frontal', 'sinus frontal'],
      ],
      { short: 'siège' },
    ),
    choice(
      'histo-sinus',
      'Type histologique',
      [
        ['adk-intestinal', 'adénocarcinome de type intestinal'],
        ['epidermoide', 'épidermoïde'],
        ['esthesio', 'neuroblastome olfactif'],
        ['melanome', 'mélanome muqueux'],
        ['indifferencie', 'indifférencié (SNUC)'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'exposition',
      'Exposition professionnelle',
      [
        ['non', 'non retrouvée'],
        ['bois', 'poussières de bois'],
        ['cuir', 'cuir'],
        ['autre', 'autre cancérogène'],
        ['inconnue', 'non recherchée'],
      ],
      { short: 'exposition' },
    ),
    yesNo('declaration', 'Déclaration de maladie professionnelle faite', {
      short: 'maladie professionnelle déclarée',
      ...anyOf('exposition', 'bois', 'cuir', 'autre'),
    }),
    choice(
      'extension-sinus',
      'Extension',
      [
        ['limitee', 'limitée'],
        ['orbite', 'orbite'],
        ['lame', 'lame criblée'],
        ['dure-mere', 'dure-mère ou cerveau'],
        ['peau', 'peau de la joue ou du nez'],
      ],
      { repeats: true, alone: 'limitee', short: 'extension' },
    ),
    choice('refcor-sinus', 'Relecture REFCOR', EXPERT_READING, { short: 'REFCOR' }),
  ],
  anyOf('site', 'sinus'),
);
