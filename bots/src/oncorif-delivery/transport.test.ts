import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from './delivery-error.ts';
import { manifestHash, sendPack } from './send.ts';
import { readTarget, SECRETS, type Secrets, type Target } from './target.ts';
import { type Depot, httpsDepot, type SshServer, scratch, sshServer } from './testing.ts';
import type { DeliveredFile } from './transport.ts';

const file = (name: string, text: string): DeliveredFile => ({
  name,
  bytes: Buffer.from(text),
  contentType: name.endsWith('.json') ? 'application/json' : 'text/csv',
});
const PACK = [
  file('indicateurs.csv', 'é;1\r\n'.repeat(4_000)),
  file('sessions.csv', ''),
  file('manifest.json', '{"fichiers":[]}'),
];
const FOLDER = 'oncorif_2026-10_2026-11-02_1a2b3c4d';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function folder(): string {
  const { path, remove } = scratch();
  ends.push(remove);
  return path;
}

async function ssh(root = folder()): Promise<{ server: SshServer; root: string; secrets: Secrets }> {
  const server = await sshServer(root);
  ends.push(server.close);
  const secrets = {
    [SECRETS.TARGET]: `sftp://dcc@127.0.0.1:${server.port}/depot/oncorif`,
    [SECRETS.KEY]: server.clientKey,
    [SECRETS.HOST_KEY]: server.fingerprint,
  };
  return { server, root, secrets };
}

async function depot(): Promise<{ server: Depot; secrets: Secrets }> {
  const server = await httpsDepot();
  ends.push(server.close);
  const { url, ca } = server;
  return { server, secrets: { [SECRETS.TARGET]: url, [SECRETS.TOKEN]: 'jeton', [SECRETS.CA]: ca } };
}

const target = (secrets: Secrets): Target => readTarget(secrets)!;

async function failure(secrets: Secrets, pack = PACK): Promise<DeliveryError> {
  const error = await sendPack(target(secrets), FOLDER, pack).catch((reason: unknown) => reason);
  if (!(error instanceof DeliveryError)) throw new Error(`no DeliveryError: ${error}`);
  return error;
}

/** Everything under a folder, as text by path. */
function stored(root: string, path: string): Record<string, string> {
  const names = readdirSync(join(root, path)).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, path, name), 'utf8')]));
}

const EXPECTED = Object.fromEntries(
  PACK.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')] as const).sort(),
);

describe('a directory', () => {
  it('gets every file under its name, nothing else, in a folder of the run', async () => {
    const root = folder();
    const receipt = await sendPack({ kind: 'directory', path: root }, FOLDER, PACK);
    expect(stored(root, FOLDER)).toEqual(EXPECTED);
    expect(receipt).toMatchObject({ place: `file://${root}`, folder: FOLDER, files: 3, wasThere: false });
    expect(receipt.bytes).toBe(PACK.reduce((sum, { bytes }) => sum + bytes.length, 0));
    expect(receipt.manifest).toBe(manifestHash(PACK));
  });

  it('is not written again when it has the same manifest, and is when it has not', async () => {
    const root = folder();
    const to: Target = { kind: 'directory', path: root };
    await sendPack(to, FOLDER, PACK);
    writeFileSync(join(root, FOLDER, 'sessions.csv'), 'read meanwhile');
    expect((await sendPack(to, FOLDER, PACK)).wasThere).toBe(true);
    expect(readFileSync(join(root, FOLDER, 'sessions.csv'), 'utf8')).toBe('read meanwhile');
    writeFileSync(join(root, FOLDER, 'manifest.json'), '{}');
    expect((await sendPack(to, FOLDER, PACK)).wasThere).toBe(false);
    expect(stored(root, FOLDER)).toEqual(EXPECTED);
  });

  it('that cannot be one is refused for good, and the pack has no manifest there', async () => {
    const root = folder();
    writeFileSync(join(root, 'depot'), 'a file');
    const error = await failure({ [SECRETS.TARGET]: `file://${join(root, 'depot')}` });
    expect(error.message).toContain('envoi interrompu');
    expect(error.isFinal).toBe(true);
  });

  it.each(['../ailleurs', '.cache', 'a/b', ''])('never gets the name « %s »', async (name) => {
    const root = folder();
    const to: Target = { kind: 'directory', path: join(root, 'in') };
    await expect(sendPack(to, FOLDER, [...PACK, file(name, 'x')])).rejects.toThrow("n'est pas un nom");
    await expect(sendPack(to, name, PACK)).rejects.toThrow("n'est pas un nom");
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a server by SFTP', () => {
  it('gets every file by a key, each renamed from a draft, the manifest last', async () => {
    const { server, root, secrets } = await ssh();
    mkdirSync(join(root, 'depot'));
    const receipt = await sendPack(target(secrets), FOLDER, PACK);
    expect(stored(root, `depot/oncorif/${FOLDER}`)).toEqual(EXPECTED);
    const path = `/depot/oncorif/${FOLDER}`;
    expect(server.log).toEqual(PACK.map(({ name }) => `rename ${path}/.${name}.partiel ${path}/${name}`));
    expect(receipt.place).toBe(`sftp://127.0.0.1:${server.port}/depot/oncorif`);
  });

  it('gets them by a password too', async () => {
    const { root, secrets } = await ssh();
    const { [SECRETS.KEY]: _, ...rest } = secrets;
    await sendPack(target({ ...rest, [SECRETS.PASSWORD]: 'motdepasse' }), FOLDER, PACK);
    expect(stored(root, `depot/oncorif/${FOLDER}`)).toEqual(EXPECTED);
  });

  it('replaces a file where the server cannot rename over one', async () => {
    const { server, root, secrets } = await ssh();
    server.hasPosixRename = false;
    await sendPack(target(secrets), FOLDER, [...PACK.slice(0, 2), file('manifest.json', '{}')]);
    await sendPack(target(secrets), FOLDER, PACK);
    expect(stored(root, `depot/oncorif/${FOLDER}`)).toEqual(EXPECTED);
    expect(server.log.some((line) => line.startsWith('remove '))).toBe(true);
  });

  it('with another key is told nothing: not who we are, not a byte', async () => {
    const { server, root, secrets } = await ssh();
    const other = await ssh();
    const wrong = { ...secrets, [SECRETS.HOST_KEY]: other.server.fingerprint };
    const error = await failure(wrong);
    expect(error.message).toContain(`clé de serveur inconnue (${server.fingerprint})`);
    expect(error.isFinal).toBe(true);
    expect(readdirSync(root)).toEqual([]);
    // Both keys while it is changed.
    const both = `${other.server.fingerprint} ${server.fingerprint}`;
    await sendPack(target({ ...secrets, [SECRETS.HOST_KEY]: both }), FOLDER, PACK);
    expect(stored(root, `depot/oncorif/${FOLDER}`)).toEqual(EXPECTED);
  });

  it('that refuses who we are is not tried again, and the error says no secret', async () => {
    const { secrets } = await ssh();
    const stranger = (await ssh()).server.clientKey;
    const error = await failure({ ...secrets, [SECRETS.KEY]: stranger });
    expect(error.message).toContain('identité refusée');
    expect(error.isFinal).toBe(true);
    const unreadable = await failure({ ...secrets, [SECRETS.KEY]: 'not a key' });
    expect(unreadable.message).toBe('ONCORIF_KEY : clé privée illisible');
  });

  it('cut off in the middle leaves no manifest and no half file; the next attempt ends it', async () => {
    const { server, root, secrets } = await ssh();
    server.onWrite = (path) => {
      if (path.includes('sessions') || path.includes('manifest')) throw new Error('disk full');
    };
    const pack = [PACK[0]!, file('sessions.csv', 'a;b\r\n'), PACK[2]!];
    const error = await failure(secrets, pack);
    expect(error.isFinal).toBe(false);
    const names = readdirSync(join(root, 'depot/oncorif', FOLDER)).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(['indicateurs.csv']);
    server.onWrite = undefined;
    await sendPack(target(secrets), FOLDER, pack);
    const after = readdirSync(join(root, 'depot/oncorif', FOLDER)).filter((name) => !name.startsWith('.'));
    expect(after.sort()).toEqual(['indicateurs.csv', 'manifest.json', 'sessions.csv']);
  });

  it('that is away is tried again', async () => {
    const { server, secrets } = await ssh();
    await server.close();
    const error = await failure(secrets);
    expect(error.message).toContain('envoi interrompu (ECONNREFUSED)');
    expect(error.isFinal).toBe(false);
  });
});

describe('a server by HTTPS', () => {
  it('gets every file by PUT with its digest and our token, the manifest last', async () => {
    const { server, secrets } = await depot();
    await sendPack(target(secrets), FOLDER, PACK);
    expect([...server.files.keys()]).toEqual(PACK.map(({ name }) => `/depot/${FOLDER}/${name}`));
    for (const { name, bytes } of PACK) {
      expect(server.files.get(`/depot/${FOLDER}/${name}`)!.equals(bytes), name).toBe(true);
    }
    const headers = server.headers.get(`/depot/${FOLDER}/manifest.json`)!;
    const digest = Buffer.from(manifestHash(PACK), 'hex').toString('base64');
    expect(headers['content-digest']).toBe(`sha-256=:${digest}:`);
    expect(headers['content-type']).toBe('application/json');
    expect((await sendPack(target(secrets), FOLDER, PACK)).wasThere).toBe(true);
  });

  it('whose certificate is not trusted gets nothing', async () => {
    const { server, secrets } = await depot();
    const { [SECRETS.CA]: _, ...rest } = secrets;
    const error = await failure(rest);
    expect(error.message).toContain("le certificat du serveur n'est pas reconnu");
    expect(error.isFinal).toBe(true);
    expect(server.files.size).toBe(0);
  });

  it.each([
    [401, true, 'identité refusée'],
    [403, true, 'identité refusée'],
    [413, true, 'réponse 413'],
    [429, false, 'réponse 429'],
    [500, false, 'réponse 500'],
    [503, false, 'réponse 503'],
  ])('answering %d: for good is %s', async (status, isFinal, message) => {
    const { server, secrets } = await depot();
    server.answer = (path) => (path.endsWith('manifest.json') ? status : undefined);
    const error = await failure(secrets);
    expect(error.message).toContain(message);
    expect(error.isFinal).toBe(isFinal);
    expect(server.files.has(`/depot/${FOLDER}/manifest.json`)).toBe(false);
  });

  it('refusing the token is not tried again', async () => {
    const { secrets } = await depot();
    expect((await failure({ ...secrets, [SECRETS.TOKEN]: 'autre' })).message).toContain('identité refusée');
  });
});

describe('sendPack', () => {
  it('refuses a pack without manifest before anything is opened', async () => {
    const path = join(folder(), 'new');
    await expect(sendPack({ kind: 'directory', path }, FOLDER, PACK.slice(0, 2))).rejects.toThrow(
      'manifest.json manque',
    );
    expect(existsSync(path)).toBe(false);
  });
});
