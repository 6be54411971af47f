import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { biologie } from './biologie.ts';
import { chirurgie } from './chirurgie.ts';
import { clinique } from './clinique.ts';
import { contexte } from './contexte.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const sein = form(
  'frcp-sein',
  'Fiche RCP : sein',
  'Éléments propres au cancer du sein, pour la discussion en RCP.',
  [contexte, clinique, biologie, chirurgie, OTHER_WORDS],
  THEMATIC.SEIN,
);
