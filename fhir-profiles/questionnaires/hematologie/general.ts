import { choice, group, yesNo } from '../form.ts';

/** Which disease, which line, what must be known before a treatment. */
export const general = group('general', 'Situation', [
  choice(
    'type',
    'Type d’hémopathie',
    [
      ['lnh-agressif', 'lymphome B agressif'],
      ['lnh-indolent', 'lymphome indolent'],
      ['hodgkin', 'lymphome de Hodgkin'],
      ['lymphome-t', 'lymphome T'],
      ['manteau', 'lymphome du manteau'],
      ['myelome', 'myélome'],
      ['llc', 'leucémie lymphoïde chronique'],
      ['lam', 'leucémie aiguë myéloïde'],
      ['lal', 'leucémie aiguë lymphoblastique'],
      ['smd', 'myélodysplasie'],
      ['smp', 'néoplasie myéloproliférative'],
      ['lmc', 'leucémie myéloïde chronique'],
      ['autre', 'autre'],
    ],
    { short: 'type' },
  ),
  yesNo('symptomes-b', 'Symptômes B', { short: 'symptômes B' }),
  choice(
    'ligne',
    'Ligne de traitement discutée',
    [
      ['surveillance', 'surveillance'],
      ['1', 'première ligne'],
      ['2', 'deuxième ligne'],
      ['3', 'troisième ligne ou plus'],
    ],
    { short: 'ligne' },
  ),
  choice(
    'serologies',
    'Sérologies VIH, VHB, VHC',
    [
      ['negatives', 'négatives'],
      ['positive', 'au moins une positive'],
      ['attente', 'en attente'],
      ['nd', 'non faites'],
    ],
    { short: 'sérologies' },
  ),
  choice(
    'fevg',
    'Fraction d’éjection avant anthracyclines',
    [
      ['normale', 'normale'],
      ['diminuee', 'diminuée'],
      ['attente', 'en attente'],
      ['na', 'sans objet'],
    ],
    { short: 'FEVG' },
  ),
  choice(
    'fertilite',
    'Préservation de la fertilité',
    [
      ['faite', 'faite'],
      ['proposee', 'proposée'],
      ['refus', 'refusée'],
      ['na', 'sans objet'],
    ],
    { short: 'fertilité' },
  ),
]);
