import type { Resource } from '@medplum/fhirtypes';
import { createContext, useContext } from 'react';

const Records = createContext<ReadonlyMap<string, Resource>>(new Map());

/** What was read with the case, by `Type/id`: a name or a number is not asked for again. */
export const RecordsProvider = Records.Provider;

export function useRecord<T extends Resource>(reference: string | undefined): T | undefined {
  return useContext(Records).get(reference ?? '') as T | undefined;
}
