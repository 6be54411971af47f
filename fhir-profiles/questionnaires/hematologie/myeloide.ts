import { MUTATION, POSITIVE_NEGATIVE, YES_NO_UNKNOWN } from '../answers.ts';
import { choice, group, line, yesNo } from '../form.ts';
import { anyOf } from '../items.ts';

/** Acute leukaemias, myelodysplasia, myeloproliferation. */
export const myeloide = group(
  'myeloide',
  'Leucémies aiguës, myélodysplasies, syndromes myéloprolifératifs',
  [
    line('caryotype', 'Caryotype', { short: 'caryotype' }),
    choice(
      'eln',
      'Risque (ELN 2022)',
      [
        ['favorable', 'favorable'],
        ['intermediaire', 'intermédiaire'],
        ['defavorable', 'défavorable'],
        ['attente', 'en attente'],
      ],
      { short: 'ELN', ...anyOf('type', 'lam') },
    ),
    choice(
      'flt3',
      'FLT3',
      [
        ['itd', 'ITD'],
        ['tkd', 'TKD'],
        ['sauvage', 'non muté'],
        ['attente', 'en attente'],
      ],
      { short: 'FLT3', ...anyOf('type', 'lam') },
    ),
    choice('npm1', 'NPM1', MUTATION, { short: 'NPM1', ...anyOf('type', 'lam') }),
    choice('idh', 'IDH1, IDH2', MUTATION, { short: 'IDH', ...anyOf('type', 'lam') }),
    choice('tp53-m', 'TP53', MUTATION, { short: 'TP53' }),
    choice('bcr-abl', 'BCR::ABL1', POSITIVE_NEGATIVE, {
      short: 'BCR::ABL1',
      ...anyOf('type', 'lal', 'lmc', 'smp'),
    }),
    choice(
      'jak2',
      'JAK2, CALR, MPL',
      [
        ['jak2', 'JAK2'],
        ['calr', 'CALR'],
        ['mpl', 'MPL'],
        ['triple-neg', 'triple négatif'],
        ['nd', 'non fait'],
      ],
      { short: 'JAK2, CALR, MPL', ...anyOf('type', 'smp') },
    ),
    choice(
      'ipssr',
      'IPSS-R ou IPSS-M',
      [
        ['tres-faible', 'très faible'],
        ['faible', 'faible'],
        ['intermediaire', 'intermédiaire'],
        ['eleve', 'élevé'],
        ['tres-eleve', 'très élevé'],
      ],
      { short: 'IPSS', ...anyOf('type', 'smd') },
    ),
    yesNo('transfusions', 'Dépendance transfusionnelle', {
      short: 'transfusions',
      ...anyOf('type', 'smd', 'smp'),
    }),
    choice('chimio-intensive', 'Éligible à une chimiothérapie intensive', YES_NO_UNKNOWN, {
      short: 'chimiothérapie intensive',
      ...anyOf('type', 'lam', 'lal'),
    }),
    choice(
      'mrd',
      'Maladie résiduelle',
      [
        ['negative', 'négative'],
        ['positive', 'positive'],
        ['attente', 'en attente'],
        ['na', 'sans objet'],
      ],
      { short: 'maladie résiduelle' },
    ),
  ],
  {
    ...anyOf('type', 'lam', 'lal', 'smd', 'smp', 'lmc'),
  },
);
