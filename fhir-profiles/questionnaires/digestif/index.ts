import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { anus } from './anus.ts';
import { colonRectum } from './colon-rectum.ts';
import { extension } from './extension.ts';
import { foie } from './foie.ts';
import { general } from './general.ts';
import { gist } from './gist.ts';
import { neuroendocrine } from './neuroendocrine.ts';
import { oesophageEstomac } from './oesophage-estomac.ts';
import { pancreas } from './pancreas.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const digestif = form(
  'frcp-digestif',
  'Fiche RCP : digestif',
  'Éléments propres aux cancers digestifs, pour la discussion en RCP.',
  [
    general,
    oesophageEstomac,
    colonRectum,
    anus,
    foie,
    pancreas,
    neuroendocrine,
    gist,
    extension,
    OTHER_WORDS,
  ],
  THEMATIC.DIGESTIF,
  '1.1.0',
);
