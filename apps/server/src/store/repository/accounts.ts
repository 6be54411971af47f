import type { Meta, Reference, Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../../context.ts';
import { parseContent, type Session } from '../session.ts';
import { rowOf } from './read.ts';

/**
 * meta.accounts of a version about to be written, with Medplum's rules:
 *
 * - in extended mode, an administrator who sends `meta` decides: what it gives replaces inheritance, nothing included;
 * - otherwise a Patient keeps the accounts it has, and any other resource takes those of its patients, plus, when it is
 *   created, the compartment of the writer's access policy.
 *
 * When a Patient's accounts change, its resources follow at their own next write, not before (Medplum does the same;
 * its `$set-accounts` does it at once).
 */
export function accountsOf(
  session: Session,
  existing: Resource | undefined,
  incoming: Resource,
  patients: string[],
): Reference[] {
  if (incoming.meta && mayWriteAccounts(session.context)) {
    return givenAccounts(incoming.meta);
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
    for (const patient of patients) {
      accountsOfPatient(session, patient).forEach(add);
    }
  }
  return [...accounts.values()];
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

/** Read past the caller's own rights, as inheritance must not depend on them, but inside its project. */
function accountsOfPatient(session: Session, patient: string): Reference[] {
  const project = session.engine.symbols.find(session.db, session.context.projectId);
  const row = rowOf(session, patient);
  return row?.content && row.project === project ? givenAccounts(parseContent(row.content).meta) : [];
}
