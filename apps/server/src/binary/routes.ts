import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { allOk, created, isResource, type WithId } from '@medplum/core';
import type { Binary } from '@medplum/fhirtypes';
import { type Request, type Response, Router } from 'express';
import { checkShape } from '../http/body.ts';
import { HttpError } from '../http/errors.ts';
import { sendFhir } from '../http/respond.ts';
import { callerOf, type Services } from '../services.ts';
import { DEFAULT_TYPE, headerType } from './media-type.ts';
import { blobOf, tokenOf } from './token.ts';

const FHIR_JSON = 'application/fhir+json';

/**
 * `Binary` (FHIR R4 §2.39): any content type in, the same bytes out. Mounted before the body parsers, which
 * would read a JSON or text document as a request.
 */
export function binaryRoutes(services: Services): Router {
  const router = Router();
  router.post('/Binary', async (req, res) => {
    const binary = await receive(services, req, res);
    const saved = await services.store.repo(callerOf(res).context).createResource<Binary>(binary);
    sendSaved(services, req, res, saved, true);
  });
  router.put('/Binary/:id', async (req, res) => {
    const binary = await receive(services, req, res);
    const saved = await services.store
      .repo(callerOf(res).context)
      .updateResource<Binary>({ ...binary, id: String(req.params.id) });
    sendSaved(services, req, res, saved, false);
  });
  router.get('/Binary/:id', (req, res) => send(services, req, res));
  return router;
}

/**
 * The Binary to be stored, its bytes already on the disk. A body of type FHIR JSON that is a Binary resource
 * is read as such; any other body is the document itself.
 */
async function receive(services: Services, req: Request, res: Response): Promise<Binary> {
  const contentType = req.get('content-type') ?? DEFAULT_TYPE;
  const reference = req.get('x-security-context');
  const securityContext = reference ? { reference } : undefined;
  const bytes = decode(req);
  if (contentType.split(';')[0]?.trim() !== FHIR_JSON) {
    return {
      resourceType: 'Binary',
      contentType,
      securityContext,
      data: tokenOf(await services.blobs.write(bytes)),
    };
  }
  const body = await readText(bytes, services.config.maxBinaryBytes);
  const resource = parseBinary(body);
  if (!resource) {
    const blob = await services.blobs.write([Buffer.from(body)]);
    return { resourceType: 'Binary', contentType, securityContext, data: tokenOf(blob) };
  }
  await services.intake.prepare(resource, services.store.repo(callerOf(res).context));
  return resource;
}

/**
 * Compressed on the way only: stored and hashed as it is. The size limit applies to the decompressed bytes.
 */
function decode(req: Request): Readable {
  switch (req.get('content-encoding') ?? 'identity') {
    case 'identity':
      return req;
    case 'gzip':
      return req.pipe(createGunzip());
    case 'deflate':
      return req.pipe(createInflate());
    default:
      throw new HttpError(415, 'not-supported', 'Codage de contenu non pris en charge');
  }
}

async function readText(bytes: Readable, limit: number): Promise<string> {
  let size = 0;
  // Base64 needs a third more than the document it carries.
  const most = Math.ceil(limit * 1.4);
  bytes.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > most) {
      bytes.destroy(new HttpError(413, 'too-long', `Document trop volumineux : ${limit} octets au plus`));
    }
  });
  return text(bytes);
}

function parseBinary(body: string): Binary | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (isResource(value, 'Binary')) {
      checkShape(value);
      return value as Binary;
    }
  } catch (err) {
    if (err instanceof HttpError) {
      throw err;
    }
  }
  return undefined;
}

/** The answer carries `url`, which MedplumClient.createAttachment copies into the attachment. */
function sendSaved(
  services: Services,
  req: Request,
  res: Response,
  saved: WithId<Binary>,
  isNew: boolean,
): void {
  const answer = { ...saved, url: `Binary/${saved.id}` } as WithId<Binary>;
  sendFhir(req, res, [isNew ? created : allOk, answer], services.baseUrl());
}

/**
 * Raw bytes, unless the caller asks for FHIR JSON first: then the resource, without its bytes, as the real
 * server.
 */
async function send(services: Services, req: Request, res: Response): Promise<void> {
  const repo = services.store.repo(callerOf(res).context);
  const binary = await repo.readResource<Binary>('Binary', String(req.params.id));
  if (binary.securityContext) {
    // Whoever may not read what the document belongs to may not read the document.
    await repo.readReference(binary.securityContext);
  }
  if (req.get('accept')?.startsWith(FHIR_JSON)) {
    sendSaved(services, req, res, binary, false);
    return;
  }
  const blob = blobOf(binary);
  if (!blob) {
    throw new HttpError(404, 'not-found', 'Ce Binary n’a pas de contenu');
  }
  const stream = await services.blobs.read(blob);
  // Not express's `set`, which adds a charset nobody knows to be true.
  res.setHeader('Content-Type', headerType(binary.contentType));
  res.setHeader('Content-Length', blob.size);
  res.setHeader('ETag', `W/"${binary.meta?.versionId}"`);
  await pipeline(stream, res);
}
