import {
  deriveIdentifierSearchParameter,
  type FhirPathAtom,
  getSearchParameterDetails,
  getSearchParameters,
  SearchParameterType,
} from '@medplum/core';
import type { SearchParameter } from '@medplum/fhirtypes';

/** Where the values of a search parameter are indexed. */
export type IndexTable = 'token' | 'ref' | 'date' | 'string' | 'number';

/** A search parameter of one resource type, ready to be evaluated and searched. */
export interface IndexedParam {
  /** The interned name of its rows: "Observation.code". */
  readonly name: string;
  readonly param: SearchParameter;
  readonly table: IndexTable;
  readonly expression: FhirPathAtom;
  /** At most one value per resource. */
  readonly single: boolean;
  /** Tokens compared without case: telecom only, as Medplum does. */
  readonly caseInsensitive: boolean;
  /** Values made of words in any order: names and addresses. */
  readonly wordy: boolean;
  /** true and false only. */
  readonly boolean: boolean;
  /** A reference by url, not by type and id. */
  readonly canonical: boolean;
  /** Resource types a reference may point to. */
  readonly targets: readonly string[];
  /** The `:identifier` tokens of a reference parameter. */
  readonly identifier: FhirPathAtom | undefined;
}

const TABLES: Partial<Record<SearchParameter['type'], IndexTable>> = {
  token: 'token',
  reference: 'ref',
  uri: 'ref',
  date: 'date',
  string: 'string',
  number: 'number',
  quantity: 'number',
};

/** Kept as columns of the resource table. */
const COLUMNS = new Set(['_id', '_lastUpdated', '_project']);

const byType = new Map<string, ReadonlyMap<string, IndexedParam>>();

/** The parameters of a type that have an index, by code. Composite and special ones have none. */
export function indexedParams(resourceType: string): ReadonlyMap<string, IndexedParam> {
  let params = byType.get(resourceType);
  if (!params) {
    params = build(resourceType);
    byType.set(resourceType, params);
  }
  return params;
}

/** Which parameters of a type are indexed, and where: no expression is parsed, a start asks this of all types. */
export function indexTables(
  resourceType: string,
): { readonly code: string; readonly param: SearchParameter; readonly table: IndexTable }[] {
  return Object.entries(getSearchParameters(resourceType) ?? {}).flatMap(([code, param]) => {
    const table = TABLES[param.type];
    return table && param.expression && !COLUMNS.has(code) ? [{ code, param, table }] : [];
  });
}

function build(resourceType: string): ReadonlyMap<string, IndexedParam> {
  return new Map(
    indexTables(resourceType).map(({ code, param, table }) => [
      code,
      describe(resourceType, code, param, table),
    ]),
  );
}

function describe(type: string, code: string, param: SearchParameter, table: IndexTable): IndexedParam {
  const details = getSearchParameterDetails(type, param);
  const elementTypes = new Set((details.elementDefinitions ?? []).flatMap((e) => e.type.map((t) => t.code)));
  return {
    name: `${type}.${code}`,
    param,
    table,
    expression: details.parsedExpression,
    single: details.array === false,
    caseInsensitive: elementTypes.has('ContactPoint'),
    wordy: elementTypes.has('HumanName') || elementTypes.has('Address'),
    boolean: details.type === SearchParameterType.BOOLEAN,
    canonical: details.type === SearchParameterType.CANONICAL,
    targets: details.referenceTargetTypes ?? param.target ?? [],
    identifier: param.type === 'reference' ? identifierExpression(type, param) : undefined,
  };
}

function identifierExpression(type: string, param: SearchParameter): FhirPathAtom | undefined {
  if (param.code === '_compartment') {
    return undefined;
  }
  return getSearchParameterDetails(type, deriveIdentifierSearchParameter(param)).parsedExpression;
}
