import { createHash, randomUUID } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import type { Db } from './db.ts';
import type { Engine } from './engine.ts';
import { replaceRows } from './index-writer.ts';
import { indexRows } from './indexer.ts';
import { SHARED_PROJECT } from './repository/visibility.ts';
import type { ResourceRow } from './session.ts';

/** Written as meta.author of shared resources. */
const SYSTEM = { reference: 'system' };

/** How a bulk load ended. */
export interface BulkResult {
  readonly written: number;
  readonly unchanged: number;
}

/**
 * Loads conformance resources into the shared, read-only project in one transaction: no validation, no
 * history, no hooks. A resource is known by its url (or its id): the same content again writes nothing, a new
 * one replaces it. Narratives (`text`) are left out: nobody reads them, and they are most of the bytes.
 */
export function bulkInsert(engine: Engine, resources: Iterable<Resource>): Promise<BulkResult> {
  return engine.transaction(
    (tx) => {
      const result = { written: 0, unchanged: 0 };
      const project = engine.symbols.intern(tx.db, SHARED_PROJECT);
      // The last of two resources with one url wins, so that the same load again finds nothing to write.
      const byId = new Map([...resources].map((resource) => [stableId(resource), resource]));
      for (const [id, resource] of byId) {
        if (insert(engine, tx.db, project, id, resource)) {
          result.written++;
        } else {
          result.unchanged++;
        }
      }
      tx.terminologyTouched = true;
      return result;
    },
    () => {},
  );
}

function insert(engine: Engine, db: Db, project: number, id: string, source: Resource): boolean {
  const { text: _text, ...rest } = source as Resource & { text?: unknown };
  const ref = engine.symbols.intern(db, `${source.resourceType}/${id}`);
  const row = db.get<ResourceRow>('SELECT * FROM resource WHERE ref = ?', ref);
  const vid = row?.vid ?? randomUUID();
  const updated = engine.clock.next();
  const resource = {
    ...rest,
    id,
    meta: {
      ...source.meta,
      versionId: vid,
      lastUpdated: new Date(row?.updated ?? updated).toISOString(),
      author: SYSTEM,
      project: SHARED_PROJECT,
      compartment: [{ reference: `Project/${SHARED_PROJECT}` }],
    },
  } as Resource & { id: string };
  if (row && row.content === JSON.stringify(resource)) {
    return false;
  }
  resource.meta = { ...resource.meta, versionId: randomUUID(), lastUpdated: new Date(updated).toISOString() };
  const before = row?.content ? indexRows(JSON.parse(row.content) as Resource) : new Map();
  const rid = db.get<{ rid: number }>(
    `INSERT INTO resource (type, id, ref, project, vid, updated, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     ON CONFLICT (ref) DO UPDATE SET vid = ?5, updated = ?6, deleted = 0, content = ?7 RETURNING rid`,
    resource.resourceType,
    id,
    ref,
    project,
    resource.meta.versionId!,
    updated,
    JSON.stringify(resource),
  )!.rid;
  replaceRows(db, engine.symbols, rid, before, indexRows(resource));
  return true;
}

/** A UUID from the url, the same at every load, so that a reseed updates instead of duplicating. */
function stableId(resource: Resource): string {
  const key = `${resource.resourceType} ${'url' in resource && resource.url ? resource.url : resource.id}`;
  const hex = createHash('sha256').update(key).digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map((range) => hex.slice(range[0], range[1]));
  return `${a}-${b}-5${c}-a${d}-${e}`;
}
