import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { desmoide, os, tissusMous } from './biologie.ts';
import { chirurgie } from './chirurgie.ts';
import { general } from './general.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const sarcome = form(
  'frcp-sarcome',
  'Fiche RCP : sarcomes',
  'Éléments propres aux sarcomes des tissus mous et de l’os, pour la discussion en RCP.',
  [general, tissusMous, os, desmoide, chirurgie, OTHER_WORDS],
  THEMATIC.SARCOME,
);
