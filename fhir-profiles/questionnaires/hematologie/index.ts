import { THEMATIC } from '../../src/codes.ts';
import { form } from '../form.ts';
import { OTHER_WORDS } from '../items.ts';
import { biologie } from './biologie.ts';
import { general } from './general.ts';
import { greffe } from './greffe.ts';
import { llc } from './llc.ts';
import { lymphome } from './lymphome.ts';
import { myeloide } from './myeloide.ts';
import { myelome } from './myelome.ts';

/** What an RCP of this theme wants to know, beside what every fiche holds. */
export const hematologie = form(
  'frcp-hematologie',
  'Fiche RCP : hématologie',
  'Éléments propres aux hémopathies malignes, pour la discussion en RCP.',
  [general, biologie, lymphome, myelome, llc, myeloide, greffe, OTHER_WORDS],
  THEMATIC.HEMATOLOGIE,
  '1.1.0',
);
