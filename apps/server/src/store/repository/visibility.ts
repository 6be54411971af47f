import {
  forbidden,
  notFound,
  OperationOutcomeError,
  projectAdminResourceTypes,
  protectedResourceTypes,
} from '@medplum/core';
import type { RequestContext } from '../../context.ts';
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

/** The seam of access policies (issue 3): every read of a type passes here. */
export function assertMayRead(context: RequestContext, resourceType: string): void {
  if (!mayRead(context, resourceType)) {
    throw new OperationOutcomeError(forbidden);
  }
}

/** The seam of access policies (issue 3): every write of a type passes here. */
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
