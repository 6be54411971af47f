import {
  badRequest,
  gone,
  isResourceType,
  isUUID,
  notFound,
  OperationOutcomeError,
  type WithId,
} from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { allows } from '../../policy/check.ts';
import { AccessPolicyInteraction } from '../../policy/rules.ts';
import { parseContent, type ResourceRow, type Session } from '../session.ts';
import { assertMayRead, assertVisible } from './visibility.ts';

/** Refuses a type that FHIR R4 does not have. */
export function assertType(resourceType: string): void {
  if (!isResourceType(resourceType)) {
    throw new OperationOutcomeError(badRequest(`Type de ressource inconnu : ${resourceType}`));
  }
}

/** The row of a resource the caller may see, tombstones included; undefined when there is none. */
export function findRow(session: Session, resourceType: string, id: string): ResourceRow | undefined {
  const row = rowOf(session, `${resourceType}/${id}`);
  if (row) {
    assertVisible(session, row.project);
  }
  return row;
}

/** The row of "Type/id", whoever may see it. */
export function rowOf(session: Session, reference: string): ResourceRow | undefined {
  const ref = session.engine.symbols.find(session.db, reference);
  return ref === undefined
    ? undefined
    : session.db.get<ResourceRow>('SELECT * FROM resource WHERE ref = ?', ref);
}

/**
 * The stored resource, its extended meta included.
 * @throws OperationOutcomeError 404 when it never existed, 410 when it is deleted.
 */
export function readStored<T extends Resource = Resource>(
  session: Session,
  resourceType: string,
  id: string,
  interaction: AccessPolicyInteraction = AccessPolicyInteraction.READ,
): WithId<T> {
  assertType(resourceType);
  assertMayRead(session.context, resourceType, interaction);
  if (!isUUID(id)) {
    throw new OperationOutcomeError(notFound);
  }
  const row = findRow(session, resourceType, id);
  if (!row || !allows(session, row, interaction)) {
    throw new OperationOutcomeError(notFound);
  }
  if (row.content === null) {
    throw new OperationOutcomeError(gone);
  }
  return parseContent<T>(row.content);
}
