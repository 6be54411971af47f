import i18next, { type i18n } from 'i18next';

/** One language today; a region's own words, or another language, are a bundle added before the first screen. */
const instance: i18n = i18next.createInstance();
void instance.init({
  lng: 'fr',
  fallbackLng: 'fr',
  // React escapes what it prints.
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
  resources: {},
} as Parameters<i18n['init']>[0]);

type Values = Record<string, string | number>;
/** Plural forms are asked for by the word alone: `case_one`, `case_other` answer to `case`. */
type Word<K> = K extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : K;

/**
 * The words of one folder. Keys are flat; `{{name}}` is replaced by a value; with `count`, French plural rules choose
 * among `key_one` and `key_other` (0 and 1 are singular).
 * @returns a function that gives the text; an unknown key does not compile.
 */
export function messages<T extends Record<string, string>>(namespace: string, french: T) {
  instance.addResourceBundle('fr', namespace, french, true, false);
  // i18next's own types want the whole catalogue declared at one place; ours are per folder.
  const translate = instance.t as unknown as (key: string, options: object) => string;
  return (key: Word<keyof T & string>, values: Values = {}): string =>
    translate(key, { ns: namespace, keySeparator: false, nsSeparator: false, ...values });
}

export { instance as i18n };
