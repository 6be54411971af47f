import {
  convertToSearchableNumbers,
  convertToSearchableQuantities,
  convertToSearchableReferences,
  convertToSearchableStrings,
  convertToSearchableTokens,
  convertToSearchableUris,
  evalFhirPathTyped,
  type SearchableToken,
  type TypedValue,
  toTypedValue,
} from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { dateRange, periodRange, type Range, timingRange } from './dates.ts';
import { type IndexedParam, indexedParams } from './index-params.ts';
import { fold, words } from './text.ts';

/** One row of an index table, its texts not yet interned. */
export type IndexRow =
  | { readonly table: 'token'; readonly param: string; readonly value: string; readonly system: string }
  | { readonly table: 'ref'; readonly param: string; readonly value: string }
  | { readonly table: 'date'; readonly param: string; readonly low: number; readonly high: number }
  | { readonly table: 'string'; readonly param: string; readonly folded: string; readonly value: string }
  | {
      readonly table: 'number';
      readonly param: string;
      readonly low: number;
      readonly high: number;
      readonly system: string;
      readonly code: string;
    };

/**
 * Changed when this file would give other rows for the same resource: the store then indexes everything
 * again.
 */
export const INDEXER_VERSION = 1;

/** Longer strings are indexed by their beginning only: nobody searches the end of a 2-page description. */
const MAX_STRING = 500;

/** Marks the texts (display, text, type.text) among the tokens that @medplum/core gives. */
const TEXT = '\u0000text';

/** The rows of the derived parameters stand beside those of their own: "Patient.name:word". */
export const TEXT_SUFFIX = ':text';
export const WORD_SUFFIX = ':word';
export const IDENTIFIER_SUFFIX = ':identifier';

/**
 * The index rows of a resource, without duplicates. Pure: the same resource always gives the same rows, so an
 * update can remove exactly the rows of the previous version.
 */
export function indexRows(resource: Resource): Map<string, IndexRow> {
  const rows = new Map<string, IndexRow>();
  const add = (row: IndexRow): void => {
    rows.set(JSON.stringify(Object.values(row)), row);
  };
  const input = [toTypedValue(resource)];
  for (const param of indexedParams(resource.resourceType).values()) {
    const values = evalFhirPathTyped(param.expression, input);
    if (values.length > 0) {
      INDEXERS[param.table](param, values, add);
    }
    if (param.identifier) {
      tokenRows(`${param.name}${IDENTIFIER_SUFFIX}`, evalFhirPathTyped(param.identifier, input), false, add);
    }
  }
  return rows;
}

type Indexer = (param: IndexedParam, values: TypedValue[], add: (row: IndexRow) => void) => void;

const INDEXERS: Record<IndexedParam['table'], Indexer> = {
  token: (param, values, add) => tokenRows(param.name, values, param.caseInsensitive, add),
  ref: referenceRows,
  date: dateRows,
  string: stringRows,
  number: numberRows,
};

function tokenRows(
  name: string,
  values: TypedValue[],
  caseInsensitive: boolean,
  add: (row: IndexRow) => void,
): void {
  const tokens: SearchableToken[] = convertToSearchableTokens(values, {
    caseInsensitive,
    textSearchSystem: TEXT,
  });
  for (const token of tokens) {
    const value = token.value?.trim() ?? '';
    if (token.system === TEXT) {
      add({ table: 'string', param: `${name}${TEXT_SUFFIX}`, folded: cut(fold(value)), value: '' });
    } else {
      add({ table: 'token', param: name, value: cut(value), system: token.system?.trim() ?? '' });
    }
  }
}

function referenceRows(param: IndexedParam, values: TypedValue[], add: (row: IndexRow) => void): void {
  const texts =
    param.param.type === 'uri' ? convertToSearchableUris(values) : convertToSearchableReferences(values);
  for (const value of texts) {
    add({ table: 'ref', param: param.name, value: cut(value) });
  }
}

function dateRows(param: IndexedParam, values: TypedValue[], add: (row: IndexRow) => void): void {
  for (const { type, value } of values) {
    const range = toRange(type, value);
    if (range) {
      add({ table: 'date', param: param.name, ...range });
    }
  }
}

function toRange(type: string, value: unknown): Range | undefined {
  if (typeof value === 'string') {
    return dateRange(value);
  }
  if (typeof value === 'object' && value !== null) {
    return type === 'Timing' ? timingRange(value) : periodRange(value);
  }
  return undefined;
}

function stringRows(param: IndexedParam, values: TypedValue[], add: (row: IndexRow) => void): void {
  for (const typed of values) {
    for (const value of [...convertToSearchableStrings([typed]), ...parts(typed)]) {
      const folded = cut(fold(value));
      add({ table: 'string', param: param.name, folded, value: cut(value) });
      if (param.wordy) {
        for (const word of words(folded)) {
          add({ table: 'string', param: `${param.name}${WORD_SUFFIX}`, folded: word, value: '' });
        }
      }
    }
  }
}

/**
 * The parts of a name or an address that can be searched by their own: a family name is found by its
 * beginning.
 */
function parts(typed: TypedValue): string[] {
  const fields =
    typed.type === 'HumanName'
      ? ['text', 'family', 'given', 'prefix', 'suffix']
      : typed.type === 'Address'
        ? ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']
        : [];
  return fields
    .flatMap((field) => typed.value[field] ?? [])
    .filter((text): text is string => typeof text === 'string' && text !== '');
}

function numberRows(param: IndexedParam, values: TypedValue[], add: (row: IndexRow) => void): void {
  if (param.param.type === 'number') {
    for (const [low, high] of convertToSearchableNumbers(values)) {
      addNumber(param, low, high, '', '', add);
    }
    return;
  }
  for (const quantity of convertToSearchableQuantities(values)) {
    const code = quantity.code ?? quantity.unit ?? '';
    addNumber(param, quantity.value, quantity.value, quantity.system ?? '', code, add);
  }
  for (const { type, value } of values) {
    if (type === 'Range') {
      const unit = value.low ?? value.high;
      addNumber(
        param,
        value.low?.value,
        value.high?.value,
        unit?.system ?? '',
        unit?.code ?? unit?.unit ?? '',
        add,
      );
    }
  }
}

function addNumber(
  param: IndexedParam,
  low: number | undefined,
  high: number | undefined,
  system: string,
  code: string,
  add: (row: IndexRow) => void,
): void {
  if (low !== undefined || high !== undefined) {
    add({ table: 'number', param: param.name, low: low ?? -1e308, high: high ?? 1e308, system, code });
  }
}

function cut(text: string): string {
  return text.length > MAX_STRING ? text.slice(0, MAX_STRING) : text;
}
