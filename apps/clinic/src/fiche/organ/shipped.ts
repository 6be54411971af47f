import type { Questionnaire } from '@medplum/fhirtypes';
import { addressOf, themeForm } from './wanted.ts';

/** The organ part of each theme as this version of the app knows it, loaded when the server has none to give. */
const FORMS: Record<string, () => Promise<Questionnaire>> = {
  sein: async () => (await import('@dcc/fhir-profiles/questionnaires/sein/index.ts')).sein,
  digestif: async () => (await import('@dcc/fhir-profiles/questionnaires/digestif/index.ts')).digestif,
  thorax: async () => (await import('@dcc/fhir-profiles/questionnaires/thorax/index.ts')).thorax,
  urologie: async () => (await import('@dcc/fhir-profiles/questionnaires/urologie/index.ts')).urologie,
  hematologie: async () =>
    (await import('@dcc/fhir-profiles/questionnaires/hematologie/index.ts')).hematologie,
  gynecologie: async () =>
    (await import('@dcc/fhir-profiles/questionnaires/gynecologie/index.ts')).gynecologie,
  orl: async () => (await import('@dcc/fhir-profiles/questionnaires/orl/index.ts')).orl,
  dermatologie: async () =>
    (await import('@dcc/fhir-profiles/questionnaires/dermatologie/index.ts')).dermatologie,
  neuro: async () => (await import('@dcc/fhir-profiles/questionnaires/neuro/index.ts')).neuro,
  endocrinien: async () =>
    (await import('@dcc/fhir-profiles/questionnaires/endocrinien/index.ts')).endocrinien,
  sarcome: async () => (await import('@dcc/fhir-profiles/questionnaires/sarcome/index.ts')).sarcome,
};

/** Themes that have an organ part. */
export const THEMES = Object.keys(FORMS);

/**
 * The shipped copy of a form.
 * @param canonical `url` or `url|version`: with a version, that version only.
 */
export async function shippedForm(canonical: string): Promise<Questionnaire | undefined> {
  const { url, version } = addressOf(canonical);
  const theme = THEMES.find((one) => themeForm(one) === url);
  const form = theme ? await FORMS[theme]!() : undefined;
  return form && (version === undefined || form.version === version) ? form : undefined;
}
