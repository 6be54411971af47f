import type { Questionnaire } from '@medplum/fhirtypes';
import { digestif } from './digestif/index.ts';
import { g8 } from './g8.ts';
import { hematologie } from './hematologie/index.ts';
import { sein } from './sein/index.ts';
import { thorax } from './thorax/index.ts';
import { urologie } from './urologie/index.ts';

/** Every form of the fiche: the organ parts by theme, and the questionnaires with a score. */
export const QUESTIONNAIRES: readonly Questionnaire[] = [sein, digestif, thorax, urologie, hematologie, g8];

export { digestif, g8, hematologie, sein, thorax, urologie };
