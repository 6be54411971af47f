import type { Questionnaire } from '@medplum/fhirtypes';
import { digestif } from './digestif/index.ts';
import { g8 } from './g8.ts';
import { gynecologie } from './gynecologie/index.ts';
import { hematologie } from './hematologie/index.ts';
import { orl } from './orl/index.ts';
import { sein } from './sein/index.ts';
import { thorax } from './thorax/index.ts';
import { urologie } from './urologie/index.ts';

/** Every form of the fiche: the organ parts by theme, and the questionnaires with a score. */
export const QUESTIONNAIRES: readonly Questionnaire[] = [
  sein,
  digestif,
  thorax,
  urologie,
  hematologie,
  gynecologie,
  orl,
  g8,
];

export { digestif, g8, gynecologie, hematologie, orl, sein, thorax, urologie };
