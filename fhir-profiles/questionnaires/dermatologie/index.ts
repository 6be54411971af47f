import { THEMATIC } from '../../src/codes.ts';
import { form, group } from '../form.ts';
import { metastaticSites, nodesExamined, nodesInvolved, OTHER_WORDS, resectionDone } from '../items.ts';
import { basocellulaire, epidermoide, merkel } from './carcinomes.ts';
import { general } from './general.ts';
import { lymphome } from './lymphome.ts';
import { melanome, melanomeAvance } from './melanome.ts';

const extension = group('chirurgie', 'Chirurgie et extension', [
  resectionDone,
  nodesExamined(100),
  nodesInvolved(100),
  metastaticSites,
]);

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const dermatologie = form(
  'frcp-dermatologie',
  'Fiche RCP : dermatologie',
  'Éléments propres aux cancers cutanés et aux mélanomes, pour la discussion en RCP.',
  [general, melanome, melanomeAvance, epidermoide, basocellulaire, merkel, lymphome, extension, OTHER_WORDS],
  THEMATIC.DERMATOLOGIE,
);
