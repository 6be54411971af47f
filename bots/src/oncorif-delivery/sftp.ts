import { createHash } from 'node:crypto';
import { DeliveryError, deliveryError } from './delivery-error.ts';
import { placeOf, type SftpTarget } from './target.ts';
import type { DeliveredFile, Transport } from './transport.ts';

const TIMEOUT_MS = 20_000;

/** A server by SSH, known by its key: another key is refused before anything is said to it. */
export async function openSftp(target: SftpTarget): Promise<Transport> {
  const where = placeOf(target);
  // Loaded when it is needed: a real Medplum without this package still computes, and other targets work.
  const { default: Client } = await import('ssh2-sftp-client').catch((error: unknown) => {
    throw new DeliveryError(`${where} : le paquet ssh2-sftp-client n'est pas installé`, true, error);
  });
  // The library says nothing of what it is told when an idle connection ends.
  const client = new Client('oncorif', {
    error: () => undefined,
    end: () => undefined,
    close: () => undefined,
  });
  // Many small questions, each waiting for its answer: gathered, a round trip takes 40 ms even on one machine.
  client.on('connect', function (this: { setNoDelay(on: boolean): void }) {
    this.setNoDelay(true);
  });
  let met: string | undefined;
  try {
    await client.connect({
      host: target.host,
      port: target.port,
      username: target.user,
      ...(target.key ? { privateKey: target.key } : { password: target.password }),
      readyTimeout: TIMEOUT_MS,
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        const isKnown = target.hostKeys.includes(fingerprint);
        if (!isKnown) met = fingerprint;
        return isKnown;
      },
    });
  } catch (error) {
    await client.end().catch(() => undefined);
    if (met) {
      const advice = 'faites-la vérifier par le destinataire avant de changer ONCORIF_HOST_KEY';
      throw new DeliveryError(`${where} : clé de serveur inconnue (${met}) ; ${advice}`, true, error);
    }
    if (/privateKey|parse/i.test((error as Error).message)) {
      throw new DeliveryError('ONCORIF_KEY : clé privée illisible', true, error);
    }
    throw deliveryError(error, where);
  }
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw sftpError(error, where);
    }
  };
  return {
    read: (folder, name) =>
      attempt(async () => {
        const path = `${target.path}/${folder}/${name}`;
        return (await client.exists(path)) ? ((await client.get(path)) as Buffer) : undefined;
      }),
    write: (folder, file) => attempt(() => write(client, `${target.path}/${folder}`, file)),
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
}

/** The part of the library that is used; `posixRename` replaces, `rename` does not. */
interface SftpClient {
  exists(path: string): Promise<false | string>;
  mkdir(path: string, recursive: boolean): Promise<unknown>;
  put(bytes: Buffer, path: string): Promise<unknown>;
  stat(path: string): Promise<{ size: number }>;
  delete(path: string): Promise<unknown>;
  posixRename(from: string, to: string): Promise<unknown>;
  rename(from: string, to: string): Promise<unknown>;
}

async function write(client: SftpClient, folder: string, { name, bytes }: DeliveredFile): Promise<void> {
  if (!(await client.exists(folder))) await client.mkdir(folder, true);
  const draft = `${folder}/.${name}.partiel`;
  const path = `${folder}/${name}`;
  await client.put(Buffer.from(bytes), draft);
  const { size } = await client.stat(draft);
  if (size !== bytes.length)
    throw new DeliveryError(`${name} : ${size} octets reçus sur ${bytes.length}`, false);
  try {
    await client.posixRename(draft, path);
  } catch {
    // A server without OpenSSH's extension: the name is free for an instant, the manifest comes last.
    if (await client.exists(path)) await client.delete(path);
    await client.rename(draft, path);
  }
}

function sftpError(error: unknown, where: string): DeliveryError {
  if (/permission denied/i.test((error as Error).message ?? '')) {
    return new DeliveryError(`${where} : écriture refusée dans ce dossier`, true, error);
  }
  return deliveryError(error, where);
}

/** As `ssh-keygen -l` shows it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=$/, '')}`;
}
