import { isUUID, OperationOutcomeError } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import { isVisible } from '../../policy/check.ts';
import type { PendingReference, ResourceRow, Session, WriteSession } from '../session.ts';
import { rowOf } from './read.ts';
import { readableProjects } from './visibility.ts';

/** The address of a Binary, alone or after a server's base. */
const BINARY = /(?:^|\/)(Binary\/[^/?#]+)/;
/** A literal reference, alone or after a server's base. */
const NAMED = /(?:^|\/)([A-Z][A-Za-z]+\/[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})(?:\/_history\/[^/]+)?$/;
const LITERAL = /^([A-Z][A-Za-z]+)\/([^/?#|]+)(?:\/_history\/[^/]+)?$/;

/**
 * Every literal reference of a resource ("Patient/<id>"), with the path of its element. Contained, logical,
 * absolute and conditional references are not ours to check; meta is the server's own.
 */
export function collectReferences(resource: Resource): PendingReference[] {
  const found: PendingReference[] = [];
  const { meta: _meta, ...body } = resource;
  walk(body, resource.resourceType, found);
  return found;
}

/**
 * The references that a caller bound by a policy adds to a resource: it must see what they point to, else an
 * answer would tell ids, and accounts would be inherited from a patient it has no business with. A Binary
 * named by an attachment counts: holding it would be reading it.
 */
export function addedReferences(existing: Resource | undefined, candidate: Resource): PendingReference[] {
  const before = new Set((existing ? allReferences(existing) : []).map(({ reference }) => reference));
  return allReferences(candidate)
    .filter(({ reference }) => !before.has(reference) && !isSelf(candidate, reference))
    .map((one) => ({ ...one, mustBeVisible: true }));
}

/**
 * Checks now those that were there before the transaction: the resource about to be written may itself be
 * what makes them visible (a document that names a Binary). What this transaction wrote is looked at when it
 * ends.
 * @returns those left for the end.
 * @throws OperationOutcomeError 400 as for a reference to nothing.
 */
export function visibleReferences(
  session: WriteSession,
  added: readonly PendingReference[],
): PendingReference[] {
  const written = new Set(session.tx.permissions.map(({ reference }) => reference));
  const [own, others] = [true, false].map((wanted) =>
    added.filter(({ reference }) => (written.has(reference) || !rowOf(session, reference)) === wanted),
  );
  checkReferences(session, others!);
  return own!;
}

/** Every "Type/id" that stands anywhere in a value, as a reference or as a text of its own, to be visible. */
export function namedReferences(value: unknown, path = 'input'): PendingReference[] {
  if (typeof value === 'string') {
    const match = NAMED.exec(value);
    return match ? [{ reference: match[1]!, path, mustBeVisible: true }] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => namedReferences(one, `${path}.${key}`))
    : [];
}

function isSelf({ resourceType, id }: Resource, reference: string): boolean {
  return reference === `${resourceType}/${id}`;
}

function allReferences(resource: Resource): PendingReference[] {
  const found = collectReferences(resource);
  walkAttachments(resource, resource.resourceType, found);
  return found;
}

function walkAttachments(node: unknown, path: string, found: PendingReference[]): void {
  for (const [key, value] of Object.entries(node ?? {})) {
    const at = `${path}.${key}`;
    const binary = key === 'url' && typeof value === 'string' ? BINARY.exec(value)?.[1] : undefined;
    if (binary) {
      found.push({ reference: binary, path: at });
    } else if (typeof value === 'object') {
      walkAttachments(value, at, found);
    }
  }
}

function walk(node: unknown, path: string, found: PendingReference[]): void {
  if (Array.isArray(node)) {
    node.forEach((item, i) => {
      walk(item, `${path}[${i}]`, found);
    });
  } else if (typeof node === 'object' && node !== null) {
    const { reference } = node as { reference?: unknown };
    if (typeof reference === 'string' && LITERAL.test(reference)) {
      found.push({ reference, path });
    }
    for (const [key, value] of Object.entries(node)) {
      walk(value, `${path}.${key}`, found);
    }
  }
}

/**
 * Checks at the end of a transaction that every reference it wrote points to a resource the writer sees.
 * @throws OperationOutcomeError 400 with one issue per dangling reference.
 */
export function checkReferences(session: Session, pending: readonly PendingReference[]): void {
  if (pending.length === 0) {
    return;
  }
  const projects = readableProjects(session);
  const known = new Map<string, ResourceRow | undefined>();
  const issue: OperationOutcomeIssue[] = [];
  for (const { reference, path, mustBeVisible } of pending) {
    if (!known.has(reference)) {
      known.set(reference, resolve(session, reference, projects));
    }
    const row = known.get(reference);
    if (!row || (mustBeVisible && !isVisible(session, row))) {
      issue.push({
        severity: 'error',
        code: 'invalid',
        details: { text: `Référence introuvable : ${reference} n'existe pas` },
        expression: [path],
      });
    }
  }
  if (issue.length > 0) {
    throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue });
  }
}

function resolve(
  session: Session,
  reference: string,
  projects: number[] | undefined,
): ResourceRow | undefined {
  const [, type, id] = LITERAL.exec(reference) ?? [];
  if (!type || !id || !isUUID(id)) {
    return undefined;
  }
  const row = rowOf(session, `${type}/${id}`);
  return row && row.content !== null && (!projects || projects.includes(row.project)) ? row : undefined;
}
