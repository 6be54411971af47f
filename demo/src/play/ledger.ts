import { EXTENSIONS } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Encounter, Identifier, Resource } from '@medplum/fhirtypes';

/** Local ids are UUIDs of version 5; those that a server makes are not, so one is never taken for the other. */
const LOCAL = /^[A-Za-z]+\/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the ledger remembers of a stored resource. */
export interface Stored {
  id: string;
  status?: string;
}

type Identified = Resource & { identifier?: Identifier | Identifier[]; status?: string };

/** Types that the demonstration finds again by identifier. */
const TYPES = [
  'Organization',
  'OrganizationAffiliation',
  'PractitionerRole',
  'HealthcareService',
  'Group',
  'Patient',
  'ServiceRequest',
  'Consent',
  'Encounter',
  'Task',
  'Schedule',
  'Appointment',
  'Composition',
] as const;

/**
 * Which resource of the story is which resource of the server. It is filled from the answers of transactions, and
 * from what the server already holds: that is what makes playing again write nothing twice.
 */
export class Ledger {
  readonly #servers = new Map<string, string>();
  readonly #known = new Map<string, Stored>();

  /** Reads what the server holds of an earlier play. */
  async load(medplum: MedplumClient): Promise<void> {
    for (const type of TYPES) {
      const query = { _count: '1000', _fields: 'identifier,status,extension' };
      for await (const page of medplum.searchResourcePages(type, query)) {
        for (const resource of page as Identified[]) this.#remember(resource);
      }
    }
  }

  #remember(resource: Identified): void {
    for (const key of keysOf(resource)) {
      this.#known.set(key, { id: resource.id!, ...(resource.status ? { status: resource.status } : {}) });
    }
  }

  /** How many resources of an earlier play the server holds. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * Does the server hold this resource, by one of its identifiers? If it does, references to the local one lead to
   * it from now on.
   */
  find(local: Resource): Stored | undefined {
    for (const key of keysOf(local as Identified)) {
      const found = this.#known.get(key);
      if (found) {
        this.bind(local, found.id);
        return found;
      }
    }
    return undefined;
  }

  /** References to a local resource lead to this one. */
  bind(local: Resource, id: string): void {
    this.#servers.set(`${local.resourceType}/${local.id}`, `${local.resourceType}/${id}`);
  }

  /** Server id of a local reference, when it is known. */
  serverId(reference: string): string | undefined {
    return this.#servers.get(reference)?.split('/')[1];
  }

  /** Notes a state that the server now has. */
  note(local: Resource, id: string, status?: string): void {
    this.bind(local, id);
    for (const key of keysOf(local as Identified))
      this.#known.set(key, { id, ...(status ? { status } : {}) });
  }

  /**
   * A copy whose references lead to the server, or to a resource of the same transaction.
   * @param inside local references written in the same transaction.
   * @throws Error on a local reference that leads nowhere: it would be stored as a dangling one.
   */
  translate<T>(value: T, inside: ReadonlySet<string> = new Set()): T {
    return JSON.parse(JSON.stringify(value), (key, one) => {
      if (key !== 'reference' || typeof one !== 'string') return one;
      const server = this.#servers.get(one);
      if (server) return server;
      if (inside.has(one)) return `urn:uuid:${one.split('/')[1]}`;
      if (LOCAL.test(one)) throw new Error(`${one} was not written yet`);
      return one;
    }) as T;
  }
}

/** Keys a resource is known by: type and identifier, and the version of a fiche. */
function keysOf(resource: Identified): string[] {
  const identifiers = [resource.identifier ?? []].flat();
  const version = resource.resourceType === 'Composition' ? `|${versionOf(resource)}` : '';
  return identifiers
    .filter(({ system, value }) => system && value)
    .map(({ system, value }) => `${resource.resourceType}|${system}|${value}${version}`);
}

function versionOf(composition: Composition): number {
  return composition.extension?.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION)?.valuePositiveInt ?? 0;
}

/** A resource to write: new ones are posted, known ones replaced whole. */
export interface Write {
  resource: Resource;
  /** Server id: the resource is replaced. */
  id?: string;
}

/** Most updates that one transaction may hold (spec/medplum.md 5). */
export const MAX_UPDATES = 50;

/**
 * Writes resources in one transaction and binds the new ones. Nothing is conditional in it: whether a resource
 * exists was asked before, so that the limit of eight conditional entries never applies.
 */
export async function writeAll(
  medplum: MedplumClient,
  ledger: Ledger,
  writes: readonly Write[],
): Promise<void> {
  if (writes.length === 0) return;
  const updates = writes.filter(({ id }) => id).length;
  if (updates > MAX_UPDATES) throw new Error(`${updates} updates in one transaction, at most ${MAX_UPDATES}`);
  const inside = new Set(
    writes.flatMap(({ resource, id }) => (id ? [] : [`${resource.resourceType}/${resource.id}`])),
  );
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: writes.map(({ resource, id }) => {
      const { id: local, ...body } = ledger.translate(resource, inside);
      return id
        ? {
            resource: { ...body, id } as Resource,
            request: { method: 'PUT', url: `${resource.resourceType}/${id}` },
          }
        : {
            fullUrl: `urn:uuid:${local}`,
            resource: body as Resource,
            request: { method: 'POST', url: resource.resourceType },
          };
    }),
  };
  const answer = await medplum.executeBatch(bundle);
  writes.forEach(({ resource }, index) => {
    const response = answer.entry?.[index]?.response;
    const id = /^(?:.*\/)?[A-Za-z]+\/([^/]+)/.exec(response?.location ?? '')?.[1] ?? writes[index]!.id;
    if (!response?.status?.startsWith('2') || !id) throw new TransactionError(resource, response);
    ledger.note(resource, id, (resource as Encounter).status);
  });
}

/** An entry of a transaction that the server refused. */
export class TransactionError extends Error {
  override readonly name = 'TransactionError';

  constructor(resource: Resource, response: { status?: string; outcome?: unknown } | undefined) {
    const issues =
      (response?.outcome as { issue?: { details?: { text?: string } }[] } | undefined)?.issue ?? [];
    const why = issues.map(({ details }) => details?.text).filter(Boolean);
    super(`${resource.resourceType} refusé (${response?.status ?? 'sans réponse'}) : ${why.join(' ; ')}`);
  }
}
