import { randomUUID } from 'node:crypto';
import {
  badRequest,
  normalizeOperationOutcome,
  type Operation,
  OperationOutcomeError,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import {
  type CreateResourceOptions,
  type DeleteResourceOptions,
  FhirRepository,
  type ReadHistoryOptions,
  type RepositoryMode,
  type SearchOptions,
  type TransactionOptions,
  type UpdateResourceOptions,
} from '@medplum/fhir-router';
import type { Bundle, OperationOutcomeIssue, Parameters, Reference, Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../../context.ts';
import { removeFields } from '../../policy/fields.ts';
import { hiddenFieldsOf } from '../../policy/hidden.ts';
import { isRestricted } from '../../policy/rules.ts';
import { checkPermissions } from '../../policy/write.ts';
import { Terminology } from '../../terminology/terminology.ts';
import { guard } from '../../validate/guard.ts';
import { validationIssues } from '../../validate/validate.ts';
import type { Engine } from '../engine.ts';
import { Mutex } from '../mutex.ts';
import { search, searchByReference } from '../search/search.ts';
import type { Session, Tx, WriteSession } from '../session.ts';
import { adoptOrphans } from './accounts.ts';
import { history, version } from './history.ts';
import { present } from './output.ts';
import { applyTo } from './patch.ts';
import { readStored } from './read.ts';
import { checkReferences, namedReferences } from './references.ts';
import { create, remove, update } from './write.ts';

/**
 * The FHIR repository of one caller, on SQLite. Outside a transaction, reads see the last committed state and
 * each write is a transaction of its own; the repository given to withTransaction's callback sees its own
 * writes.
 */
export class SqliteRepository extends FhirRepository {
  readonly context: RequestContext;
  readonly #engine: Engine;
  readonly #tx: Tx | undefined;
  /** Nested transactions of one repository run one after the other: savepoints are a stack. */
  readonly #nested = new Mutex();

  constructor(engine: Engine, context: RequestContext, tx?: Tx) {
    super();
    this.#engine = engine;
    this.context = context;
    this.#tx = tx;
  }

  /** One process, one store: readers and writers see the same data, so there is nothing to switch. */
  override setMode(_mode: RepositoryMode): void {}

  override generateId(): string {
    return randomUUID();
  }

  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
  ): Promise<WithId<T>> {
    return this.#write((session) => create(session, resource, options?.assignedId ?? false));
  }

  override async updateResource<T extends Resource>(
    resource: T,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    return this.#write((session) => update(session, resource, options?.ifMatch));
  }

  override async patchResource<T extends Resource>(
    resourceType: T['resourceType'],
    id: string,
    patch: Operation[] | Parameters,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    return this.#write((session) => {
      const stored = readStored<T>(session, resourceType, id);
      // On what the caller sees: a `test` or a `copy` would tell what is hidden.
      removeFields(stored, hiddenFieldsOf(session, stored));
      const patched = applyTo(stored, patch);
      return update(session, patched, options?.ifMatch);
    });
  }

  override async deleteResource(
    resourceType: string,
    id: string,
    options?: DeleteResourceOptions,
  ): Promise<void> {
    await this.#write((session) => remove(session, resourceType, id, options?.ifMatch));
  }

  override async readResource<T extends Resource>(resourceType: string, id: string): Promise<WithId<T>> {
    const session = this.#session();
    return present(session, readStored<T>(session, resourceType, id));
  }

  override async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const [resourceType, id, ...rest] = reference.reference?.split('/') ?? [];
    if (!resourceType || !id || rest.length > 0) {
      throw new OperationOutcomeError(badRequest('Référence invalide : « Type/id » est attendu'));
    }
    return this.readResource<T>(resourceType, id);
  }

  /** An unreadable reference gives an error in its place; the others are read all the same. */
  override async readReferences<T extends Resource>(
    references: readonly Reference<T>[],
  ): Promise<(T | Error)[]> {
    return Promise.all(
      references.map((reference) =>
        this.readReference<T>(reference).catch((error) =>
          error instanceof Error ? error : new OperationOutcomeError(normalizeOperationOutcome(error)),
        ),
      ),
    );
  }

  override async readHistory<T extends Resource>(
    resourceType: string,
    id: string,
    options?: ReadHistoryOptions,
  ): Promise<Bundle<WithId<T>>> {
    return history<T>(this.#session(), resourceType, id, options);
  }

  override async readVersion<T extends Resource>(
    resourceType: string,
    id: string,
    vid: string,
  ): Promise<WithId<T>> {
    return version<T>(this.#session(), resourceType, id, vid);
  }

  override async search<T extends Resource>(
    searchRequest: SearchRequest<T>,
    options?: SearchOptions,
  ): Promise<Bundle<WithId<T>>> {
    return search<T>(this, this.#session(), searchRequest, options);
  }

  override async searchByReference<T extends Resource>(
    searchRequest: SearchRequest<T>,
    referenceField: string,
    references: string[],
  ): Promise<Record<string, WithId<T>[]>> {
    return searchByReference<T>(this, this.#session(), searchRequest, referenceField, references);
  }

  /** $expand, $validate-code and $lookup over what the caller sees. */
  terminology(): Terminology {
    return new Terminology(this.#session());
  }

  /**
   * Refuses a value, of any shape, that names resources which the caller may not see.
   * @throws OperationOutcomeError 400 with one issue per reference.
   */
  assertVisible(value: unknown): void {
    if (isRestricted(this.context)) {
      checkReferences(this.#session(), namedReferences(value));
    }
  }

  /**
   * Everything wrong with a resource, for $validate; nothing is written. Guards apply (400 on hostile input).
   */
  validate(resource: Resource): OperationOutcomeIssue[] {
    guard(resource, String((resource as Resource | undefined)?.resourceType));
    return validationIssues(this.#session(), resource);
  }

  /**
   * Runs the callback in one transaction; inside one already, in a savepoint of it. The single writer makes
   * every transaction serializable. Nothing in the callback may await the network.
   */
  override async withTransaction<TResult>(
    callback: (txRepo: this) => Promise<TResult>,
    _options?: TransactionOptions,
  ): Promise<TResult> {
    if (!this.#tx) {
      return this.#engine.transaction(
        (tx) => callback(this.#inside(tx)),
        (tx) => this.#finish(tx),
      );
    }
    const tx = this.#tx;
    return this.#nested.run(() =>
      undoable(tx, () => this.#engine.driver.savepoint(tx.db, () => callback(this.#inside(tx)))),
    );
  }

  async #write<T>(change: (session: WriteSession) => T): Promise<T> {
    const run = (tx: Tx): T => {
      const session = { engine: this.#engine, context: this.context, db: tx.db, tx };
      const result = change(session);
      return show(session, result);
    };
    const tx = this.#tx;
    if (tx) {
      // One write of a transaction is undone alone when it fails: its caller may go on after the error.
      return undoable(tx, async () => this.#engine.driver.savepointSync(tx.db, () => run(tx)));
    }
    return this.#engine.transaction(run, (own) => this.#finish(own));
  }

  #finish(tx: Tx): void {
    const session = { engine: this.#engine, context: this.context, db: tx.db, tx };
    adoptOrphans(session);
    checkReferences(session, tx.pending);
    checkPermissions(session, tx.permissions);
  }

  #inside(tx: Tx): this {
    return new SqliteRepository(this.#engine, this.context, tx) as this;
  }

  #session(): Session {
    return {
      engine: this.#engine,
      context: this.context,
      db: this.#tx?.db ?? this.#engine.driver.reader,
      tx: this.#tx,
    };
  }
}

/** A written resource as its writer sees it. */
function show<T>(session: Session, result: T): T {
  return typeof result === 'object' && result !== null && 'resourceType' in result
    ? present(session, result as T & Resource)
    : result;
}

/** Forgets the events and pending checks of the work when it fails. */
async function undoable<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const [events, pending, permissions] = [tx.events.length, tx.pending.length, tx.permissions.length];
  try {
    return await work();
  } catch (error) {
    tx.events.length = events;
    tx.pending.length = pending;
    tx.permissions.length = permissions;
    throw error;
  }
}
