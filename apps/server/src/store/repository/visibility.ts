import {
  forbidden,
  notFound,
  OperationOutcomeError,
  projectAdminResourceTypes,
  protectedResourceTypes,
} from '@medplum/core';
import type { RequestContext } from '../../context.ts';
import { AccessPolicyInteraction, isRestricted, rulesFor } from '../../policy/rules.ts';
import type { Engine } from '../engine.ts';
import type { Session } from '../session.ts';

/**
 * The project of conformance resources, readable by all and written by the server alone.
 * Medplum's own constant, so that both servers give the same meta.project.
 */
export const SHARED_PROJECT = '161452d9-43b7-5c29-aa7b-c85680fa45c6';

/** Types read by the server alone, or by project administrators: Medplum's two lists. */
export function mayRead(context: RequestContext, resourceType: string): boolean {
  if (context.superAdmin) {
    return true;
  }
  if (protectedResourceTypes.includes(resourceType)) {
    return false;
  }
  return context.projectAdmin || !projectAdminResourceTypes.includes(resourceType);
}

/**
 * Does the caller's policy have a rule for doing this with some resources of the type? Which ones comes
 * later.
 */
export function mayDo(
  context: RequestContext,
  resourceType: string,
  interaction: AccessPolicyInteraction,
): boolean {
  return !isRestricted(context) || rulesFor(context, resourceType, interaction).length > 0;
}

/**
 * Every read of one resource passes here. A type that the policy leaves out answers 404, as an id that does
 * not exist: 403 would say no more to a caller that has rights, and to one that has not it is an answer about
 * ids.
 */
export function assertMayRead(
  context: RequestContext,
  resourceType: string,
  interaction: AccessPolicyInteraction = AccessPolicyInteraction.READ,
): void {
  if (!mayRead(context, resourceType)) {
    throw new OperationOutcomeError(forbidden);
  }
  if (!mayDo(context, resourceType, interaction)) {
    throw new OperationOutcomeError(notFound);
  }
}

/** Every search of a type passes here, the ends of chains and `_has` included. */
export function assertMaySearch(context: RequestContext, resourceType: string): void {
  if (!mayRead(context, resourceType) || !mayDo(context, resourceType, AccessPolicyInteraction.SEARCH)) {
    throw new OperationOutcomeError(forbidden);
  }
}

/** Every write of a type passes here; what the policy says of the resource itself: `policy/write.ts`. */
export function assertMayWrite(context: RequestContext, resourceType: string): void {
  if (!mayRead(context, resourceType)) {
    throw new OperationOutcomeError(forbidden);
  }
}

/** The symbols of the projects the caller reads; undefined when it reads all of them. */
export function readableProjects(session: Session): number[] | undefined {
  if (session.context.superAdmin) {
    return undefined;
  }
  return [session.context.projectId, SHARED_PROJECT]
    .map((project) => session.engine.symbols.find(session.db, project))
    .filter((sid) => sid !== undefined);
}

/** A resource of another project does not exist for the caller. */
export function assertVisible(session: Session, project: number): void {
  const projects = readableProjects(session);
  if (projects && !projects.includes(project)) {
    throw new OperationOutcomeError(notFound);
  }
}

/** Written in its own project only: shared conformance resources are read-only. */
export function assertWritable(session: Session, project: number): void {
  assertVisible(session, project);
  if (!session.context.superAdmin && project !== projectSymbol(session.engine, session)) {
    throw new OperationOutcomeError(forbidden);
  }
}

function projectSymbol(engine: Engine, session: Session): number | undefined {
  return engine.symbols.find(session.db, session.context.projectId);
}
