import { createHash } from 'node:crypto';
import { type RequestOptions, request } from 'node:https';
import { DeliveryError, deliveryError } from './delivery-error.ts';
import { type HttpsTarget, placeOf } from './target.ts';
import type { DeliveredFile, Transport } from './transport.ts';

const TIMEOUT_MS = 60_000;
/** Trying again may help: too many requests, or the server's own trouble. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
}

/**
 * PUT of each file under `<adresse>/<dossier>/<nom>`: the server stores a body whole or refuses it. node:https,
 * not fetch: a recipient's own certificate authority can be given.
 */
export async function openHttps(target: HttpsTarget): Promise<Transport> {
  const where = placeOf(target);
  const send = async (method: string, path: string, file?: DeliveredFile): Promise<Answer> => {
    try {
      return await exchange(new URL(path, target.url), optionsOf(target, method, file), file?.bytes);
    } catch (error) {
      throw deliveryError(error, where);
    }
  };
  return {
    read: async (folder, name) => {
      const { status, bytes } = await send('GET', pathOf(folder, name));
      return status === 200 ? bytes : undefined;
    },
    write: async (folder, file) => {
      const { status } = await send('PUT', pathOf(folder, file.name), file);
      if (status >= 200 && status < 300) return;
      const reason = status === 401 || status === 403 ? 'identité refusée' : `réponse ${status}`;
      throw new DeliveryError(`${where} : ${file.name}, ${reason}`, !isPassing(status));
    },
    close: async () => undefined,
  };
}

const pathOf = (folder: string, name: string): string =>
  `${encodeURIComponent(folder)}/${encodeURIComponent(name)}`;

function optionsOf({ token, ca }: HttpsTarget, method: string, file?: DeliveredFile): RequestOptions {
  const digest = file && createHash('sha256').update(file.bytes).digest('base64');
  return {
    method,
    timeout: TIMEOUT_MS,
    ...(ca && { ca }),
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(file && {
        'Content-Type': file.contentType,
        'Content-Length': file.bytes.length,
        // RFC 9530: the recipient can check what it got.
        'Content-Digest': `sha-256=:${digest}:`,
      }),
    },
  };
}

function exchange(url: URL, options: RequestOptions, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
    });
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    sent.on('error', reject);
    sent.end(body);
  });
}
