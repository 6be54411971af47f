import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationOutcomeError, parseSearchRequest, type WithId } from '@medplum/core';
import type { Observation, OperationOutcomeIssue, Patient, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll } from 'vitest';
import type { RequestContext } from '../context.ts';
import { openStore, type SqliteRepository, type Store } from './index.ts';

/** Test help only: nothing of the server imports this file. */

export const PROJECT = 'a0000000-0000-4000-8000-000000000001';
export const OTHER_PROJECT = 'a0000000-0000-4000-8000-000000000002';

/** A caller of PROJECT: a plain member, in normal mode. */
export function context(changes: Partial<RequestContext> = {}): RequestContext {
  return {
    projectId: PROJECT,
    author: { reference: 'Practitioner/b0000000-0000-4000-8000-000000000001' },
    projectAdmin: false,
    superAdmin: false,
    extended: false,
    ...changes,
  };
}

/** The service client: project administrator, extended mode. */
export function admin(changes: Partial<RequestContext> = {}): RequestContext {
  return context({ projectAdmin: true, extended: true, ...changes });
}

export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), 'dcc-store-'));
}

/** One store for the tests of a file, opened before them and removed after. */
export function storeForTests(): { readonly store: Store; repo(context?: RequestContext): SqliteRepository } {
  let store: Store | undefined;
  const dir = temporaryDir();
  beforeAll(async () => {
    store = await openStore({ dir });
  });
  afterAll(async () => {
    await store?.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    get store() {
      return store!;
    },
    repo: (caller = context()) => store!.repo(caller),
  };
}

/** The resources that a search url finds, in order. */
export async function find<T extends Resource = Resource>(
  repo: SqliteRepository,
  url: string,
): Promise<WithId<T>[]> {
  const bundle = await repo.search<T>(parseSearchRequest<T>(url));
  return (bundle.entry ?? []).map((entry) => entry.resource!);
}

/** The issues of the error a promise ends with; fails when it does not. */
export async function issuesOf(promise: Promise<unknown>): Promise<OperationOutcomeIssue[]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof OperationOutcomeError) {
      return error.outcome.issue;
    }
    throw error;
  }
  throw new Error('The promise was expected to fail');
}

/** The text of the first issue of the error a promise ends with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const [issue] = await issuesOf(promise);
  return issue?.details?.text ?? '';
}

export function patient(changes: Partial<Patient> = {}): Patient {
  return { resourceType: 'Patient', name: [{ family: 'Duval', given: ['Zoé'] }], ...changes };
}

export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Poids' }] },
    ...changes,
  };
}
