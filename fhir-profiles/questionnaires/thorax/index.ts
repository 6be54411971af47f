import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { bilan } from './bilan.ts';
import { biologie } from './biologie.ts';
import { chirurgie } from './chirurgie.ts';
import { fonction } from './fonction.ts';
import { general } from './general.ts';
import { mesotheliome } from './mesotheliome.ts';
import { petitesCellules } from './petites-cellules.ts';
import { thymus } from './thymus.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const thorax = form(
  'frcp-thorax',
  'Fiche RCP : thorax',
  'Éléments propres aux cancers thoraciques, pour la discussion en RCP.',
  [general, fonction, bilan, biologie, petitesCellules, mesotheliome, thymus, chirurgie, OTHER_WORDS],
  THEMATIC.THORAX,
  '1.1.0',
);
