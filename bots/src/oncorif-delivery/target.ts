import { DeliveryError } from './delivery-error.ts';

/** Where packs are delivered. Never stored: it is read from the project's secrets at each delivery. */
export type Target = DirectoryTarget | SftpTarget | HttpsTarget;

export interface DirectoryTarget {
  readonly kind: 'directory';
  readonly path: string;
}

export interface SftpTarget {
  readonly kind: 'sftp';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly user: string;
  /** Private key (PEM or OpenSSH) or password: one of the two. */
  readonly key?: string;
  readonly password?: string;
  /** Fingerprints `SHA256:...` that the server's key may have. */
  readonly hostKeys: readonly string[];
}

export interface HttpsTarget {
  readonly kind: 'https';
  /** Ends with a slash. */
  readonly url: string;
  readonly token?: string;
  /** Certificate authorities, PEM, in place of the public ones. */
  readonly ca?: string;
}

/** Names of the project's secrets; in the environment of the `dcc` command, with `DCC_` before them. */
export const SECRETS = {
  /** `file:///dossier`, `sftp://user@hôte:22/dossier` or `https://hôte/chemin/`. */
  TARGET: 'ONCORIF_TARGET',
  KEY: 'ONCORIF_KEY',
  PASSWORD: 'ONCORIF_PASSWORD',
  HOST_KEY: 'ONCORIF_HOST_KEY',
  TOKEN: 'ONCORIF_TOKEN',
  CA: 'ONCORIF_CA',
} as const;

export type Secrets = Readonly<Record<string, string | undefined>>;

/**
 * Reads the target, undefined when none is configured.
 * @throws DeliveryError in French that names the secret and never quotes it.
 */
export function readTarget(secrets: Secrets): Target | undefined {
  const text = secrets[SECRETS.TARGET]?.trim();
  if (!text) return undefined;
  if (!URL.canParse(text))
    throw wrong(SECRETS.TARGET, 'une adresse file://, sftp:// ou https:// est attendue');
  const url = new URL(text);
  if (url.password) throw wrong(SECRETS.TARGET, `le mot de passe a sa place dans ${SECRETS.PASSWORD}`);
  if (url.protocol === 'file:') return directory(url);
  if (url.protocol === 'sftp:') return sftp(url, secrets);
  if (url.protocol === 'https:') return https(url, secrets);
  throw wrong(SECRETS.TARGET, `« ${url.protocol}// » n'est pas prévu (file, sftp, https)`);
}

/** The target as it may be shown and stored: no secret, no query. */
export function placeOf(target: Target): string {
  if (target.kind === 'directory') return `file://${target.path}`;
  if (target.kind === 'sftp') return `sftp://${target.host}:${target.port}${target.path}`;
  return target.url;
}

function directory(url: URL): DirectoryTarget {
  if (url.host) throw wrong(SECRETS.TARGET, 'file:// attend un dossier de cette machine (file:///dossier)');
  const path = decodeURIComponent(url.pathname);
  if (path === '/') throw wrong(SECRETS.TARGET, 'un dossier est attendu après file://');
  return { kind: 'directory', path };
}

function sftp(url: URL, secrets: Secrets): SftpTarget {
  const key = secrets[SECRETS.KEY];
  const password = secrets[SECRETS.PASSWORD];
  if (!url.username) throw wrong(SECRETS.TARGET, 'sftp:// attend un utilisateur (sftp://nom@hôte/dossier)');
  if (!key && !password) throw wrong(SECRETS.KEY, `une clé privée est attendue (ou ${SECRETS.PASSWORD})`);
  const hostKeys = (secrets[SECRETS.HOST_KEY] ?? '').split(/[\s,]+/).filter(Boolean);
  if (hostKeys.length === 0) {
    throw wrong(SECRETS.HOST_KEY, "l'empreinte de la clé du serveur est attendue (SHA256:...)");
  }
  if (!hostKeys.every((one) => /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(one))) {
    throw wrong(SECRETS.HOST_KEY, 'une empreinte « SHA256:... », comme ssh-keygen -l la donne, est attendue');
  }
  return {
    kind: 'sftp',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 22),
    path: decodeURIComponent(url.pathname).replace(/\/$/, ''),
    user: decodeURIComponent(url.username),
    // A key stands on one line in a secret of some servers.
    ...(key ? { key: key.replaceAll('\\n', '\n') } : { password }),
    hostKeys: hostKeys.map((one) => one.replace(/=$/, '')),
  };
}

function https(url: URL, secrets: Secrets): HttpsTarget {
  if (url.search || url.hash || url.username) {
    throw wrong(SECRETS.TARGET, 'une adresse https:// sans utilisateur ni paramètre est attendue');
  }
  const { [SECRETS.TOKEN]: token, [SECRETS.CA]: ca } = secrets;
  return {
    kind: 'https',
    url: url.href.endsWith('/') ? url.href : `${url.href}/`,
    ...(token && { token }),
    ...(ca && { ca: ca.replaceAll('\\n', '\n') }),
  };
}

function wrong(name: string, message: string): DeliveryError {
  return new DeliveryError(`${name} : ${message}`, true);
}
