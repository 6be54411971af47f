import type { WithId } from '@medplum/core';
import type { Meta, Reference, Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../../context.ts';
import { isRestricted } from '../../policy/rules.ts';
import { replaceRows } from '../index-writer.ts';
import { indexRows } from '../indexer.ts';
import { parseContent, type Session, type WriteSession } from '../session.ts';
import { compartmentsOf, patientsOf } from './compartments.ts';
import { rowOf } from './read.ts';

/**
 * meta.accounts of a version about to be written, with Medplum's rules:
 *
 * - in extended mode, an administrator who sends `meta` decides: what it gives replaces inheritance, nothing
 *   included;
 * - otherwise a Patient keeps the accounts it has, and any other resource takes those of its patients, plus,
 *   when it is created, the compartment of the writer's access policy.
 *
 * Of what is written about an encounter, the accounts of the patients that are the encounter's too, where Medplum gives
 * all of them: an establishment that knew her before would read, until somebody narrows it, what it has no part in.
 *
 * A writer bound by a policy leaves the accounts of what exists as they are, where Medplum would take them
 * from the patients again: those of a session, which has no patient, would be lost.
 *
 * When a Patient's accounts change, its resources follow at their own next write, not before (Medplum does
 * the same; its `$set-accounts` does it at once).
 */
export function accountsOf(
  session: WriteSession,
  existing: Resource | undefined,
  incoming: WithId<Resource>,
  patients: string[],
): Reference[] {
  if (incoming.meta && mayWriteAccounts(session.context)) {
    return givenAccounts(incoming.meta);
  }
  if (existing && isRestricted(session.context)) {
    // Its policy's criteria are accounts more often than not: it must neither lose nor gain any by writing.
    return givenAccounts(existing.meta);
  }
  const accounts = new Map<string, Reference>();
  const add = (reference: Reference | undefined): void => {
    if (reference?.reference) {
      accounts.set(reference.reference, { reference: reference.reference });
    }
  };
  if (!existing) {
    add(session.context.accessPolicy?.compartment);
  }
  if (incoming.resourceType === 'Patient') {
    givenAccounts(existing?.meta).forEach(add);
  } else {
    const inherited = inheritedAccounts(session, incoming, patients);
    if (!inherited.isWhole) {
      session.tx.orphans.add(`${incoming.resourceType}/${incoming.id}`);
    }
    inherited.accounts.forEach(add);
  }
  return [...accounts.values()];
}

/** From the patients, as far as the encounter allows. Not whole when a patient is not there yet. */
function inheritedAccounts(
  session: Session,
  resource: Resource,
  patients: readonly string[],
): { accounts: Reference[]; isWhole: boolean } {
  const allowed = accountsOfEncounters(session, resource);
  const found = patients.map((patient) => storedAccounts(session, patient));
  const accounts = found.flatMap((one) => one ?? []);
  return {
    accounts: allowed ? accounts.filter(({ reference }) => allowed.has(reference!)) : accounts,
    isWhole: !found.includes(undefined),
  };
}

/** Undefined when nothing is to be left out: about no encounter, or about one that has no accounts. */
function accountsOfEncounters(session: Session, resource: Resource): Set<string> | undefined {
  const { encounter, context } = resource as { encounter?: Reference; context?: { encounter?: Reference[] } };
  const about = [...(encounter ? [encounter] : []), ...(context?.encounter ?? [])];
  const all = about.map(({ reference }) => {
    return reference?.startsWith('Encounter/') ? storedAccounts(session, reference) : undefined;
  });
  const isKnown = all.length > 0 && all.every((one) => one !== undefined && one.length > 0);
  return isKnown ? new Set(all.flatMap((one) => one!.map(({ reference }) => reference!))) : undefined;
}

/** Accounts are read from the caller in extended mode, and from administrators only. */
export function mayWriteAccounts(context: RequestContext): boolean {
  return context.extended && (context.projectAdmin || context.superAdmin);
}

/** meta.accounts, and the older single meta.account. */
function givenAccounts(meta: Meta | undefined): Reference[] {
  const accounts = new Map<string, Reference>();
  for (const account of [...(meta?.account ? [meta.account] : []), ...(meta?.accounts ?? [])]) {
    if (account.reference) {
      accounts.set(account.reference, account);
    }
  }
  return [...accounts.values()];
}

/**
 * Read past the caller's own rights, as inheritance must not depend on them, but inside its project.
 * Undefined when there is none of this name.
 */
function storedAccounts(session: Session, name: string): Reference[] | undefined {
  const project = session.engine.symbols.find(session.db, session.context.projectId);
  const row = rowOf(session, name);
  return row?.content && row.project === project ? givenAccounts(parseContent(row.content).meta) : undefined;
}

/**
 * Completes, at the end of a transaction, the accounts of resources written before their patients: a Bundle
 * may list its entries in any order. The version stays the same, as nobody has seen it yet.
 */
export function adoptOrphans(session: WriteSession): void {
  for (const reference of session.tx.orphans) {
    const row = rowOf(session, reference);
    const resource = row?.content ? parseContent(row.content) : undefined;
    if (!row || !resource) {
      continue;
    }
    const patients = patientsOf(resource);
    const inherited = inheritedAccounts(session, resource, patients).accounts;
    const accounts = givenAccounts({ accounts: [...(resource.meta?.accounts ?? []), ...inherited] });
    if (accounts.length === (resource.meta?.accounts?.length ?? 0)) {
      continue;
    }
    const before = indexRows(resource);
    const compartment = compartmentsOf(
      resource.meta?.project ?? session.context.projectId,
      patients,
      accounts,
    );
    resource.meta = { ...resource.meta, account: accounts[0]!, accounts, compartment };
    session.db.run('UPDATE resource SET content = ? WHERE rid = ?', JSON.stringify(resource), row.rid);
    replaceRows(session.db, session.engine.symbols, row.rid, before, indexRows(resource));
    session.tx.events = session.tx.events.map((event) =>
      event.resource.meta?.versionId === resource.meta?.versionId ? { ...event, resource } : event,
    );
  }
}
