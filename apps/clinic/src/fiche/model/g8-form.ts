import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';

/** Address of the questionnaire of the score (fhir-profiles/questionnaires/g8.ts). */
export const G8_FORM = `${DCC}/Questionnaire/g8`;
/** In which answers were given before they named their version. */
export const G8_FIRST = `${G8_FORM}|1.0.0`;
