import { MUTATION } from '../answers.ts';
import { choice, group, yesNo } from '../form.ts';
import { anyOf, same } from '../items.ts';

/** Diffuse gliomas: the diagnosis joins histology and molecules (WHO 2021). */
export const gliome = group(
  'gliome-g',
  'Gliome',
  [
    choice(
      'integre',
      'Diagnostic intégré (OMS 2021)',
      [
        ['gbm', 'glioblastome, IDH non muté'],
        ['astro', 'astrocytome, IDH muté'],
        ['oligo', 'oligodendrogliome, IDH muté et 1p/19q codélété'],
        ['ligne-mediane', 'gliome diffus de la ligne médiane, H3 K27 altéré'],
        ['hemispherique', 'gliome hémisphérique, H3 G34 muté'],
        ['pilocytique', 'astrocytome pilocytique'],
        ['autre', 'autre'],
        ['attente', 'en attente'],
      ],
      { short: 'diagnostic intégré' },
    ),
    choice('grade', 'Grade OMS', same('1', '2', '3', '4'), { short: 'grade' }),
    choice('idh', 'IDH1, IDH2', MUTATION, { short: 'IDH' }),
    choice(
      'codeletion',
      'Codélétion 1p/19q',
      [
        ['oui', 'présente'],
        ['non', 'absente'],
        ['attente', 'en attente'],
        ['nd', 'non faite'],
      ],
      { short: '1p/19q' },
    ),
    choice(
      'mgmt',
      'Promoteur de MGMT',
      [
        ['methyle', 'méthylé'],
        ['non', 'non méthylé'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'MGMT' },
    ),
    choice('tert', 'Promoteur de TERT', MUTATION, { short: 'TERT' }),
    choice(
      'egfr',
      'EGFR amplifié ou gain 7, perte 10',
      [
        ['oui', 'présent'],
        ['non', 'absent'],
        ['attente', 'en attente'],
        ['nd', 'non fait'],
      ],
      { short: 'EGFR, +7/-10' },
    ),
    choice(
      'cdkn2a',
      'Délétion homozygote de CDKN2A',
      [
        ['oui', 'présente'],
        ['non', 'absente'],
        ['attente', 'en attente'],
        ['nd', 'non faite'],
      ],
      { short: 'CDKN2A' },
    ),
    choice(
      'atrx',
      'ATRX',
      [
        ['perdu', 'perte d’expression'],
        ['conserve', 'conservé'],
        ['nd', 'non fait'],
      ],
      { short: 'ATRX' },
    ),
    choice('braf', 'BRAF V600E', MUTATION, { short: 'BRAF' }),
    choice(
      'rano',
      'Réponse (RANO)',
      [
        ['complete', 'complète'],
        ['partielle', 'partielle'],
        ['stable', 'stabilité'],
        ['progression', 'progression'],
        ['pseudo', 'pseudoprogression suspectée'],
      ],
      { short: 'RANO' },
    ),
    yesNo('reirradiation', 'Réirradiation à discuter', { short: 'réirradiation à discuter' }),
  ],
  anyOf('type', 'gliome'),
);
