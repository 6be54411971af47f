import { getResourceTypes, getSearchParameter } from '@medplum/core';
import type { BundleEntry } from '@medplum/fhirtypes';
import { HttpError } from './errors.ts';

/**
 * R4 search modifiers (https://hl7.org/fhir/R4/search.html#modifiers); the search engine refuses those it
 * lacks.
 */
const MODIFIERS = new Set(
  'above below contains exact identifier in missing not not-in of-type present text'.split(' '),
);
const INCLUDES = new Set(['_include', '_revinclude']);
const ETAG = /^\s*(?:\*|(?:W\/)?"[^"]+")\s*$/;

/**
 * Checks the names of search parameters before @medplum/core reads them: its parser drops a modifier that it
 * does not know (`family:exakt=X` becomes `family=X`) and so answers another question than the one asked. A
 * type given as modifier (`subject:Patient=<id>`) goes into the value, where the search engine looks for it.
 *
 * @param url path and query relative to the FHIR base, as the router takes it.
 * @returns the url to be used instead.
 * @throws HttpError 400 for an unknown modifier, with the parameter's name.
 */
export function checkUrl(url: string): string {
  const mark = url.indexOf('?');
  if (mark < 0) {
    return url;
  }
  const path = url.slice(0, mark);
  const checked = checkQuery(path.split('/')[0] ?? '', url.slice(mark + 1));
  return `${path}?${checked}`;
}

/** The same for a query alone: `If-None-Exist`. */
export function checkQuery(resourceType: string, query: string): string {
  if (!query.includes(':') && !/%3a/i.test(query)) {
    return query;
  }
  const params = new URLSearchParams(query);
  let changed = false;
  const result = [...params].map(([key, value]): [string, string] => {
    const pair = checkPair(resourceType, key, value);
    changed ||= pair[0] !== key;
    return pair;
  });
  return changed ? new URLSearchParams(result).toString() : query;
}

/** The same for the form of a `_search`, in place. */
export function checkForm(resourceType: string, form: unknown): void {
  const fields = (form ?? {}) as Record<string, string | string[]>;
  for (const [key, value] of Object.entries(fields)) {
    if (key.includes(':')) {
      const pairs = [value].flat().map((one) => checkPair(resourceType, key, String(one)));
      delete fields[key];
      for (const [name, one] of pairs) {
        fields[name] = name in fields ? [fields[name] as string, one].flat() : one;
      }
    }
  }
}

/** The same for each entry of a batch or transaction, in place; `ifMatch` as the header. */
export function checkEntries(entries: unknown): void {
  for (const entry of Array.isArray(entries) ? (entries as BundleEntry[]) : []) {
    const request = entry?.request;
    if (typeof request?.url === 'string') {
      request.url = checkUrl(request.url);
    }
    if (typeof request?.ifNoneExist === 'string') {
      request.ifNoneExist = checkQuery(String(request.url).split('?')[0] ?? '', request.ifNoneExist);
    }
    checkIfMatch(request?.ifMatch);
  }
}

/**
 * An `If-Match` that is not an entity tag would be ignored by the router, and the write would overwrite what
 * its author meant to protect.
 */
export function checkIfMatch(header: unknown): void {
  if (header !== undefined && !(typeof header === 'string' && ETAG.test(header))) {
    throw new HttpError(400, 'value', 'If-Match illisible : W/"<version>" est attendu', 'If-Match');
  }
}

/**
 * The type whose parameter a key ends on, when it can be told, and that parameter: chains end on another
 * type.
 */
function lastLink(resourceType: string, key: string): [type: string | undefined, parameter: string] {
  const reverse = /^_has:([^:]*):[^:]*:(.*)$/s.exec(key);
  if (reverse) {
    return lastLink(reverse[1] ?? '', reverse[2] ?? '');
  }
  const dot = key.indexOf('.');
  if (dot >= 0) {
    return [undefined, lastLink('', key.slice(dot + 1))[1]];
  }
  return [resourceType, key];
}

function checkPair(resourceType: string, key: string, value: string): [string, string] {
  const [type, last] = lastLink(resourceType, key);
  const colon = last.indexOf(':');
  if (colon < 0) {
    return [key, value];
  }
  const code = last.slice(0, colon);
  const modifier = last.slice(colon + 1);
  if (INCLUDES.has(code) ? modifier === 'iterate' : MODIFIERS.has(modifier)) {
    return [key, value];
  }
  const isReference = !type || getSearchParameter(type, code)?.type === 'reference';
  if (isReference && getResourceTypes().includes(modifier as never)) {
    const values = value.split(',').map((id) => (id.includes('/') ? id : `${modifier}/${id}`));
    return [key.slice(0, key.length - modifier.length - 1), values.join(',')];
  }
  throw new HttpError(400, 'invalid', `Modificateur de recherche inconnu : ${last.slice(0, 100)}`, code);
}
