import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { identityProviderSchema } from './auth/external/config.ts';
import { ConfigError } from './config-error.ts';
import { readConfigFile } from './config-file.ts';

const MEBIBYTE = 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: 'un nombre entier est attendu' })
    .int('un nombre entier est attendu')
    .min(min, `au moins ${min}`)
    .max(max, `au plus ${max}`);

const url = z.url({ protocol: /^https?$/, error: 'une adresse http:// ou https:// est attendue' });

const optionsSchema = z.strictObject({
  /** 0 lets the system choose: what tests use. */
  port: whole(0, 65_535).default(8103),
  host: z.string().min(1, 'ne doit pas être vide').default('127.0.0.1'),
  dataDir: z.string().min(1, 'ne doit pas être vide').default('data'),
  /** What the outside sees; by default the address listened on. Always ends with a slash. */
  baseUrl: url.transform((value) => (value.endsWith('/') ? value : `${value}/`)).optional(),
  clientId: z.string().regex(UUID, 'un UUID en minuscules est attendu').optional(),
  clientSecret: z.string().min(16, 'au moins 16 caractères').optional(),
  maxJsonBytes: whole(1024, 512 * MEBIBYTE).default(10 * MEBIBYTE),
  maxBinaryBytes: whole(1024, 2048 * MEBIBYTE).default(40 * MEBIBYTE),
  botTimeoutMs: whole(100, 3_600_000).default(60_000),
  botMemoryMb: whole(32, 8192).default(512),
  authPerMinute: whole(1, 1_000_000).default(160),
  /** Work of scrypt for people's passwords, as a power of two: 16 is 64 MiB and some 200 ms per login. */
  passwordCost: whole(12, 18).default(16),
  allowedOrigins: z.array(url).default([]),
  /** A built single-page application, served at `/` instead of the state page, which is then at `/etat`. */
  staticDir: z
    .string()
    .refine((dir) => existsSync(join(dir, 'index.html')), 'un dossier qui contient index.html est attendu')
    .optional(),
  /** Hospital single sign-on, Pro Santé Connect. */
  identityProviders: z.array(identityProviderSchema, { error: 'une liste JSON est attendue' }).default([]),
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'silent, error, warn, info ou debug' })
    .default('info'),
});

export type ServerOptions = z.input<typeof optionsSchema>;
export type ServerConfig = z.output<typeof optionsSchema>;

/** Which environment variable feeds which option. */
const ENVIRONMENT: Record<string, keyof ServerConfig> = {
  DCC_PORT: 'port',
  DCC_HOST: 'host',
  DCC_DATA_DIR: 'dataDir',
  DCC_BASE_URL: 'baseUrl',
  DCC_CLIENT_ID: 'clientId',
  DCC_CLIENT_SECRET: 'clientSecret',
  DCC_MAX_JSON_BYTES: 'maxJsonBytes',
  DCC_MAX_BINARY_BYTES: 'maxBinaryBytes',
  DCC_BOT_TIMEOUT_MS: 'botTimeoutMs',
  DCC_BOT_MEMORY_MB: 'botMemoryMb',
  DCC_AUTH_PER_MINUTE: 'authPerMinute',
  DCC_PASSWORD_COST: 'passwordCost',
  DCC_ALLOWED_ORIGINS: 'allowedOrigins',
  DCC_STATIC: 'staticDir',
  DCC_IDENTITY_PROVIDERS: 'identityProviders',
  DCC_LOG_LEVEL: 'logLevel',
};

/** Those that are not one word. */
const PARSERS: Partial<Record<keyof ServerConfig, (value: string) => unknown>> = {
  allowedOrigins: (value) => value.split(',').map((origin) => origin.trim()),
  identityProviders: parseJson,
};

export { ConfigError };

/** Checks options given in code. Throws a ConfigError that names each wrong key, in French. */
export function checkOptions(options: ServerOptions): ServerConfig {
  return check(options, (key) => key);
}

/**
 * Reads and checks the configuration: the file that DCC_CONFIG names, if any, then the DCC_* variables, which
 * go first. An empty variable counts as absent.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): ServerConfig {
  const path = env.DCC_CONFIG;
  const options = path ? { ...readConfigFile(path) } : {};
  const names = new Map(Object.keys(options).map((key) => [key, `${key} (${path})`]));
  for (const [variable, key] of Object.entries(ENVIRONMENT)) {
    const value = env[variable];
    if (value) {
      options[key] = PARSERS[key]?.(value) ?? value;
      names.set(key, variable);
    }
  }
  return check(options, (key) => names.get(key) ?? key);
}

function check(options: unknown, nameOf: (key: string) => string): ServerConfig {
  const result = optionsSchema.safeParse(options);
  if (result.success) {
    const { dataDir, staticDir } = result.data;
    return { ...result.data, dataDir: resolve(dataDir), ...(staticDir && { staticDir: resolve(staticDir) }) };
  }
  const lines = result.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.join(', ')} : option inconnue`
      : `${nameOf(String(issue.path[0]))} : ${[...issue.path.slice(1), issue.message].join(' : ')}`,
  );
  throw new ConfigError(`Configuration du serveur refusée. ${lines.join(' ; ')}`);
}

/** What is no JSON stays a text, which the schema refuses under the name of the key. */
function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
