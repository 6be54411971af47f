import { group } from '../form.ts';
import { metastaticSites, nodesExamined, nodesInvolved, resectionDone } from '../items.ts';

/** What surgery found, and metastases. */
export const chirurgie = group('chirurgie', 'Chirurgie et extension', [
  resectionDone,
  nodesExamined(100),
  nodesInvolved(100),
  metastaticSites,
]);
