import { POSITIVE_NEGATIVE, SENTINEL_NODE } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Squamous cell carcinoma. */
export const epidermoide = group(
  'epidermoide-g',
  'Carcinome épidermoïde',
  [
    mm('epaisseur', 'Épaisseur histologique', 100, { short: 'épaisseur' }),
    choice(
      'differenciation',
      'Différenciation',
      [
        ['bien', 'bien différencié'],
        ['moyen', 'moyennement différencié'],
        ['peu', 'peu différencié ou indifférencié'],
        ['desmoplastique', 'desmoplastique'],
      ],
      { short: 'différenciation' },
    ),
    choice(
      'facteurs',
      'Facteurs de risque',
      [
        ['aucun', 'aucun'],
        ['zone', 'lèvre, oreille, tempe, paupière'],
        ['neurotropisme', 'envahissement périnerveux'],
        ['emboles', 'emboles'],
        ['graisse', 'au-delà de la graisse'],
        ['os', 'os'],
        ['cicatrice', 'sur cicatrice ou plaie chronique'],
      ],
      { repeats: true, alone: 'aucun', short: 'facteurs de risque' },
    ),
    choice('bwh', 'Stade du Brigham and Women’s Hospital', same('T1', 'T2a', 'T2b', 'T3'), { short: 'BWH' }),
    choice(
      'operable',
      'Chirurgie',
      [
        ['possible', 'possible'],
        ['mutilante', 'mutilante'],
        ['impossible', 'impossible'],
        ['refus', 'refusée'],
      ],
      { short: 'chirurgie' },
    ),
  ],
  anyOf('type', 'epidermoide'),
);

/** Basal cell carcinoma. */
export const basocellulaire = group(
  'basocellulaire-g',
  'Carcinome basocellulaire',
  [
    choice(
      'sous-type-cbc',
      'Sous-type',
      [
        ['superficiel', 'superficiel'],
        ['nodulaire', 'nodulaire'],
        ['infiltrant', 'infiltrant'],
        ['sclerodermiforme', 'sclérodermiforme'],
        ['metatypique', 'métatypique'],
        ['micronodulaire', 'micronodulaire'],
      ],
      { short: 'sous-type' },
    ),
    yesNo('zone-risque', 'Zone à haut risque (nez, région des orifices de la face)', {
      short: 'zone à haut risque',
    }),
    choice(
      'difficulte',
      'Difficulté de traitement',
      [
        ['facile', 'chirurgie simple'],
        ['complexe', 'chirurgie complexe'],
        ['avance', 'localement avancé, sans chirurgie raisonnable'],
        ['metastatique', 'métastatique'],
      ],
      { short: 'difficulté' },
    ),
    yesNo('gorlin', 'Syndrome de Gorlin', { short: 'Gorlin' }),
    choice(
      'hedgehog',
      'Inhibiteur de Hedgehog',
      [
        ['non', 'jamais reçu'],
        ['en-cours', 'en cours'],
        ['arrete', 'arrêté, toxicité'],
        ['echec', 'échec'],
      ],
      { short: 'inhibiteur de Hedgehog' },
    ),
  ],
  anyOf('type', 'basocellulaire'),
);

/** Merkel cell carcinoma. */
export const merkel = group(
  'merkel-g',
  'Carcinome de Merkel',
  [
    choice('polyomavirus', 'Polyomavirus', POSITIVE_NEGATIVE, { short: 'polyomavirus' }),
    choice('gs-merkel', 'Ganglion sentinelle', SENTINEL_NODE, { short: 'ganglion sentinelle' }),
    choice('stade-merkel', 'Stade AJCC 8', same('I', 'IIA', 'IIB', 'IIIA', 'IIIB', 'IV'), { short: 'stade' }),
    choice(
      'tep-merkel',
      'TEP-TDM',
      [
        ['nd', 'non faite'],
        ['localisee', 'lésion seule'],
        ['ganglions', 'ganglions'],
        ['distance', 'à distance'],
      ],
      { short: 'TEP-TDM' },
    ),
  ],
  anyOf('type', 'merkel'),
);
