import { CPS } from '../answers.ts';
import { choice, group, line, yesNo } from '../form.ts';
import { AFTER_RESECTION, nodesExamined, nodesInvolved, resectionDone } from '../items.ts';

/** What pathology found: margins and nodes decide of chemotherapy with radiotherapy. */
export const chirurgie = group('chirurgie', 'Biologie et chirurgie', [
  choice('pdl1', 'PD-L1', CPS, { short: 'PD-L1' }),
  resectionDone,
  choice(
    'marges',
    'Marges',
    [
      ['saines', 'saines, 5 mm ou plus'],
      ['proches', 'proches, moins de 5 mm'],
      ['atteintes', 'atteintes'],
    ],
    { short: 'marges', ...AFTER_RESECTION },
  ),
  nodesExamined(150),
  nodesInvolved(150),
  choice(
    'ene-histo',
    'Rupture capsulaire',
    [
      ['non', 'absente'],
      ['mineure', 'mineure, 2 mm ou moins'],
      ['majeure', 'majeure, plus de 2 mm'],
    ],
    { short: 'rupture capsulaire', ...AFTER_RESECTION },
  ),
  yesNo('engainements', 'Engainements périnerveux', { short: 'engainements', ...AFTER_RESECTION }),
  yesNo('emboles', 'Emboles vasculaires', { short: 'emboles', ...AFTER_RESECTION }),
  line('reconstruction', 'Reconstruction faite ou prévue', { short: 'reconstruction' }),
]);
