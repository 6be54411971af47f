import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { chirurgie } from './chirurgie.ts';
import { col } from './col.ts';
import { endometre } from './endometre.ts';
import { general } from './general.ts';
import { ovaire } from './ovaire.ts';
import { sarcome, trophoblaste } from './rares.ts';
import { vulveVagin } from './vulve-vagin.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. Stages by FIGO's published editions. */
export const gynecologie = form(
  'frcp-gynecologie',
  'Fiche RCP : gynécologie',
  'Éléments propres aux cancers gynécologiques, pour la discussion en RCP.',
  [general, ovaire, endometre, col, vulveVagin, sarcome, trophoblaste, chirurgie, OTHER_WORDS],
  THEMATIC.GYNECOLOGIE,
);
