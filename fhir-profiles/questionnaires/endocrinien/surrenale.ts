import { choice, decimal, group, integer, yesNo } from '../form.ts';
import { anyOf, mm, percent, same } from '../items.ts';

const SECRETION = [
  ['non', 'aucune'],
  ['cortisol', 'cortisol'],
  ['androgenes', 'androgènes'],
  ['aldosterone', 'aldostérone'],
  ['nd', 'non explorée'],
] as const;

/** Adrenal cortex. */
export const corticosurrenale = group(
  'corticosurrenale-g',
  'Corticosurrénale',
  [
    mm('taille-surrenale', 'Taille', 400, { short: 'taille' }),
    decimal('densite', 'Densité spontanée (UH)', { min: -100, max: 200, short: 'densité (UH)' }),
    choice('secretion', 'Sécrétion', SECRETION, { repeats: true, alone: 'non', short: 'sécrétion' }),
    integer('weiss', 'Score de Weiss', { min: 0, max: 9, short: 'Weiss' }),
    percent('ki67-surrenale', 'Ki67', { short: 'Ki67' }),
    choice('ensat', 'Stade ENSAT', same('I', 'II', 'III', 'IV'), { short: 'ENSAT' }),
    choice(
      'mitotane',
      'Mitotane',
      [
        ['non', 'jamais reçu'],
        ['en-cours', 'en cours'],
        ['arrete', 'arrêté'],
        ['discuter', 'à discuter'],
      ],
      { short: 'mitotane' },
    ),
    decimal('mitotanemie', 'Mitotanémie', {
      unit: ['mg/L', 'mg/L'],
      min: 0,
      max: 60,
      short: 'mitotanémie',
      ...anyOf('mitotane', 'en-cours'),
    }),
  ],
  anyOf('site', 'corticosurrenale'),
);

/** Phaeochromocytoma and paraganglioma. */
export const pheo = group(
  'pheo-g',
  'Phéochromocytome, paragangliome',
  [
    choice(
      'siege-pheo',
      'Siège',
      [
        ['surrenale', 'surrénale'],
        ['abdomen', 'abdomen, pelvis'],
        ['thorax', 'thorax'],
        ['cou', 'tête et cou'],
        ['multiple', 'plusieurs'],
      ],
      { short: 'siège' },
    ),
    mm('taille-pheo', 'Taille', 300, { short: 'taille' }),
    decimal('metanephrines', 'Métanéphrines (multiple de la normale)', {
      min: 0,
      max: 1000,
      short: 'métanéphrines (× N)',
    }),
    choice(
      'gene-pheo',
      'Gène en cause',
      [
        ['aucun', 'aucun retrouvé'],
        ['sdhb', 'SDHB'],
        ['sdhx', 'SDHA, SDHC, SDHD, SDHAF2'],
        ['vhl', 'VHL'],
        ['ret', 'RET'],
        ['nf1', 'NF1'],
        ['autre', 'autre'],
        ['attente', 'en attente'],
      ],
      { short: 'gène' },
    ),
    choice(
      'fonctionnelle',
      'Imagerie fonctionnelle',
      [
        ['dota', 'TEP aux analogues de la somatostatine'],
        ['fdopa', 'TEP à la F-DOPA'],
        ['fdg', 'TEP au FDG'],
        ['mibg', 'scintigraphie MIBG'],
      ],
      { repeats: true, short: 'imagerie fonctionnelle' },
    ),
    yesNo('preparation', 'Préparation médicale faite avant chirurgie', { short: 'préparation médicale' }),
  ],
  anyOf('site', 'pheo'),
);

/** Parathyroid. */
export const parathyroide = group(
  'parathyroide-g',
  'Parathyroïde',
  [
    decimal('calcemie', 'Calcémie corrigée', {
      unit: ['mmol/L', 'mmol/L'],
      min: 1,
      max: 6,
      short: 'calcémie',
    }),
    decimal('pth', 'PTH (multiple de la normale)', { min: 0, max: 500, short: 'PTH (× N)' }),
    choice(
      'parafibromine',
      'Parafibromine (CDC73)',
      [
        ['conservee', 'conservée'],
        ['perdue', 'perdue'],
        ['nd', 'non faite'],
      ],
      { short: 'parafibromine' },
    ),
    yesNo('monobloc', 'Exérèse en un bloc avec le lobe thyroïdien', { short: 'exérèse en bloc' }),
  ],
  anyOf('site', 'parathyroide'),
);
