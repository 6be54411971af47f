import { choice, group, integer } from '../form.ts';
import {
  AFTER_RESECTION,
  anyOf,
  metastaticSites,
  nodesExamined,
  nodesInvolved,
  resectionDone,
  unless,
} from '../items.ts';

/** Metastases, and what surgery found. */
export const extension = group('metastase-g', 'Extension et chirurgie', [
  metastaticSites,
  choice(
    'resecable-meta',
    'Métastases résécables',
    [
      ['oui', 'd’emblée'],
      ['potentiel', 'potentiellement, après réponse'],
      ['non', 'non'],
      ['discuter', 'à discuter'],
    ],
    { short: 'métastases résécables', ...unless('sites-meta', 'aucune') },
  ),
  integer('pci', 'Index de carcinose (PCI)', {
    min: 0,
    max: 39,
    short: 'PCI',
    ...anyOf('sites-meta', 'peritoine'),
  }),
  resectionDone,
  nodesExamined(120),
  nodesInvolved(120),
  choice(
    'engainement',
    'Engainements, emboles',
    [
      ['non', 'absents'],
      ['perinerveux', 'périnerveux'],
      ['vasculaire', 'vasculaires'],
      ['deux', 'les deux'],
    ],
    { short: 'engainements et emboles', ...AFTER_RESECTION },
  ),
]);
