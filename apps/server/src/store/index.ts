/**
 * The store of the embedded FHIR server: resources, their history and their search indexes in one SQLite
 * file.
 *
 * ```ts
 * const store = await openStore({ dir: 'data', baseUrl: 'http://localhost:8103/' });
 * const repo = store.repo(context);            // a FhirRepository of @medplum/fhir-router
 * store.beforeCommit((db, events) => { … });   // synchronous, in the same SQLite transaction
 * store.driver.read((db) => db.all('SELECT …'));
 * await store.driver.write((db) => db.run('INSERT …'));
 * ```
 *
 * Other tables of the server get a migration at the end of `migrations.ts` and a file of their own in this
 * folder.
 */
export type { ExpandOptions, Terminology, ValidateCodeOptions } from '../terminology/terminology.ts';
export type { BulkResult } from './bulk.ts';
export { Db, type Row, type SqlValue } from './db.ts';
export { Driver } from './driver.ts';
export type { AfterCommit, BeforeCommit } from './engine.ts';
export { SqliteRepository } from './repository/repository.ts';
export { SHARED_PROJECT } from './repository/visibility.ts';
export { openStore, Store, type StoreOptions } from './store.ts';
