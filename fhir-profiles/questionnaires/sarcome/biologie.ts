import { MUTATION, POSITIVE_NEGATIVE, YES_NO_UNKNOWN } from '../answers.ts';
import { choice, decimal, group, line } from '../form.ts';
import { anyOf, percent, same } from '../items.ts';

/** Soft tissue: type and grade. */
export const tissusMous = group(
  'mou-g',
  'Tissus mous et rétropéritoine',
  [
    choice(
      'histo-mou',
      'Type histologique',
      [
        ['lps-bd', 'liposarcome bien différencié'],
        ['lps-dd', 'liposarcome dédifférencié'],
        ['lps-myxoide', 'liposarcome myxoïde'],
        ['lms', 'léiomyosarcome'],
        ['ups', 'sarcome pléomorphe indifférencié'],
        ['myxofibro', 'myxofibrosarcome'],
        ['synovial', 'synovialosarcome'],
        ['mpnst', 'tumeur maligne des gaines nerveuses'],
        ['angio', 'angiosarcome'],
        ['rhabdo', 'rhabdomyosarcome'],
        ['fibreuse', 'tumeur fibreuse solitaire'],
        ['dfsp', 'dermatofibrosarcome'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice('fnclcc', 'Grade FNCLCC', [...same('1', '2', '3'), ['ng', 'non gradable']], { short: 'FNCLCC' }),
    choice('mdm2', 'Amplification de MDM2', POSITIVE_NEGATIVE, {
      short: 'MDM2',
      ...anyOf('histo-mou', 'lps-bd', 'lps-dd', 'ups'),
    }),
    line('transcrit', 'Transcrit de fusion', { short: 'fusion' }),
    choice(
      'cinsarc',
      'Signature CINSARC',
      [
        ['faible', 'risque faible'],
        ['eleve', 'risque élevé'],
        ['nd', 'non faite'],
      ],
      { short: 'CINSARC' },
    ),
    percent('sarculator', 'Survie à 10 ans par nomogramme', {
      short: 'nomogramme à 10 ans',
    }),
    choice(
      'perfusion',
      'Membre : chirurgie conservatrice',
      [
        ['possible', 'possible'],
        ['apres', 'après traitement d’induction'],
        ['perfusion', 'perfusion isolée à discuter'],
        ['amputation', 'amputation'],
      ],
      { short: 'chirurgie conservatrice', ...anyOf('siege', 'membre-sup', 'membre-inf', 'racine') },
    ),
  ],
  anyOf('type', 'mou', 'retroperitoine'),
);

/** Bone. */
export const os = group(
  'os-g',
  'Os',
  [
    choice(
      'histo-os',
      'Type histologique',
      [
        ['osteo', 'ostéosarcome'],
        ['ewing', 'sarcome d’Ewing'],
        ['chondro', 'chondrosarcome'],
        ['cellules-geantes', 'tumeur à cellules géantes'],
        ['chordome', 'chordome'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice('grade-os', 'Grade', same('1', '2', '3'), { short: 'grade' }),
    choice(
      'fracture',
      'Fracture',
      [
        ['non', 'absente'],
        ['menace', 'menaçante'],
        ['faite', 'survenue'],
      ],
      { short: 'fracture' },
    ),
    choice('fusion-os', 'Fusion EWSR1', POSITIVE_NEGATIVE, { short: 'EWSR1', ...anyOf('histo-os', 'ewing') }),
    choice('idh-os', 'IDH1, IDH2', MUTATION, {
      short: 'IDH',
      ...anyOf('histo-os', 'chondro'),
    }),
    percent('viables', 'Cellules viables après chimiothérapie', { short: 'cellules viables' }),
    decimal('pal', 'Phosphatases alcalines (multiple de la normale)', {
      min: 0,
      max: 100,
      short: 'PAL (× N)',
    }),
    choice(
      'reconstruction-os',
      'Reconstruction',
      [
        ['prothese', 'prothèse'],
        ['greffe', 'greffe'],
        ['amputation', 'amputation'],
        ['discuter', 'à discuter'],
      ],
      { short: 'reconstruction' },
    ),
  ],
  anyOf('type', 'os'),
);

/** Desmoid tumours: watched first. */
export const desmoide = group(
  'desmoide-g',
  'Tumeur desmoïde',
  [
    choice(
      'ctnnb1',
      'CTNNB1',
      [
        ['s45f', 'S45F'],
        ['t41a', 'T41A'],
        ['autre', 'autre mutation'],
        ['sauvage', 'non muté'],
        ['nd', 'non fait'],
      ],
      { short: 'CTNNB1' },
    ),
    choice('apc', 'Polypose familiale (APC)', YES_NO_UNKNOWN, { short: 'APC' }),
    choice(
      'evolution-desmoide',
      'Évolution',
      [
        ['stable', 'stable'],
        ['progression', 'en croissance'],
        ['regression', 'en régression'],
        ['menace', 'menace d’un organe'],
      ],
      { short: 'évolution' },
    ),
    choice(
      'douleur',
      'Douleur',
      [
        ['non', 'absente'],
        ['moderee', 'modérée'],
        ['severe', 'sévère'],
      ],
      { short: 'douleur' },
    ),
  ],
  anyOf('type', 'desmoide'),
);
