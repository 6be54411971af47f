import { isUUID, notFound, OperationOutcomeError, type WithId } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { allows } from '../../policy/check.ts';
import { AccessPolicyInteraction } from '../../policy/rules.ts';
import { parseContent, type ResourceRow, type Session } from '../session.ts';
import { present } from './output.ts';
import { assertType, findRow } from './read.ts';
import { assertMayRead } from './visibility.ts';

/** Versions in one page of history when nothing is asked, and at most. */
const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

interface VersionRow {
  readonly vid: string;
  readonly updated: number;
  readonly deleted: number;
  readonly content: string | null;
}

/** Current and past versions of one resource; the second branch keeps its own index order. */
const VERSIONS = `
  SELECT vid, updated, deleted, content FROM resource WHERE rid = ?1
  UNION ALL
  SELECT vid, updated, deleted, content FROM history WHERE rid = ?1`;

/** The versions of a resource, newest first, deletions included. */
export function history<T extends Resource>(
  session: Session,
  resourceType: string,
  id: string,
  page: { offset?: number; limit?: number } = {},
): Bundle<WithId<T>> {
  const { rid } = rowOf(session, resourceType, id, AccessPolicyInteraction.HISTORY);
  const limit = Math.min(positive(page.limit) ?? DEFAULT_PAGE, MAX_PAGE);
  const offset = positive(page.offset) ?? 0;
  const rows = session.db.all<VersionRow>(
    `SELECT * FROM (${VERSIONS}) ORDER BY updated DESC LIMIT ?2 OFFSET ?3`,
    rid,
    limit,
    offset,
  );
  const total = session.db.get<{ n: number }>('SELECT count(*) + 1 AS n FROM history WHERE rid = ?', rid)!.n;
  return {
    resourceType: 'Bundle',
    type: 'history',
    total,
    entry: rows.map((row) => entryOf<T>(session, resourceType, id, row)),
  };
}

/** One version by its id. */
export function version<T extends Resource>(
  session: Session,
  resourceType: string,
  id: string,
  vid: string,
): WithId<T> {
  const { rid } = rowOf(session, resourceType, id, AccessPolicyInteraction.VREAD);
  const row = session.db.get<VersionRow>(`SELECT * FROM (${VERSIONS}) WHERE vid = ?2`, rid, vid);
  if (!row?.content) {
    throw new OperationOutcomeError(notFound);
  }
  return present(session, parseContent<T>(row.content));
}

/** Who sees the current version sees those before it, as on the real server. */
function rowOf(
  session: Session,
  resourceType: string,
  id: string,
  interaction: AccessPolicyInteraction,
): ResourceRow {
  assertType(resourceType);
  assertMayRead(session.context, resourceType, interaction);
  const row = isUUID(id) ? findRow(session, resourceType, id) : undefined;
  if (!row || !allows(session, row, interaction)) {
    throw new OperationOutcomeError(notFound);
  }
  return row;
}

function entryOf<T extends Resource>(
  session: Session,
  resourceType: string,
  id: string,
  row: VersionRow,
): BundleEntry<WithId<T>> {
  const lastModified = new Date(row.updated).toISOString();
  if (row.content === null) {
    return {
      request: { method: 'DELETE', url: `${resourceType}/${id}` },
      response: { status: '410', lastModified },
    };
  }
  return {
    fullUrl: `${session.engine.baseUrl}fhir/R4/${resourceType}/${id}`,
    resource: present(session, parseContent<T>(row.content)),
    response: { status: '200', etag: `W/"${row.vid}"`, lastModified },
  };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
