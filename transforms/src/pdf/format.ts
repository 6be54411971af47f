import type { Element } from 'slimdom';
import { all, at, attr, children, textOf } from './dom.ts';

/** CDA time stamp (YYYY[MM[DD[HHMM[SS]]]][+ZZZZ]) in French, as written by its author, zone not converted. */
export function frenchTime(ts: string): string {
  const match = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})?(?:\d{2})?(?:\.\d+)?)?(?:[+-]\d{4})?$/.exec(ts);
  if (!match) return ts;
  const [, year, month, day, hour, minute] = match;
  const date = [day, month, year].filter(Boolean).join('/');
  return hour ? `${date} à ${hour}:${minute ?? '00'}` : date;
}

/** IVL_TS or TS element in French; '' when it is null. */
export function frenchPeriod(time: Element | null): string {
  const single = attr(time, 'value');
  if (single) return frenchTime(single);
  const low = attr(at(time, 'low'), 'value');
  const high = attr(at(time, 'high'), 'value');
  if (low && high) return `du ${frenchTime(low)} au ${frenchTime(high)}`;
  if (low) return frenchTime(low);
  return high ? `jusqu’au ${frenchTime(high)}` : '';
}

const CIVILITY: Record<string, string> = { M: 'M.', MME: 'Mme' };
const TITLE: Record<string, string> = { DR: 'Dr', PR: 'Pr' };

/** "Dr Julie PRENT (Mme)", "Mme Véronique LILOU"; the family name in the capitals it was written in. */
export function personName(name: Element | null): string {
  if (!name) return '';
  if (!name.firstElementChild) return textOf(name);
  const parts = (tag: string) => children(name, tag).map(textOf).filter(Boolean).join(' ');
  const civility = parts('prefix') && (CIVILITY[parts('prefix')] ?? parts('prefix'));
  const title = parts('suffix') && (TITLE[parts('suffix')] ?? parts('suffix'));
  const core = [parts('given'), parts('family')].filter(Boolean).join(' ');
  if (!title) return [civility, core].filter(Boolean).join(' ');
  return `${title} ${core}${civility ? ` (${civility})` : ''}`;
}

/** One line of a postal address, parts in the French order whatever their order in the document. */
export function address(addr: Element | null): string {
  if (!addr || attr(addr, 'nullFlavor')) return '';
  const known = ['houseNumber', 'streetName', 'streetNameType', 'streetAddressLine', 'postalCode', 'city'];
  const get = (tag: string) => children(addr, tag).map(textOf).filter(Boolean).join(', ');
  const street = [get('houseNumber'), get('streetNameType'), get('streetName')].filter(Boolean).join(' ');
  const town = [get('postalCode'), get('city')].filter(Boolean).join(' ');
  const rest = children(addr)
    .filter((part) => ![...known, 'county', 'country'].includes(part.localName))
    .map(textOf);
  const county = get('county') && `code commune ${get('county')}`;
  const parts = [street, get('streetAddressLine'), ...rest, town, county, get('country')].filter(Boolean);
  return parts.join(', ') || textOf(addr);
}

const USE: Record<string, string> = {
  H: 'domicile',
  HP: 'domicile principal',
  HV: 'résidence secondaire',
  WP: 'professionnel',
  DIR: 'ligne directe',
  PUB: 'accueil',
  EC: 'urgence',
  MC: 'mobile',
  PG: 'récepteur',
};
const SCHEME: Record<string, string> = { tel: 'Tél.', fax: 'Fax', mailto: '', http: '', https: '' };

/** "Tél. 0242515151 (professionnel)"; '' for a null telecom. */
export function telecom(element: Element): string {
  const value = attr(element, 'value');
  if (!value) return '';
  const [, scheme, rest] = /^([a-z]+):(.*)$/i.exec(value) ?? [null, '', value];
  const label = SCHEME[scheme?.toLowerCase() ?? ''] ?? '';
  const use = USE[attr(element, 'use')] ?? '';
  return [label, rest, use && `(${use})`].filter(Boolean).join(' ');
}

/** Every telecom of an entity, in order. */
export const telecoms = (entity: Element | null): string[] =>
  all(entity, 'telecom').map(telecom).filter(Boolean);

/** What a coded element says to a reader: its own words, else the label, else the code. */
export function codeLabel(code: Element | null): string {
  if (!code) return '';
  const label = attr(code, 'displayName') || attr(code, 'code');
  const words = textOf(at(code, 'originalText'));
  return words && words !== label ? [label, words].filter(Boolean).join(' : ') : label || words;
}
