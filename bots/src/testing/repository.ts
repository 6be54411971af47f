import { type Filter, matchesSearchRequest, Operator, type SearchRequest } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Identifier, Resource } from '@medplum/fhirtypes';

type ByType = Map<string, Map<string, Resource>>;
/** What the memory repository keeps to itself. */
interface Inner {
  resources: ByType;
  searchSync(request: SearchRequest): Bundle;
}
/** Where the search parameter `identifier` looks; the second is that of documents. */
interface Identified {
  identifier?: Identifier | Identifier[];
  masterIdentifier?: Identifier;
}

const search = (MemoryRepository.prototype as unknown as Inner).searchSync;

/**
 * In memory, with what the bots rely on and the memory repository lacks: transactions are alone, whole or
 * nothing. A stored version is never changed in place, so what a filter says of it is computed once: the
 * indicators put thousands of reports by their identifier, each of which would be compared with all.
 */
export class AtomicRepository extends MemoryRepository {
  #last: Promise<unknown> = Promise.resolve();
  readonly #verdicts = new WeakMap<Resource, Map<string, boolean>>();
  readonly #identifiers = new WeakMap<Resource, ReadonlySet<string>>();

  constructor() {
    super();
    this.#inner.searchSync = (request) => this.#search(request);
  }

  /** Everything of one type, as stored: not to be changed. */
  stored(type: string): Iterable<Resource> {
    return this.#inner.resources.get(type)?.values() ?? [];
  }

  /** Every stored version, to see that nothing at all was written. */
  fingerprint(): string {
    return [...this.#inner.resources]
      .flatMap(([type, all]) => [...all.values()].map((one) => `${type}/${one.id}@${one.meta?.versionId}`))
      .sort()
      .join('\n');
  }

  override withTransaction<T>(callback: (client: never) => Promise<T>): Promise<T> {
    const run = this.#last.then(() => this.#alone(callback));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #alone<T>(callback: (client: never) => Promise<T>): Promise<T> {
    const before = new Map([...this.#inner.resources].map(([type, all]) => [type, new Map(all)]));
    try {
      return await callback(this as never);
    } catch (error) {
      this.#inner.resources = before;
      throw error;
    }
  }

  get #inner(): Inner {
    return this as unknown as Inner;
  }

  /** The library's search, on the resources that every plain filter lets through. */
  #search(request: SearchRequest): Bundle {
    const { resourceType: type, filters = [] } = request;
    // A chain looks at resources of other types, which change without this one: the library's affair.
    if (filters.some(({ code }) => code.includes('.'))) return search.call(this.#inner, request);
    const all = this.#inner.resources;
    const kept = [...(all.get(type) ?? [])].filter(([, one]) => filters.every((by) => this.#passes(one, by)));
    this.#inner.resources = new Map(all).set(type, new Map(kept));
    try {
      return search.call(this.#inner, { ...request, filters: [] });
    } finally {
      this.#inner.resources = all;
    }
  }

  #passes(one: Resource, filter: Filter): boolean {
    const token = exactIdentifier(filter);
    if (token !== undefined) return this.#identifiersOf(one).has(token);
    const known = this.#verdicts.get(one) ?? new Map<string, boolean>();
    this.#verdicts.set(one, known);
    const key = `${filter.code} ${filter.operator} ${filter.value}`;
    let verdict = known.get(key);
    if (verdict === undefined) {
      verdict = matchesSearchRequest(one, { resourceType: one.resourceType, filters: [filter] });
      known.set(key, verdict);
    }
    return verdict;
  }

  #identifiersOf(one: Resource): ReadonlySet<string> {
    let tokens = this.#identifiers.get(one);
    if (!tokens) {
      const { identifier = [], masterIdentifier = [] } = one as Identified;
      const held = [identifier, masterIdentifier].flat();
      tokens = new Set(held.map(({ system, value }) => `${system}|${value}`.toLowerCase()));
      this.#identifiers.set(one, tokens);
    }
    return tokens;
  }
}

/** One identifier with its system and value: found by its text alone (the library compares without case). */
function exactIdentifier({ code, operator, value }: Filter): string | undefined {
  const isExact = code === 'identifier' && operator === Operator.EQUALS;
  return isExact && /^[^|,\\]+\|[^|,\\]+$/.test(value) ? value.toLowerCase() : undefined;
}
