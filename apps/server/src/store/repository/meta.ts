import type { WithId } from '@medplum/core';
import type { Meta, Resource } from '@medplum/fhirtypes';
import type { WriteSession } from '../session.ts';
import { accountsOf } from './accounts.ts';
import { compartmentsOf, patientsOf } from './compartments.ts';

/**
 * The version to be stored: the resource as sent, with the meta that the server decides. What the writer
 * leaves out of `meta` (tags, profiles) is kept from the previous version, as Medplum does. versionId and
 * lastUpdated come later.
 */
export function withMeta<T extends Resource>(
  session: WriteSession,
  existing: Resource | undefined,
  incoming: WithId<T>,
  projectId: string,
): WithId<T> {
  const { context } = session;
  const merged = { ...incoming, meta: mergeMeta(existing?.meta, incoming.meta) } as WithId<T>;
  const patients = patientsOf(merged);
  const accounts = accountsOf(
    session,
    existing,
    incoming.meta ? merged : { ...merged, meta: undefined },
    patients,
  );
  const meta: Meta = { ...merged.meta, author: context.author, project: projectId };
  delete meta.onBehalfOf;
  delete meta.account;
  delete meta.accounts;
  if (context.onBehalfOf) {
    meta.onBehalfOf = context.onBehalfOf;
  }
  if (accounts.length > 0) {
    meta.account = accounts[0]!;
    meta.accounts = accounts;
  }
  meta.compartment = compartmentsOf(projectId, patients, accounts);
  return { ...merged, meta } as WithId<T>;
}

function mergeMeta(existing: Meta | undefined, incoming: Meta | undefined): Meta {
  const kept = { ...existing };
  if (incoming?.account || incoming?.accounts) {
    // The new list replaces the old one: the old first account must not come back through `account`.
    delete kept.account;
    delete kept.accounts;
  }
  return { ...kept, ...incoming };
}
