import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { bilan } from './bilan.ts';
import { bouche, oropharynx } from './bouche-oropharynx.ts';
import { chirurgie } from './chirurgie.ts';
import { general } from './general.ts';
import { larynx } from './larynx.ts';
import { nasopharynx, sinus } from './nez-cavum.ts';
import { salivaire } from './salivaire.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const orl = form(
  'frcp-orl',
  'Fiche RCP : voies aérodigestives supérieures',
  'Éléments propres aux cancers des voies aérodigestives supérieures, pour la discussion en RCP.',
  [general, bilan, bouche, oropharynx, larynx, nasopharynx, sinus, salivaire, chirurgie, OTHER_WORDS],
  THEMATIC.ORL,
);
