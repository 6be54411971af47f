import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { chirurgie } from './chirurgie.ts';
import { general } from './general.ts';
import { penis } from './penis.ts';
import { prostate } from './prostate.ts';
import { rein } from './rein.ts';
import { testicule } from './testicule.ts';
import { vessie } from './vessie.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const urologie = form(
  'frcp-urologie',
  'Fiche RCP : urologie',
  'Éléments propres aux cancers urologiques, pour la discussion en RCP.',
  [general, prostate, vessie, rein, testicule, penis, chirurgie, OTHER_WORDS],
  THEMATIC.UROLOGIE,
  '1.1.0',
);
