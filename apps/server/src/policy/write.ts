import { forbidden, notFound, OperationOutcomeError } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { rowOf } from '../store/repository/read.ts';
import type { ResourceRow, WriteSession } from '../store/session.ts';
import { isVisible, matching } from './check.ts';
import { constraintsHold } from './constraint.ts';
import { fieldsOf, restoreFields } from './fields.ts';
import { hiddenFieldsOf } from './hidden.ts';
import { AccessPolicyInteraction, isRestricted, type Rule, rulesFor } from './rules.ts';

/**
 * A written resource to be looked at again when the transaction ends: only then are its accounts complete.
 */
export interface PendingPermission {
  /** "Type/id". */
  readonly reference: string;
  /** Rules that let the write pass if the resource, as it is in the end, meets one's criterion. */
  readonly rules: readonly Rule[];
}

/**
 * Before anything is changed: 404 for what the caller does not see, 403 for what it sees and may not change.
 * @returns the rules under which it may; undefined for a caller without restriction.
 */
export function beforeWrite(
  session: WriteSession,
  row: ResourceRow,
  interaction: AccessPolicyInteraction,
): Rule[] | undefined {
  if (!isRestricted(session.context)) {
    return undefined;
  }
  if (!isVisible(session, row)) {
    throw new OperationOutcomeError(notFound);
  }
  const rules = matching(session, row, rulesFor(session.context, row.type, interaction));
  if (rules.length === 0) {
    throw new OperationOutcomeError(forbidden);
  }
  return rules;
}

/**
 * Puts back what the caller may not change: fields that are read-only, and those hidden from it (with the
 * narrative that goes with them), which a caller that reads, changes and writes back would otherwise erase.
 * Changes `incoming`.
 */
export function restrain(
  session: WriteSession,
  incoming: Resource,
  existing: Resource | undefined,
  rules: readonly Rule[] | undefined,
): void {
  if (!rules) {
    return;
  }
  const hidden = existing ? hiddenFieldsOf(session, existing) : [];
  const narrative = hidden.length > 0 ? ['text'] : [];
  restoreFields(incoming, existing, [...fieldsOf(rules, 'readonlyFields'), ...hidden, ...narrative]);
}

/** The rules for a creation. @throws OperationOutcomeError 403 when the type has none. */
export function creationRules(session: WriteSession, resourceType: string): Rule[] | undefined {
  if (!isRestricted(session.context)) {
    return undefined;
  }
  const rules = rulesFor(session.context, resourceType, AccessPolicyInteraction.CREATE);
  if (rules.length === 0) {
    throw new OperationOutcomeError(forbidden);
  }
  return rules;
}

/**
 * After the write, before it is stored: the constraints on both versions. @throws OperationOutcomeError 403
 */
export function assertConstraints(
  session: WriteSession,
  interaction: AccessPolicyInteraction,
  before: Resource | undefined,
  after: Resource | undefined,
  matched?: readonly Rule[],
): Rule[] {
  // A hook is sent by the rights of its author's membership, hence beyond the scopes of the token.
  const isHook = after?.resourceType === 'Subscription' && after.channel?.type !== 'websocket';
  if (session.context.limited && isHook) {
    throw new OperationOutcomeError(forbidden);
  }
  const type = (after ?? before)!.resourceType;
  const rules = (matched ?? rulesFor(session.context, type, interaction)).filter((rule) =>
    constraintsHold(rule, before, after),
  );
  if (rules.length === 0) {
    throw new OperationOutcomeError(forbidden);
  }
  return rules;
}

/** At the end of a transaction: what was written must lie inside the writer's criteria. @throws 403 */
export function checkPermissions(session: WriteSession, pending: readonly PendingPermission[]): void {
  for (const { reference, rules } of pending) {
    const row = rowOf(session, reference);
    if (row && row.content !== null && matching(session, row, rules).length === 0) {
      throw new OperationOutcomeError(forbidden);
    }
  }
}
