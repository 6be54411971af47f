import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Connection, type SFTPWrapper } from 'ssh2';
import { fingerprintOf } from './sftp.ts';
import { selfSigned } from './testing-certificate.ts';

const { Server, utils } = ssh2;
const { OPEN_MODE, STATUS_CODE } = utils.sftp;

/** A folder that is gone at the end of the test. */
export function scratch(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'oncorif-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface SshServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly clientKey: string;
  /** Names of the operations asked for, in order: `rename .a.partiel a`. */
  readonly log: string[];
  /** Decides the fate of a write of these bytes: throw to fail it. */
  onWrite: ((path: string) => void) | undefined;
  /** False: as a server without OpenSSH's extensions. */
  hasPosixRename: boolean;
  close: () => Promise<void>;
}

/**
 * A real SSH server on this machine, with a subsystem SFTP on the folder: keys, handshake and packets are
 * those of the protocol.
 */
export async function sshServer(folder: string, password = 'motdepasse'): Promise<SshServer> {
  const host = utils.generateKeyPairSync('ed25519');
  const client = utils.generateKeyPairSync('ed25519');
  const parsed = utils.parseKey(client.public);
  if (parsed instanceof Error) throw parsed;
  const open = new Set<Connection>();
  const state: Omit<SshServer, 'port' | 'close'> = {
    fingerprint: fingerprintOf(publicBytes(host.public)),
    clientKey: client.private,
    log: [],
    onWrite: undefined,
    hasPosixRename: true,
  };
  const server = new Server({ hostKeys: [host.private] }, (connection) => {
    open.add(connection);
    // As OpenSSH does for SFTP; the types forget it.
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('error', () => undefined);
    connection.on('close', () => open.delete(connection));
    connection.on('authentication', (context) => {
      const byKey =
        context.method === 'publickey' &&
        context.key.data.equals(parsed.getPublicSSH()) &&
        (!context.signature || parsed.verify(context.blob!, context.signature, context.hashAlgo) === true);
      const byPassword = context.method === 'password' && context.password === password;
      if (context.username === 'dcc' && (byKey || byPassword)) context.accept();
      else context.reject(['publickey', 'password']);
    });
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serve(acceptSftp(), folder, state));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const connection of open) connection.end();
      server.close(() => resolve());
    });
  return Object.assign(state, { port, close });
}

function publicBytes(text: string): Buffer {
  return Buffer.from(text.split(' ')[1]!, 'base64');
}

/** The operations of SFTP version 3 that a delivery needs, on real files. */
function serve(sftp: SFTPWrapper, folder: string, state: Omit<SshServer, 'port' | 'close'>): void {
  const handles = new Map<string, { path: string; bytes: Buffer; isWrite: boolean }>();
  let last = 0;
  const real = (path: string): string => join(folder, path);
  const attempt = (id: number, work: () => void): void => {
    try {
      work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const status = { ENOENT: STATUS_CODE.NO_SUCH_FILE, EACCES: STATUS_CODE.PERMISSION_DENIED }[code ?? ''];
      sftp.status(id, status ?? STATUS_CODE.FAILURE);
    }
  };
  const done = (id: number): void => sftp.status(id, STATUS_CODE.OK);
  const attributes = (path: string) => {
    const { mode, size, uid, gid, atimeMs, mtimeMs } = statSync(real(path));
    return { mode, size, uid, gid, atime: atimeMs / 1000, mtime: mtimeMs / 1000 };
  };
  const stat = (id: number, path: string): void => attempt(id, () => sftp.attrs(id, attributes(path)));
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('REALPATH', (id, path) => sftp.name(id, [{ filename: path, longname: path, attrs: {} as never }]));
  sftp.on('MKDIR', (id, path) =>
    attempt(id, () => {
      mkdirSync(real(path));
      done(id);
    }),
  );
  sftp.on('OPEN', (id, path, flags) =>
    attempt(id, () => {
      const isWrite = (flags & OPEN_MODE.WRITE) !== 0;
      const handle = Buffer.from(String(++last));
      handles.set(handle.toString(), {
        path,
        bytes: isWrite ? Buffer.alloc(0) : readFileSync(real(path)),
        isWrite,
      });
      sftp.handle(id, handle);
    }),
  );
  sftp.on('FSTAT', (id, handle) => stat(id, handles.get(handle.toString())!.path));
  sftp.on('READ', (id, handle, offset, length) => {
    const { bytes } = handles.get(handle.toString())!;
    if (offset >= bytes.length) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, bytes.subarray(offset, offset + length));
  });
  sftp.on('WRITE', (id, handle, offset, data) =>
    attempt(id, () => {
      const file = handles.get(handle.toString())!;
      state.onWrite?.(file.path);
      const bytes = Buffer.alloc(Math.max(file.bytes.length, offset + data.length));
      file.bytes.copy(bytes);
      data.copy(bytes, offset);
      file.bytes = bytes;
      done(id);
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    attempt(id, () => {
      const file = handles.get(handle.toString())!;
      if (file.isWrite) writeFileSync(real(file.path), file.bytes);
      done(id);
    }),
  );
  sftp.on('REMOVE', (id, path) =>
    attempt(id, () => {
      rmSync(real(path));
      state.log.push(`remove ${path}`);
      done(id);
    }),
  );
  const rename = (id: number, from: string, to: string, replaces: boolean): void =>
    attempt(id, () => {
      const isTaken = statSync(real(to), { throwIfNoEntry: false }) !== undefined;
      if (isTaken && !replaces) throw new Error('exists');
      renameSync(real(from), real(to));
      state.log.push(`rename ${from} ${to}`);
      done(id);
    });
  sftp.on('RENAME', (id, from, to) => rename(id, from, to, false));
  sftp.on('EXTENDED', (id, name, data) => {
    if (name !== 'posix-rename@openssh.com' || !state.hasPosixRename) {
      sftp.status(id, STATUS_CODE.OP_UNSUPPORTED);
      return;
    }
    const length = data.readUInt32BE(0);
    const to = data.subarray(8 + length).toString();
    rename(id, data.subarray(4, 4 + length).toString(), to, true);
  });
}

export interface Depot {
  readonly url: string;
  /** The certificate, to be trusted. */
  readonly ca: string;
  /** What was put, by path. */
  readonly files: Map<string, Buffer>;
  readonly headers: Map<string, Record<string, unknown>>;
  /** The status to answer to a PUT in place of storing it. */
  answer: ((path: string) => number | undefined) | undefined;
  close: () => Promise<void>;
}

/** A real HTTPS server with a certificate of its own, that stores what is put. */
export async function httpsDepot(token = 'jeton'): Promise<Depot> {
  const certificate = selfSigned();
  const depot: Omit<Depot, 'url' | 'close'> = {
    ca: certificate.cert,
    files: new Map(),
    headers: new Map(),
    answer: undefined,
  };
  const server: HttpsServer = createServer(certificate, (request, response) => {
    const path = request.url!;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401).end();
      } else if (request.method === 'GET') {
        const file = depot.files.get(path);
        response.writeHead(file ? 200 : 404).end(file);
      } else {
        const status = depot.answer?.(path) ?? 201;
        if (status < 300) {
          depot.files.set(path, Buffer.concat(chunks));
          depot.headers.set(path, request.headers);
        }
        response.writeHead(status).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return Object.assign(depot, { url: `https://localhost:${port}/depot/`, close });
}
