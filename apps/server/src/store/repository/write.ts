import { randomUUID } from 'node:crypto';
import {
  badRequest,
  conflict,
  deepEquals,
  gone,
  isUUID,
  notFound,
  OperationOutcomeError,
  preconditionFailed,
  resolveId,
  type WithId,
} from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { WriteEvent } from '../../context.ts';
import { AccessPolicyInteraction, isRestricted } from '../../policy/rules.ts';
import { assertConstraints, beforeWrite, creationRules, restrain } from '../../policy/write.ts';
import { guard } from '../../validate/guard.ts';
import { checkResource } from '../../validate/validate.ts';
import { replaceRows } from '../index-writer.ts';
import { indexRows } from '../indexer.ts';
import { parseContent, type ResourceRow, type WriteSession } from '../session.ts';
import { withMeta } from './meta.ts';
import { assertType, findRow } from './read.ts';
import { addedReferences, collectReferences, visibleReferences } from './references.ts';
import { assertMayWrite, assertWritable } from './visibility.ts';

const TERMINOLOGY = new Set(['ValueSet', 'CodeSystem']);

/** Creates a resource. `keepId`: the id was given by the server (a Bundle's urn:uuid entry). */
export function create<T extends Resource>(session: WriteSession, resource: T, keepId: boolean): WithId<T> {
  const clean = prepare(session, resource);
  restrain(session, clean, undefined, creationRules(session, resource.resourceType));
  const id = clean.id && (keepId || session.context.superAdmin) ? clean.id : randomUUID();
  if (!isUUID(id)) {
    throw new OperationOutcomeError(
      badRequest('Identifiant invalide : un UUID est attendu', `${resource.resourceType}.id`),
    );
  }
  const row = findRow(session, resource.resourceType, id);
  if (row && !row.deleted) {
    throw new OperationOutcomeError(conflict('Cet identifiant est déjà pris'));
  }
  return store(session, row, undefined, { ...clean, id });
}

/**
 * Replaces a resource. A version equal to the current one writes nothing and gives the current one back, so
 * that a bot subscribed to what it writes does not run for ever.
 * @throws OperationOutcomeError 404 for an unknown id (ids are chosen by the server), 412 when ifMatch is
 *   another version.
 */
export function update<T extends Resource>(session: WriteSession, resource: T, ifMatch?: string): WithId<T> {
  const clean = prepare(session, resource);
  const { id } = clean;
  if (!id) {
    throw new OperationOutcomeError(badRequest('Identifiant manquant', `${resource.resourceType}.id`));
  }
  if (!isUUID(id)) {
    throw new OperationOutcomeError(
      badRequest('Identifiant invalide : un UUID est attendu', `${resource.resourceType}.id`),
    );
  }
  const row = findRow(session, resource.resourceType, id);
  if (!row) {
    if (session.context.superAdmin && !ifMatch) {
      return store(session, undefined, undefined, { ...clean, id });
    }
    throw new OperationOutcomeError(notFound);
  }
  const rules = beforeWrite(session, row, AccessPolicyInteraction.UPDATE);
  assertWritable(session, row.project);
  assertVersion(row, ifMatch);
  const existing = row.content === null ? undefined : parseContent<T>(row.content);
  restrain(session, clean, existing, rules);
  return store(session, row, existing, { ...clean, id });
}

/** Deletes a resource: its last content goes to the history, under a tombstone. */
export function remove(session: WriteSession, resourceType: string, id: string, ifMatch?: string): void {
  assertType(resourceType);
  assertMayWrite(session.context, resourceType);
  const row = isUUID(id) ? findRow(session, resourceType, id) : undefined;
  if (!row) {
    throw new OperationOutcomeError(notFound);
  }
  const rules = beforeWrite(session, row, AccessPolicyInteraction.DELETE);
  if (row.content === null) {
    throw new OperationOutcomeError(gone);
  }
  assertWritable(session, row.project);
  assertVersion(row, ifMatch);
  const { db, engine } = session;
  const previous = parseContent(row.content);
  if (rules) {
    assertConstraints(session, AccessPolicyInteraction.DELETE, previous, undefined, rules);
  }
  archive(session, row);
  db.run(
    'UPDATE resource SET vid = ?, updated = ?, deleted = 1, content = NULL WHERE rid = ?',
    randomUUID(),
    engine.clock.next(),
    row.rid,
  );
  replaceRows(db, engine.symbols, row.rid, indexRows(previous), new Map());
  record(session, 'delete', previous);
}

function prepare<T extends Resource>(session: WriteSession, resource: T): T {
  const type: string | undefined = (resource as Resource | undefined)?.resourceType;
  assertType(String(type));
  assertMayWrite(session.context, resource.resourceType);
  guard(resource, resource.resourceType);
  // A copy as JSON would carry it: nothing is shared with the caller, empty values stay and are refused.
  return JSON.parse(JSON.stringify(resource)) as T;
}

function store<T extends Resource>(
  session: WriteSession,
  row: ResourceRow | undefined,
  existing: WithId<T> | undefined,
  incoming: WithId<T>,
): WithId<T> {
  const { db, engine, context, tx } = session;
  const given = context.superAdmin ? projectOf(incoming) : undefined;
  const projectId = existing?.meta?.project ?? given ?? context.projectId;
  const candidate = withMeta(session, existing, incoming, projectId);
  if (existing && sameContent(existing, candidate)) {
    return existing;
  }
  checkResource(session, candidate);
  permit(session, existing, candidate);
  tx.pending.push(...(context.project?.checkReferencesOnWrite ? collectReferences(candidate) : []));

  const updated = engine.clock.next();
  const versionId = randomUUID();
  candidate.meta = { ...candidate.meta, versionId, lastUpdated: new Date(updated).toISOString() };
  const content = JSON.stringify(candidate);
  const project = engine.symbols.intern(db, projectId);
  let rid: number;
  if (row) {
    archive(session, row);
    rid = row.rid;
    db.run(
      'UPDATE resource SET project = ?, vid = ?, updated = ?, deleted = 0, content = ? WHERE rid = ?',
      project,
      versionId,
      updated,
      content,
      rid,
    );
  } else {
    rid = db.run(
      'INSERT INTO resource (type, id, ref, project, vid, updated, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
      candidate.resourceType,
      candidate.id,
      engine.symbols.intern(db, `${candidate.resourceType}/${candidate.id}`),
      project,
      versionId,
      updated,
      content,
    ).lastInsertRowid;
  }
  replaceRows(db, engine.symbols, rid, existing ? indexRows(existing) : new Map(), indexRows(candidate));
  // A copy for the hooks: the caller owns the resource it gets back and may change it.
  record(session, existing ? 'update' : 'create', parseContent(content), existing);
  return candidate;
}

/** The constraints of the writer's policy now; its criteria and new references when the transaction ends. */
function permit(session: WriteSession, existing: Resource | undefined, candidate: WithId<Resource>): void {
  if (!isRestricted(session.context)) {
    return;
  }
  const interaction = existing ? AccessPolicyInteraction.UPDATE : AccessPolicyInteraction.CREATE;
  const rules = assertConstraints(session, interaction, existing, candidate);
  session.tx.permissions.push({ reference: `${candidate.resourceType}/${candidate.id}`, rules });
  session.tx.pending.push(...visibleReferences(session, addedReferences(existing, candidate)));
}

/** What the server itself writes for a project belongs to that project. */
function projectOf(resource: WithId<Resource>): string | undefined {
  switch (resource.resourceType) {
    case 'Project':
      return resource.id;
    case 'ProjectMembership':
      return resolveId(resource.project);
    default:
      return undefined;
  }
}

/** The current version becomes a past one. History never changes afterwards. */
function archive(session: WriteSession, row: ResourceRow): void {
  session.db.run(
    'INSERT INTO history (rid, updated, vid, deleted, content) VALUES (?, ?, ?, ?, ?)',
    row.rid,
    row.updated,
    row.vid,
    row.deleted,
    row.content,
  );
}

function record(
  session: WriteSession,
  interaction: WriteEvent['interaction'],
  resource: WithId<Resource>,
  previous?: WithId<Resource>,
): void {
  const { context, tx } = session;
  tx.terminologyTouched ||= TERMINOLOGY.has(resource.resourceType);
  tx.events.push({
    interaction,
    resource,
    ...(previous && { previous }),
    projectId: resource.meta?.project ?? context.projectId,
    author: context.author,
  });
}

function assertVersion(row: ResourceRow, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && row.vid !== ifMatch) {
    throw new OperationOutcomeError(preconditionFailed);
  }
}

/** Equal but for what every write changes. */
function sameContent(existing: Resource, candidate: Resource): boolean {
  const [before, after] = [existing, candidate].map((resource) => {
    const { versionId: _v, lastUpdated: _l, author: _a, onBehalfOf: _o, ...meta } = resource.meta ?? {};
    return { ...resource, meta };
  });
  return deepEquals(before, after);
}
