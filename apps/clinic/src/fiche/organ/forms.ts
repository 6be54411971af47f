import type { Questionnaire } from '@medplum/fhirtypes';

/** The organ part of each theme, loaded when a case of the theme is opened. */
const FORMS: Record<string, () => Promise<Questionnaire>> = {
  sein: async () => (await import('@dcc/fhir-profiles/questionnaires/sein/index.ts')).sein,
  digestif: async () => (await import('@dcc/fhir-profiles/questionnaires/digestif/index.ts')).digestif,
  thorax: async () => (await import('@dcc/fhir-profiles/questionnaires/thorax/index.ts')).thorax,
  urologie: async () => (await import('@dcc/fhir-profiles/questionnaires/urologie/index.ts')).urologie,
  hematologie: async () =>
    (await import('@dcc/fhir-profiles/questionnaires/hematologie/index.ts')).hematologie,
};

/** Themes that have an organ part. */
export const THEMES = Object.keys(FORMS);

/** `url|version` of a form, as a response names it. */
export function canonicalOf({ url, version }: Questionnaire): string {
  return `${url}|${version}`;
}

/** The organ part of a theme; undefined when it has none. */
export async function formOf(theme: string | undefined): Promise<Questionnaire | undefined> {
  return theme ? FORMS[theme]?.() : undefined;
}
