import { badRequest, OperationOutcomeError, unauthorized } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { ConflictError } from '../data/save.ts';
import type { Remote } from './remote.ts';

type Kept = Resource & { identifier?: { system?: string; value?: string }[] };
export type Mood = 'well' | 'away' | 'lost' | 'expired' | 'refuses';

/** A server with versions, for tests: `mood` says how it answers from now on. */
export class FakeServer {
  readonly versions = new Map<string, Resource[]>();
  readonly authors = new Map<string, string>();
  mood: Mood = 'well';
  writes = 0;
  readonly #watchers = new Set<{ criteria: string; heard: (resource: Resource) => void }>();
  #clock = Date.UTC(2026, 9, 12);
  /** Events come when the test says so, as they do on a socket. */
  quiet = false;
  /** Do events say who wrote? The servers' do not. */
  signs = false;

  put<T extends Resource>(resource: T, author: string): T {
    const id = resource.id ?? `made-${this.versions.size + 1}`;
    const reference = `${resource.resourceType}/${id}`;
    const history = this.versions.get(reference) ?? [];
    const versionId = `v${history.length + 1}`;
    const lastUpdated = new Date(this.#clock++).toISOString();
    const stored = structuredClone({
      ...resource,
      id,
      meta: {
        ...resource.meta,
        versionId,
        lastUpdated,
        ...(this.signs ? { author: { display: author } } : {}),
      },
    });
    this.versions.set(reference, [stored, ...history]);
    this.authors.set(`${reference}/${versionId}`, author);
    this.writes++;
    if (!this.quiet) this.announce(reference);
    return stored as T;
  }

  announce(reference: string): void {
    const resource = this.newest(reference) as Kept;
    for (const { criteria, heard } of this.#watchers) {
      const tokens = (resource.identifier ?? []).map(({ system, value }) => `${system}|${value}`);
      const asked = new URLSearchParams(criteria.split('?')[1]);
      if (asked.get('_id') === resource.id || tokens.includes(asked.get('identifier') ?? '')) heard(resource);
    }
  }

  newest<T extends Resource>(reference: string): T {
    return this.versions.get(reference)![0] as T;
  }

  #answers(): void {
    if (this.mood === 'away') throw new TypeError('Failed to fetch');
    if (this.mood === 'expired') throw new OperationOutcomeError(unauthorized);
  }

  async #writes<T extends Resource>(write: () => T): Promise<T> {
    await Promise.resolve();
    this.#answers();
    if (this.mood === 'refuses') throw new OperationOutcomeError(badRequest('Donnée refusée'));
    const stored = write();
    if (this.mood === 'lost') {
      this.mood = 'away';
      throw new TypeError('Failed to fetch');
    }
    return stored;
  }

  /** The server as one person sees it. */
  as(me: string): Remote {
    return {
      me: () => me,
      writer: async (resource) =>
        this.authors.get(`${resource.resourceType}/${resource.id}/${resource.meta?.versionId}`) ?? 'X',
      read: async <T extends Resource>(reference: string) => {
        this.#answers();
        return this.newest<T>(reference);
      },
      find: async <T extends Resource>(type: string, identifier: string) => {
        this.#answers();
        return this.#find(type, identifier) as T | undefined;
      },
      history: async <T extends Resource>(reference: string) => {
        this.#answers();
        return this.versions.get(reference) as T[];
      },
      update: (resource) =>
        this.#writes(() => {
          const reference = `${resource.resourceType}/${resource.id}`;
          const current = this.newest(reference).meta?.versionId;
          if (current !== resource.meta?.versionId) throw new ConflictError(reference);
          return this.put(resource, me);
        }),
      create: <T extends Resource>(resource: T, identifier: string) =>
        this.#writes(() => (this.#find(resource.resourceType, identifier) as T) ?? this.put(resource, me)),
      watch: (criteria, heard) => {
        const one = { criteria, heard };
        this.#watchers.add(one);
        return () => this.#watchers.delete(one);
      },
    };
  }

  #find(type: string, identifier: string): Resource | undefined {
    return [...this.versions.values()]
      .map(([newest]) => newest as Kept)
      .find(
        (one) =>
          one.resourceType === type &&
          one.identifier?.some(({ system, value }) => `${system}|${value}` === identifier),
      );
  }
}
