import { sameAccounts } from '@dcc/rules';
import { conflict, type MedplumClient, preconditionFailed } from '@medplum/core';
import type { Reference, Resource } from '@medplum/fhirtypes';
import { transaction, update } from '../shared/batch.ts';
import { encountersOf } from './links.ts';

/** Most updates of one transaction on the real server (spec/medplum.md 5). */
const MAX_UPDATES = 50;

/** What is stored and what its accounts must be. */
export interface Share {
  resource: Resource;
  accounts: readonly Reference[];
}

/**
 * Writes the accounts that differ, nothing else of the resources. If-Match: what somebody writes meanwhile is not
 * undone: the caller reads again. A case is written in one transaction: it is shown whole, and who signs its fiche
 * at that moment meets one write, not one for each chunk.
 * @returns how many were written.
 */
export async function writeAccounts(medplum: MedplumClient, shares: readonly Share[]): Promise<number> {
  const latest = new Map(shares.map((one) => [`${one.resource.resourceType}/${one.resource.id}`, one]));
  const wrong = [...latest.values()].filter(
    ({ resource, accounts }) => accounts.length > 0 && !sameAccounts(resource.meta?.accounts ?? [], accounts),
  );
  for (const some of inTransactions(wrong)) {
    const entry = some.map(({ resource, accounts }) => {
      const { account: _, ...meta } = (resource.meta ?? {}) as Record<string, unknown>;
      return update({ ...resource, meta: { ...meta, accounts: [...accounts] } } as Resource);
    });
    await transaction(medplum, entry);
  }
  return wrong.length;
}

/** True for the refusal of a write because somebody wrote first: `If-Match`, or two transactions that cross. */
export function isConflict(error: unknown): boolean {
  // By the shape: the bot and its server may each have a copy of the library.
  const id = (error as { outcome?: { id?: string } } | undefined)?.outcome?.id;
  return id === preconditionFailed.id || id === conflict('').id;
}

/** As few as possible, where no case is in two unless it alone is too large. */
function inTransactions(shares: readonly Share[]): Share[][] {
  const packed: Share[][] = [];
  for (const group of Map.groupBy(shares, ({ resource }) => caseOf(resource)).values()) {
    const last = packed.at(-1);
    if (last && last.length + group.length <= MAX_UPDATES) last.push(...group);
    else {
      for (let i = 0; i < group.length; i += MAX_UPDATES) packed.push(group.slice(i, i + MAX_UPDATES));
    }
  }
  return packed;
}

/** The case a resource is written with; what hangs on the patient alone goes together. */
function caseOf(resource: Resource): string | undefined {
  return resource.resourceType === 'Encounter' ? `Encounter/${resource.id}` : encountersOf(resource)[0];
}
