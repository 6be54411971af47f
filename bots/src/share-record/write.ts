import { sameAccounts } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Reference, Resource } from '@medplum/fhirtypes';
import { transaction, update } from '../shared/batch.ts';

/** Most updates of one transaction on the real server (spec/medplum.md 5). */
const MAX_UPDATES = 50;

/** What is stored and what its accounts must be. */
export interface Share {
  resource: Resource;
  accounts: readonly Reference[];
}

/**
 * Writes the accounts that differ, nothing else of the resources. If-Match: what somebody writes meanwhile is not
 * undone, the event is tried again.
 * @returns how many were written.
 */
export async function writeAccounts(medplum: MedplumClient, shares: readonly Share[]): Promise<number> {
  const latest = new Map(shares.map((one) => [`${one.resource.resourceType}/${one.resource.id}`, one]));
  const wrong = [...latest.values()].filter(
    ({ resource, accounts }) => accounts.length > 0 && !sameAccounts(resource.meta?.accounts ?? [], accounts),
  );
  for (let i = 0; i < wrong.length; i += MAX_UPDATES) {
    const entry = wrong.slice(i, i + MAX_UPDATES).map(({ resource, accounts }) => {
      const { account: _, ...meta } = (resource.meta ?? {}) as Record<string, unknown>;
      return update({ ...resource, meta: { ...meta, accounts: [...accounts] } } as Resource);
    });
    await transaction(medplum, entry);
  }
  return wrong.length;
}
