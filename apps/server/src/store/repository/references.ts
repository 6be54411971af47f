import { isUUID, OperationOutcomeError } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import type { PendingReference, Session } from '../session.ts';
import { rowOf } from './read.ts';
import { readableProjects } from './visibility.ts';

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
  const known = new Map<string, boolean>();
  const issue: OperationOutcomeIssue[] = [];
  for (const { reference, path } of pending) {
    let exists = known.get(reference);
    if (exists === undefined) {
      exists = resolves(session, reference, projects);
      known.set(reference, exists);
    }
    if (!exists) {
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

function resolves(session: Session, reference: string, projects: number[] | undefined): boolean {
  const [, type, id] = LITERAL.exec(reference) ?? [];
  if (!type || !id || !isUUID(id)) {
    return false;
  }
  const row = rowOf(session, `${type}/${id}`);
  return row !== undefined && row.content !== null && (!projects || projects.includes(row.project));
}
