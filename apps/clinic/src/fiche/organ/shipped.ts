import type { Questionnaire } from '@medplum/fhirtypes';
import { G8_FORM } from '../model/g8-form.ts';
import { addressOf, themeForm } from './wanted.ts';

/** The organ part of each theme as this version of the app knows it; loaded, as the G8 is, when the server has none to give. */
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

const readG8 = async () => (await import('@dcc/fhir-profiles/questionnaires/g8.ts')).g8;

/** Themes that have an organ part. */
export const THEMES = Object.keys(FORMS);

/**
 * The shipped copy of a form.
 * @param canonical `url` or `url|version`: with a version, that version only.
 */
export async function shippedForm(canonical: string): Promise<Questionnaire | undefined> {
  const { url, version } = addressOf(canonical);
  const theme = THEMES.find((one) => themeForm(one) === url);
  const read = url === G8_FORM ? readG8 : theme ? FORMS[theme] : undefined;
  const form = await read?.();
  return form && (version === undefined || form.version === version) ? form : undefined;
}
