import { THEMATIC } from '../../src/codes.ts';
import { form, group } from '../form.ts';
import { metastaticSites, nodesExamined, nodesInvolved, OTHER_WORDS, resectionDone } from '../items.ts';
import { general } from './general.ts';
import { corticosurrenale, parathyroide, pheo } from './surrenale.ts';
import { suiviThyroide, thyroide } from './thyroide.ts';

const extension = group('chirurgie', 'Chirurgie et extension', [
  resectionDone,
  nodesExamined(120),
  nodesInvolved(120),
  metastaticSites,
]);

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const endocrinien = form(
  'frcp-endocrinien',
  'Fiche RCP : endocrinologie',
  'Éléments propres aux cancers endocriniens, pour la discussion en RCP.',
  [general, thyroide, suiviThyroide, corticosurrenale, pheo, parathyroide, extension, OTHER_WORDS],
  THEMATIC.ENDOCRINIEN,
);
