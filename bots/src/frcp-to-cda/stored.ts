import { documentIds, IDENTIFIERS } from '@dcc/fhir-profiles';
import { documentVersion } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Composition, Consent, DocumentReference, Resource, Task } from '@medplum/fhirtypes';
import { guardsOfPatient } from '../announce/visibility.ts';
import { readBatch } from '../shared/batch.ts';
import { TASK_SYSTEM, taskIdentifier } from './refuse.ts';

/** What the server already holds around one version of a fiche. */
export interface Stored {
  document?: DocumentReference;
  /** Of the version that this one replaces. */
  previousDocument?: DocumentReference;
  previous?: Composition;
  task?: Task;
  /** What was said of the announcement of the patient's diagnoses, of any inscription. */
  guards: Consent[];
}

/** One request: the document, the one before, the version before, the Task of an earlier refusal, the guards. */
export async function readStored(medplum: MedplumClient, composition: Composition): Promise<Stored> {
  const { id, replaces } = documentIds(composition.identifier?.value ?? '', documentVersion(composition));
  const relates = composition.relatesTo?.find(({ code }) => code === 'replaces');
  const previous = relates?.targetReference?.reference;
  const urls = {
    document: searchDocument(id),
    task: `Task?identifier=${encodeURIComponent(`${TASK_SYSTEM}|${taskIdentifier(composition)}`)}`,
    ...(replaces ? { previousDocument: searchDocument(replaces) } : {}),
    ...(previous?.startsWith('Composition/') ? { previous } : {}),
    guards: guardsOfPatient(composition.subject?.reference ?? ''),
  };
  const results = await readBatch(medplum, Object.values(urls));
  const byName = Object.keys(urls).map((name, index): [string, Resource | Resource[] | undefined] => [
    name,
    name === 'guards' ? (results[index] ?? []) : results[index]?.[0],
  ]);
  return Object.fromEntries(byName) as unknown as Stored;
}

/**
 * Search and `ifNoneExist` of the DocumentReference of one version: its identifier is unique in the world.
 */
export function documentQuery(id: string): string {
  return `identifier=${IDENTIFIERS.URI}|urn:oid:${id}`;
}

function searchDocument(id: string): string {
  return `DocumentReference?identifier=${encodeURIComponent(`${IDENTIFIERS.URI}|urn:oid:${id}`)}`;
}
