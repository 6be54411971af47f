import { forbidden, OperationOutcomeError } from '@medplum/core';
import type { Binary, BundleEntry, ClientApplication, Project, Resource } from '@medplum/fhirtypes';
import type { ProjectSecrets } from '../auth/project-secrets.ts';
import { hashSecret } from '../auth/secret.ts';
import type { BlobStore } from '../binary/blobs.ts';
import { tokenOf } from '../binary/token.ts';
import type { SqliteRepository } from '../store/index.ts';
import { HttpError } from './errors.ts';

/** Linear on any input: spaces may stand anywhere, but no two parts of the pattern compete for them. */
const BASE64 = /^[A-Za-z0-9+/\s]*(?:=\s*){0,2}$/;

/**
 * Takes out of what is about to be written what the database must not hold: the bytes of documents go to the
 * disk, secrets are hashed or sealed. Works on a resource or on the entries of a batch or transaction, in place.
 */
export class Intake {
  readonly #blobs: BlobStore;
  readonly #secrets: ProjectSecrets;

  constructor(blobs: BlobStore, secrets: ProjectSecrets) {
    this.#blobs = blobs;
    this.#secrets = secrets;
  }

  async prepare(body: unknown, repo: SqliteRepository): Promise<void> {
    const resource = body as Resource | undefined;
    if (resource?.resourceType === 'Bundle' && ['batch', 'transaction'].includes(resource.type)) {
      for (const entry of asEntries(resource.entry)) {
        // The Binary of a PATCH entry is an envelope around a JSON Patch, not a document.
        if (entry?.request?.method !== 'PATCH') {
          await this.#resource(entry?.resource, repo);
        }
      }
      return;
    }
    await this.#resource(resource, repo);
  }

  async #resource(resource: Resource | undefined, repo: SqliteRepository): Promise<void> {
    if (resource?.resourceType === 'Binary' && resource.data !== undefined) {
      await this.#document(resource);
    } else if (resource?.resourceType === 'ClientApplication') {
      await keepSecrets(resource, repo);
    } else if (resource?.resourceType === 'Project' && repo.context.projectAdmin) {
      this.#secrets.keep(resource, await readIfThere<Project>(resource, repo));
    }
  }

  async #document(binary: Binary): Promise<void> {
    if (typeof binary.data !== 'string' || !BASE64.test(binary.data)) {
      throw new HttpError(400, 'value', 'Contenu en base64 illisible', 'Binary.data');
    }
    binary.data = tokenOf(await this.#blobs.write([Buffer.from(binary.data, 'base64')]));
  }
}

/**
 * Hashes the secrets given; those not given stay as they are. Reads never return a secret, so a client that
 * reads an application, changes its name and writes it back must not lose the secret by it.
 */
async function keepSecrets(client: ClientApplication, repo: SqliteRepository): Promise<void> {
  const existing = await readIfThere<ClientApplication>(client, repo);
  for (const field of ['secret', 'retiringSecret'] as const) {
    const given: unknown = client[field];
    if (given === undefined || given === null) {
      client[field] = existing?.[field];
    } else if (!repo.context.projectAdmin) {
      // Otherwise any client could give itself the secret of an administrator.
      throw new OperationOutcomeError(forbidden);
    } else if (typeof given === 'string' && given.length >= 16) {
      client[field] = await hashSecret(given);
    } else {
      throw new HttpError(
        400,
        'value',
        'Un secret compte au moins 16 caractères',
        `ClientApplication.${field}`,
      );
    }
  }
}

async function readIfThere<T extends Resource>(given: T, repo: SqliteRepository): Promise<T | undefined> {
  const { resourceType, id } = given;
  return id ? await repo.readResource<T>(resourceType, id).catch(() => undefined) : undefined;
}

function asEntries(entry: unknown): BundleEntry[] {
  return Array.isArray(entry) ? (entry as BundleEntry[]) : [];
}
