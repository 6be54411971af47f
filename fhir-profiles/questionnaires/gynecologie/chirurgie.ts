import { choice, day, group } from '../form.ts';
import { AFTER_RESECTION, metastaticSites, nodesExamined, nodesInvolved, resectionDone } from '../items.ts';

/** What surgery found, and metastases. */
export const chirurgie = group('chirurgie', 'Chirurgie et extension', [
  resectionDone,
  day('date-chirurgie', 'Date de la chirurgie', { short: 'le', ...AFTER_RESECTION }),
  choice(
    'voie',
    'Voie d’abord',
    [
      ['laparotomie', 'laparotomie'],
      ['coelioscopie', 'cœlioscopie'],
      ['robot', 'cœlioscopie robot-assistée'],
      ['basse', 'voie basse ou périnéale'],
    ],
    { short: 'voie d’abord', ...AFTER_RESECTION },
  ),
  nodesExamined(120),
  nodesInvolved(120),
  metastaticSites,
]);
