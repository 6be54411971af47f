import type { Questionnaire } from '@medplum/fhirtypes';
import { dermatologie } from './dermatologie/index.ts';
import { digestif } from './digestif/index.ts';
import { endocrinien } from './endocrinien/index.ts';
import { g8 } from './g8.ts';
import { gynecologie } from './gynecologie/index.ts';
import { hematologie } from './hematologie/index.ts';
import { neuro } from './neuro/index.ts';
import { orl } from './orl/index.ts';
import { sarcome } from './sarcome/index.ts';
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
  dermatologie,
  neuro,
  endocrinien,
  sarcome,
  g8,
];

export {
  dermatologie,
  digestif,
  endocrinien,
  g8,
  gynecologie,
  hematologie,
  neuro,
  orl,
  sarcome,
  sein,
  thorax,
  urologie,
};
