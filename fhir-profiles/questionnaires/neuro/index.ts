import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { lymphome, meningiome, metastases } from './autres.ts';
import { chirurgie } from './chirurgie.ts';
import { general } from './general.ts';
import { gliome } from './gliome.ts';
import { embryonnaire, ependymome, rachis } from './rares.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const neuro = form(
  'frcp-neuro',
  'Fiche RCP : neuro-oncologie',
  'Éléments propres aux tumeurs du système nerveux, pour la discussion en RCP.',
  [
    general,
    gliome,
    meningiome,
    metastases,
    lymphome,
    ependymome,
    embryonnaire,
    rachis,
    chirurgie,
    OTHER_WORDS,
  ],
  THEMATIC.NEURO,
);
