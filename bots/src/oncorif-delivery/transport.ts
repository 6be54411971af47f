import { openDirectory } from './directory.ts';
import { openHttps } from './https.ts';
import { openSftp } from './sftp.ts';
import type { Target } from './target.ts';

/** A file to be delivered: a bare name and its bytes. */
export interface DeliveredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** An open way to a target. Folders and files are bare names. */
export interface Transport {
  /** Bytes of a file there, undefined when there is none. */
  read(folder: string, name: string): Promise<Uint8Array | undefined>;
  /** Writes a file whole or not at all: nobody meets half a file under its name. */
  write(folder: string, file: DeliveredFile): Promise<void>;
  close(): Promise<void>;
}

/** @throws DeliveryError in French. */
export function openTransport(target: Target): Promise<Transport> {
  if (target.kind === 'directory') return openDirectory(target);
  return target.kind === 'sftp' ? openSftp(target) : openHttps(target);
}
