import { EXPERT_READING } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf, mm } from '../items.ts';

/** Where it is, how it was sampled, who read it: a network decides of a sarcoma before any operation. */
export const general = group('general', 'Situation', [
  choice(
    'type',
    'Type de tumeur',
    [
      ['mou', 'sarcome des tissus mous'],
      ['retroperitoine', 'sarcome du rétropéritoine'],
      ['os', 'sarcome osseux'],
      ['desmoide', 'tumeur desmoïde'],
      ['autre', 'autre'],
    ],
    { short: 'type' },
  ),
  choice(
    'siege',
    'Siège',
    [
      ['membre-sup', 'membre supérieur'],
      ['membre-inf', 'membre inférieur'],
      ['racine', 'racine de membre, bassin'],
      ['tronc', 'paroi du tronc'],
      ['tete', 'tête et cou'],
      ['retroperitoine', 'rétropéritoine'],
      ['visceral', 'viscéral'],
      ['rachis', 'rachis, sacrum'],
    ],
    { short: 'siège' },
  ),
  mm('taille', 'Plus grande taille', 500, { short: 'taille' }),
  choice(
    'profondeur',
    'Profondeur',
    [
      ['superficiel', 'superficiel'],
      ['profond', 'profond, sous le fascia'],
      ['les-deux', 'les deux'],
    ],
    { short: 'profondeur', ...anyOf('type', 'mou') },
  ),
  choice(
    'vaisseaux',
    'Contact avec vaisseaux, nerfs ou os',
    [
      ['non', 'aucun'],
      ['vaisseaux', 'vaisseaux'],
      ['nerf', 'nerf'],
      ['os', 'os'],
      ['organe', 'organe voisin'],
    ],
    { repeats: true, alone: 'non', short: 'contact' },
  ),
  choice(
    'prelevement',
    'Prélèvement',
    [
      ['non', 'non fait'],
      ['micro', 'microbiopsie'],
      ['chirurgicale', 'biopsie chirurgicale'],
      ['exerese', 'exérèse d’emblée'],
    ],
    { short: 'prélèvement' },
  ),
  choice('relecture', 'Relecture RRePS', EXPERT_READING, { short: 'relecture' }),
  yesNo('netsarc', 'Prise en charge dans un centre du réseau avant toute chirurgie', {
    short: 'centre expert avant chirurgie',
  }),
  yesNo('predisposition', 'Prédisposition connue (TP53, NF1, RB1)', { short: 'prédisposition' }),
  yesNo('irradie', 'Sarcome en territoire irradié', { short: 'territoire irradié' }),
]);
