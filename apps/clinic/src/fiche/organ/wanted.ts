import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { HealthcareService, Questionnaire } from '@medplum/fhirtypes';
import { G8_FORM } from '../model/g8-form.ts';

/** Address of the organ part of a theme, when its RCP names no form of its own. */
export function themeForm(theme: string): string {
  return `${DCC}/Questionnaire/frcp-${theme}`;
}

/** The two halves of a canonical, `url|version`. */
export function addressOf(canonical: string): { url: string; version?: string } {
  const [url = '', version] = canonical.split('|');
  return version ? { url, version } : { url };
}

/** `url|version` of a form, as a response names it. */
export function canonicalOf({ url, version }: Questionnaire): string {
  return version ? `${url}|${version}` : `${url}`;
}

/**
 * Canonicals of the organ parts that a case may use (the G8 is none, it is asked with the functional evaluations): those its RCP names in the catalogue (`dcc-form`), that of
 * its theme first; without any, that of the theme.
 */
export function wantedForms(rcp: HealthcareService | undefined, theme: string | undefined): string[] {
  const named = (rcp?.extension ?? []).flatMap(({ url, valueCanonical }) =>
    url === EXTENSIONS.FORM && valueCanonical && addressOf(valueCanonical).url !== G8_FORM
      ? [valueCanonical]
      : [],
  );
  const own = theme ? themeForm(theme) : undefined;
  if (named.length === 0) return own ? [own] : [];
  const first = (one: string) => (addressOf(one).url === own ? 0 : 1);
  return [...new Set(named)].sort((a, b) => first(a) - first(b));
}

/** The G8 of a case: the version that its RCP names in the catalogue (`dcc-form`), else the one in force. */
export function wantedG8(rcp: HealthcareService | undefined): string[] {
  const named = (rcp?.extension ?? []).find(
    ({ url, valueCanonical }) => url === EXTENSIONS.FORM && addressOf(valueCanonical ?? '').url === G8_FORM,
  );
  return [named?.valueCanonical ?? G8_FORM];
}

/**
 * The form that a canonical means among those at hand: that very version when it names one, else the newest
 * that is in force.
 */
export function pickForm(forms: readonly Questionnaire[], canonical: string): Questionnaire | undefined {
  const { url, version } = addressOf(canonical);
  const own = forms.filter((one) => one.url === url);
  if (version !== undefined) return own.find((one) => one.version === version);
  return own
    .filter(({ status }) => status === 'active')
    .sort(byVersion)
    .at(-1);
}

/**
 * The form to begin with: the one chosen among those that the RCP offers, else the one whose answers were taken
 * back, else the first.
 * @param chosen, last canonicals with version.
 */
export function nextForm<T extends { form: Questionnaire }>(
  offered: readonly T[],
  chosen: string | undefined,
  last: string | undefined,
): T | undefined {
  const before = last === undefined ? undefined : addressOf(last).url;
  return (
    offered.find(({ form }) => canonicalOf(form) === chosen) ??
    offered.find(({ form }) => form.url === before) ??
    offered[0]
  );
}

/** Numbers compared as numbers: 1.10.0 comes after 1.9.0. */
function byVersion(a: Questionnaire, b: Questionnaire): number {
  return (a.version ?? '').localeCompare(b.version ?? '', 'en', { numeric: true });
}

/** What a form is about, in its title: « sein » of « Fiche RCP : sein ». */
export function themeOf({ title, name }: Questionnaire): string {
  return title?.split(' : ')[1] ?? title ?? name ?? '';
}
