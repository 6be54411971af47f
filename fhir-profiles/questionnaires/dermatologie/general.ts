import { EXPERT_READING } from '../answers.ts';
import { choice, group, line, yesNo } from '../form.ts';
import { mm } from '../items.ts';

/** Which tumour, where, and what makes a patient fragile before the sun or a treatment. */
export const general = group('general', 'Situation', [
  choice(
    'type',
    'Type de tumeur',
    [
      ['melanome', 'mélanome cutané'],
      ['muqueux', 'mélanome muqueux'],
      ['uveal', 'mélanome de l’uvée'],
      ['epidermoide', 'carcinome épidermoïde'],
      ['basocellulaire', 'carcinome basocellulaire'],
      ['merkel', 'carcinome de Merkel'],
      ['lymphome', 'lymphome cutané'],
      ['autre', 'autre'],
    ],
    { short: 'type' },
  ),
  choice(
    'siege',
    'Siège',
    [
      ['tete', 'tête et cou'],
      ['tronc', 'tronc'],
      ['membre-sup', 'membre supérieur'],
      ['membre-inf', 'membre inférieur'],
      ['extremite', 'paume, plante, ongle'],
      ['muqueuse', 'muqueuse'],
      ['multiple', 'plusieurs sièges'],
    ],
    { short: 'siège' },
  ),
  line('siege-precis', 'Siège précis', { short: 'siège précis' }),
  mm('taille', 'Plus grande taille', 300, { short: 'taille' }),
  choice(
    'histoire',
    'Situation de la maladie',
    [
      ['premiere', 'première tumeur'],
      ['second', 'nouvelle tumeur, antécédent de cancer cutané'],
      ['recidive', 'récidive locale'],
      ['evolution', 'maladie avancée en évolution'],
    ],
    { short: 'situation' },
  ),
  choice(
    'terrain',
    'Terrain',
    [
      ['aucun', 'pas de terrain particulier'],
      ['greffe', 'greffe d’organe'],
      ['immuno', 'immunodépression autre'],
      ['auto-immune', 'maladie auto-immune'],
      ['genetique', 'génodermatose'],
      ['famille', 'mélanomes familiaux'],
      ['irradiation', 'peau irradiée ou cicatrice'],
    ],
    { repeats: true, alone: 'aucun', short: 'terrain' },
  ),
  yesNo('photos', 'Photographies jointes au dossier', { short: 'photographies jointes' }),
  choice('relecture', 'Relecture experte (CARADERM, GFELC)', EXPERT_READING, {
    short: 'relecture',
  }),
]);
