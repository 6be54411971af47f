import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { RequestContext, WriteEvent } from '../context.ts';
import type { PendingPermission } from '../policy/write.ts';
import type { Db } from './db.ts';
import type { Engine } from './engine.ts';

/**
 * A reference to be checked when the transaction ends: only then is the order of its entries without effect.
 */
export interface PendingReference {
  /** "Patient/6f7c…". */
  readonly reference: string;
  /** FHIRPath of the element, for the error. */
  readonly path: string;
  /** The writer must see it, not only its project: it is new, and the writer is bound by a policy. */
  readonly mustBeVisible?: boolean;
}

/** What one open transaction remembers until it ends. */
export interface Tx {
  readonly db: Db;
  events: WriteEvent[];
  pending: PendingReference[];
  permissions: PendingPermission[];
  /** "Type/id" written before one of its patients existed: its accounts are completed at the end. */
  readonly orphans: Set<string>;
  /** A terminology resource was written: shared expansion caches do not know it yet. */
  terminologyTouched: boolean;
}

/** Who works on what: the engine, the caller, and the connection (the writer's inside a transaction). */
export interface Session {
  readonly engine: Engine;
  readonly context: RequestContext;
  readonly db: Db;
  readonly tx: Tx | undefined;
}

/** A session inside a transaction: the only one that may write. */
export interface WriteSession extends Session {
  readonly tx: Tx;
}

/** A stored row of the resource table. */
export interface ResourceRow {
  readonly rid: number;
  readonly type: string;
  readonly id: string;
  readonly project: number;
  readonly vid: string;
  readonly updated: number;
  readonly deleted: number;
  readonly content: string | null;
}

/** The resource of a row that is not a tombstone. */
export function parseContent<T extends Resource = Resource>(content: string): WithId<T> {
  return JSON.parse(content) as WithId<T>;
}
