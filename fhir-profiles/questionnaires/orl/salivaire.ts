import { EXPERT_READING, POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf } from '../items.ts';

/** Salivary glands. */
export const salivaire = group(
  'salivaire-g',
  'Glandes salivaires',
  [
    choice(
      'glande',
      'Glande',
      [
        ['parotide', 'parotide'],
        ['submandibulaire', 'submandibulaire'],
        ['sublinguale', 'sublinguale'],
        ['accessoire', 'glande accessoire'],
      ],
      { short: 'glande' },
    ),
    choice(
      'histo-salivaire',
      'Type histologique',
      [
        ['mucoepidermoide', 'mucoépidermoïde'],
        ['cak', 'adénoïde kystique'],
        ['acineux', 'à cellules acineuses'],
        ['canalaire', 'canalaire'],
        ['ex-pleomorphe', 'sur adénome pléomorphe'],
        ['secretoire', 'sécrétoire'],
        ['autre', 'autre'],
        ['nd', 'cytologie seule'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'grade-salivaire',
      'Grade',
      [
        ['bas', 'bas grade'],
        ['intermediaire', 'grade intermédiaire'],
        ['haut', 'haut grade'],
        ['nd', 'non gradé'],
      ],
      { short: 'grade' },
    ),
    choice(
      'facial',
      'Nerf facial',
      [
        ['normal', 'normal'],
        ['paresie', 'parésie'],
        ['paralysie', 'paralysie'],
      ],
      { short: 'nerf facial', ...anyOf('glande', 'parotide') },
    ),
    choice('ra', 'Récepteurs des androgènes', POSITIVE_NEGATIVE, { short: 'RA' }),
    choice('her2-salivaire', 'HER2', POSITIVE_NEGATIVE, { short: 'HER2' }),
    choice('ntrk-salivaire', 'NTRK', POSITIVE_NEGATIVE, { short: 'NTRK' }),
    choice('refcor', 'Relecture REFCOR', EXPERT_READING, { short: 'REFCOR' }),
  ],
  anyOf('site', 'salivaire'),
);
