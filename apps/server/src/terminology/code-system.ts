import type { CodeSystem } from '@medplum/fhirtypes';
import { type CanonicalRow, canonicalContent, findCanonical } from '../store/canonical.ts';
import type { Session } from '../store/session.ts';
import { conceptsOf, type SystemConcept } from './concepts.ts';

/** A stored code system, ready to be looked up. */
export interface StoredSystem {
  readonly url: string;
  readonly version: string | undefined;
  readonly name: string | undefined;
  /** All of its codes are stored (content = complete). */
  readonly complete: boolean;
  readonly concepts: ReadonlyMap<string, SystemConcept>;
}

/** Large code systems are few; the smaller ones are parsed again in a millisecond. */
const MAX_CACHED = 300;

const caches = new WeakMap<object, Map<string, StoredSystem>>();

/** The code system with this url that the caller sees, by rid and vid: a new version is another key. */
export function codeSystemOf(session: Session, url: string): StoredSystem | undefined {
  const row = findCanonical(session, 'CodeSystem', url);
  return row && cached(session, row);
}

function cached(session: Session, row: CanonicalRow): StoredSystem {
  let cache = caches.get(session.engine);
  if (!cache) {
    cache = new Map();
    caches.set(session.engine, cache);
  }
  const key = `${row.rid} ${row.vid}`;
  let system = cache.get(key);
  if (!system) {
    system = describe(canonicalContent<CodeSystem>(session, row));
    if (cache.size >= MAX_CACHED) {
      cache.delete(cache.keys().next().value!);
    }
    cache.set(key, system);
  }
  return system;
}

function describe(resource: CodeSystem): StoredSystem {
  return {
    url: resource.url ?? '',
    version: resource.version,
    name: resource.title ?? resource.name,
    complete: resource.content === 'complete',
    concepts: conceptsOf(resource),
  };
}
