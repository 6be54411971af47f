import { POSITIVE_NEGATIVE } from '../answers.ts';
import { choice, group } from '../form.ts';
import { anyOf, same } from '../items.ts';

/** Oesophagus, junction and stomach. */
export const oesophageEstomac = group(
  'tube-haut',
  'Œsophage et estomac',
  [
    choice(
      'siege-oeso',
      'Siège',
      [
        ['tiers-sup', 'tiers supérieur'],
        ['tiers-moyen', 'tiers moyen'],
        ['tiers-inf', 'tiers inférieur'],
        ['siewert1', 'jonction, Siewert I'],
        ['siewert2', 'jonction, Siewert II'],
        ['siewert3', 'jonction, Siewert III'],
        ['corps', 'corps gastrique'],
        ['antre', 'antre'],
        ['linite', 'linite'],
      ],
      { short: 'siège' },
    ),
    choice(
      'dysphagie',
      'Dysphagie',
      [
        ['0', 'aucune'],
        ['1', 'aux solides'],
        ['2', 'aux mixés'],
        ['3', 'aux liquides'],
        ['4', 'aphagie'],
      ],
      { short: 'dysphagie' },
    ),
    choice(
      'echo-endo',
      'Écho-endoscopie',
      [
        ['nd', 'non faite'],
        ['us1', 'usT1'],
        ['us2', 'usT2'],
        ['us3', 'usT3'],
        ['us4', 'usT4'],
      ],
      { short: 'écho-endoscopie' },
    ),
    choice('laurens', 'Type de Laurén', same('intestinal', 'diffus', 'mixte'), { short: 'Laurén' }),
    choice(
      'her2-g',
      'HER2',
      [
        ['0', '0'],
        ['1', '1+'],
        ['2', '2+ ISH négative'],
        ['2a', '2+ ISH positive'],
        ['3', '3+'],
        ['nd', 'non fait'],
      ],
      { short: 'HER2' },
    ),
    choice(
      'cps',
      'PD-L1 (CPS)',
      [
        ['inf1', '< 1'],
        ['1-4', '1 à 4'],
        ['5-9', '5 à 9'],
        ['sup10', '≥ 10'],
        ['nd', 'non fait'],
      ],
      { short: 'PD-L1 CPS' },
    ),
    choice('cldn', 'Claudine 18.2', POSITIVE_NEGATIVE, { short: 'claudine 18.2' }),
    choice(
      'coelioscopie',
      'Cœlioscopie exploratrice',
      [
        ['nd', 'non faite'],
        ['negative', 'négative'],
        ['carcinose', 'carcinose'],
        ['cytologie', 'cytologie positive'],
      ],
      { short: 'cœlioscopie' },
    ),
  ],
  anyOf('site', 'oesophage', 'estomac'),
);
