import { group, line, yesNo } from '../form.ts';
import { AFTER_RESECTION, resectionDone } from '../items.ts';

/** What surgery found. */
export const chirurgie = group('chirurgie', 'Chirurgie faite', [
  resectionDone,
  line('geste', 'Geste', { short: 'geste', ...AFTER_RESECTION }),
  yesNo('plevre', 'Envahissement pleural viscéral', { short: 'plèvre viscérale', ...AFTER_RESECTION }),
  yesNo('stas', 'Dissémination aérienne (STAS)', { short: 'STAS', ...AFTER_RESECTION }),
]);
