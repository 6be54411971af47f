import { describe, expect, it } from 'vitest';
import { placeOf, readTarget, SECRETS, type Secrets } from './target.ts';

const FINGERPRINT = `SHA256:${'a'.repeat(43)}`;
const SFTP: Secrets = {
  [SECRETS.TARGET]: 'sftp://dcc@depot.example:2222/in/oncorif/',
  [SECRETS.KEY]: '-----BEGIN KEY-----\\nabc\\n-----END KEY-----',
  [SECRETS.HOST_KEY]: FINGERPRINT,
};

describe('readTarget', () => {
  it('is nothing where nothing is configured', () => {
    expect(readTarget({})).toBeUndefined();
    expect(readTarget({ [SECRETS.TARGET]: '  ' })).toBeUndefined();
  });

  it('reads a directory', () => {
    const target = readTarget({ [SECRETS.TARGET]: 'file:///srv/export%20oncorif' });
    expect(target).toEqual({ kind: 'directory', path: '/srv/export oncorif' });
  });

  it('reads a server by SFTP: a key on one line, several fingerprints', () => {
    expect(readTarget({ ...SFTP, [SECRETS.HOST_KEY]: `${FINGERPRINT},${FINGERPRINT}=` })).toEqual({
      kind: 'sftp',
      host: 'depot.example',
      port: 2222,
      user: 'dcc',
      path: '/in/oncorif',
      key: '-----BEGIN KEY-----\nabc\n-----END KEY-----',
      hostKeys: [FINGERPRINT, FINGERPRINT],
    });
    const ipv6 = readTarget({ ...SFTP, [SECRETS.TARGET]: 'sftp://dcc@[::1]/in' });
    expect(ipv6).toMatchObject({ host: '::1', port: 22 });
  });

  it('reads a server by HTTPS, its address ended by a slash', () => {
    const secrets = { [SECRETS.TARGET]: 'https://depot.example/in', [SECRETS.TOKEN]: 't' };
    expect(readTarget(secrets)).toEqual({ kind: 'https', url: 'https://depot.example/in/', token: 't' });
  });

  it.each<[string, Secrets, string]>([
    ['no address', { [SECRETS.TARGET]: 'depot' }, 'ONCORIF_TARGET : une adresse'],
    ['http', { [SECRETS.TARGET]: 'http://depot.example/' }, "« http:// » n'est pas prévu"],
    ['ftp', { [SECRETS.TARGET]: 'ftp://depot.example/' }, "« ftp:// » n'est pas prévu"],
    ['the root', { [SECRETS.TARGET]: 'file:///' }, 'un dossier est attendu'],
    ['another machine', { [SECRETS.TARGET]: 'file://depot/in' }, 'de cette machine'],
    ['a query', { [SECRETS.TARGET]: 'https://depot.example/in?key=1' }, 'sans utilisateur ni paramètre'],
    ['no user', { ...SFTP, [SECRETS.TARGET]: 'sftp://depot.example/in' }, 'attend un utilisateur'],
    ['no key', { ...SFTP, [SECRETS.KEY]: undefined }, 'ONCORIF_KEY : une clé privée'],
    ['no host key', { ...SFTP, [SECRETS.HOST_KEY]: undefined }, 'ONCORIF_HOST_KEY : '],
    ['a host key that is none', { ...SFTP, [SECRETS.HOST_KEY]: 'MD5:aa' }, 'ONCORIF_HOST_KEY : '],
  ])('refuses %s, naming the secret', (_, secrets, message) => {
    expect(() => readTarget(secrets)).toThrow(message);
  });

  it('never quotes a secret', () => {
    const secrets = { ...SFTP, [SECRETS.TARGET]: 'sftp://dcc:hunter2@depot.example/in' };
    expect(() => readTarget(secrets)).toThrow('ONCORIF_PASSWORD');
    expect(() => readTarget(secrets)).not.toThrow('hunter2');
  });
});

describe('placeOf', () => {
  it('says where, without user or secret', () => {
    expect(placeOf(readTarget(SFTP)!)).toBe('sftp://depot.example:2222/in/oncorif');
    const https = { [SECRETS.TARGET]: 'https://depot.example/in', [SECRETS.TOKEN]: 'hidden' };
    expect(placeOf(readTarget(https)!)).toBe('https://depot.example/in/');
    expect(placeOf({ kind: 'directory', path: '/srv/out' })).toBe('file:///srv/out');
  });
});
