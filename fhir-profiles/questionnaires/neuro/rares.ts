import { YES_NO_UNKNOWN } from '../answers.ts';
import { choice, group, integer } from '../form.ts';
import { anyOf, same } from '../items.ts';

/** Ependymomas are told apart by where they are and by their molecules (WHO 2021). */
export const ependymome = group(
  'ependymome-g',
  'Épendymome',
  [
    choice(
      'type-ependymome',
      'Type (OMS 2021)',
      [
        ['zfta', 'supratentoriel, fusion ZFTA'],
        ['yap1', 'supratentoriel, fusion YAP1'],
        ['pfa', 'fosse postérieure, groupe A'],
        ['pfb', 'fosse postérieure, groupe B'],
        ['spinal', 'spinal'],
        ['mycn', 'spinal, MYCN amplifié'],
        ['myxopapillaire', 'myxopapillaire'],
        ['attente', 'en attente'],
      ],
      { short: 'type' },
    ),
    choice('grade-ependymome', 'Grade OMS', same('1', '2', '3'), { short: 'grade' }),
    choice('dissemination', 'Dissémination (IRM du rachis, LCR)', YES_NO_UNKNOWN, { short: 'dissémination' }),
  ],
  anyOf('type', 'ependymome'),
);

/** Embryonal tumours. */
export const embryonnaire = group(
  'embryonnaire-g',
  'Médulloblastome, tumeur embryonnaire',
  [
    choice(
      'groupe',
      'Groupe moléculaire',
      [
        ['wnt', 'WNT'],
        ['shh-sauvage', 'SHH, TP53 non muté'],
        ['shh-mute', 'SHH, TP53 muté'],
        ['groupe34', 'groupes 3 et 4'],
        ['attente', 'en attente'],
      ],
      { short: 'groupe' },
    ),
    choice('chang', 'Dissémination (Chang)', same('M0', 'M1', 'M2', 'M3', 'M4'), { short: 'Chang' }),
  ],
  anyOf('type', 'embryonnaire'),
);
/** Cord and spine. */
export const rachis = group(
  'rachis-g',
  'Moelle et rachis',
  [
    choice(
      'compression',
      'Compression',
      [
        ['non', 'absente'],
        ['menacante', 'menaçante'],
        ['deficit', 'avec déficit'],
      ],
      { short: 'compression' },
    ),
    choice(
      'etage-rachis',
      'Étage',
      [
        ['cervical', 'cervical'],
        ['thoracique', 'thoracique'],
        ['lombaire', 'lombaire'],
        ['sacre', 'sacré'],
      ],
      { repeats: true, short: 'étage' },
    ),
    choice(
      'frankel',
      'Déficit (Frankel)',
      [
        ['a', 'A, complet'],
        ['b', 'B, sensibilité seule'],
        ['c', 'C, motricité inutile'],
        ['d', 'D, motricité utile'],
        ['e', 'E, aucun'],
      ],
      { short: 'Frankel' },
    ),
    integer('sins', 'Instabilité (SINS)', { min: 0, max: 18, short: 'SINS' }),
  ],
  anyOf('type', 'rachis'),
);
