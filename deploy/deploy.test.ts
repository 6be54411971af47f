import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
// @ts-expect-error: plain ECMAScript, run as it is by the image.
import { completeConfig } from './medplum/start.mjs';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '..');
const read = (...path: string[]) => readFileSync(join(HERE, ...path), 'utf8');
const json = (...path: string[]) => JSON.parse(read(...path));
const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;

interface Service {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  command?: string[];
  volumes?: string[];
  tmpfs?: string[];
  ports?: string[];
  secrets?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  restart?: string;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(read('compose.yaml')) as Compose;
const config = json('medplum', 'medplum.config.json');
const patch = json('medplum', 'project.patch.json') as { op: string; path: string; value: unknown }[];
const readme = read('README.md');
/** Every variable that Compose must be given. */
const variables = [...new Set([...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map((match) => match[1]!))];
const example = [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)];

describe('versions', () => {
  test('the server is that of the clients, to the last number', () => {
    const core = versionOf('@medplum/core');
    expect(compose.services.medplum!.image).toBe(`dcc/medplum-server:${core}`);
    expect(read('medplum', 'Dockerfile')).toContain(`\nFROM medplum/medplum-server:${core}\n`);
    expect(readme).toContain(`(${core})`);
  });

  test('saxon-js is ours, in the manifest and in the lock', () => {
    const ours = JSON.parse(readFileSync(join(ROOT, 'transforms', 'package.json'), 'utf8'));
    expect(json('medplum', 'package.json').dependencies).toEqual({
      'saxon-js': ours.dependencies['saxon-js'],
    });
    const lock = json('medplum', 'package-lock.json');
    expect(lock.packages['node_modules/saxon-js'].version).toBe(versionOf('saxon-js'));
    // The lock says what is installed, not from where.
    expect(read('medplum', 'package-lock.json')).not.toContain('"resolved"');
  });

  test('PostgreSQL 16 and Redis 7', () => {
    expect(compose.services.postgres!.image).toMatch(/^postgres:16\b/);
    expect(compose.services.redis!.image).toMatch(/^redis:7\b/);
  });
});

describe('services', () => {
  test('each restarts, is watched, and waits for what it needs', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.restart, name).toBe('unless-stopped');
      expect(service.healthcheck?.test.length, name).toBeGreaterThan(1);
    }
    expect(compose.services.medplum!.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  test('only TLS is seen from outside', () => {
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports);
    expect(open.map(([name]) => name)).toEqual(['caddy']);
    expect(read('Caddyfile')).toMatch(/reverse_proxy medplum:8103/);
    expect(config.port).toBe(8103);
  });

  test('what must survive is on a named volume', () => {
    const mounted = {
      postgres: '/var/lib/postgresql/data',
      redis: '/data',
      medplum: '/var/lib/medplum/binary',
    };
    for (const [name, path] of Object.entries(mounted)) {
      const volume = compose.services[name]!.volumes!.find((one) => one.endsWith(`:${path}`))!.split(':')[0]!;
      expect(Object.keys(compose.volumes), name).toContain(volume);
    }
    expect(config.binaryStorage).toBe(`file:${mounted.medplum}/`);
    expect(read('medplum', 'Dockerfile')).toContain(`/empty ${mounted.medplum}`);
  });

  test('Redis writes its queue to the disk and evicts nothing', () => {
    const command = compose.services.redis!.command!.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  test('the server asks for fewer connections than PostgreSQL gives', () => {
    const max = /max_connections=(\d+)/.exec(compose.services.postgres!.command!.join(' '))![1];
    expect(config.database.maxConnections).toBeLessThanOrEqual(Number(max) / 2);
  });

  test('the secrets of the server are written in memory, for its user alone', () => {
    expect(compose.services.medplum!.tmpfs).toEqual(['/run/dcc:uid=1000,gid=1000,mode=0700']);
    expect(read('medplum', 'Dockerfile')).toContain('\nUSER 1000:1000\n');
    expect(read('medplum', 'start.mjs')).toContain("'/run/dcc/medplum.config.json'");
  });

  test('Caddy lets pass what the server accepts, and logs no query', () => {
    const megabytes = Number(/max_size (\d+)MB/.exec(read('Caddyfile'))![1]);
    expect(megabytes).toBeGreaterThanOrEqual(Number.parseInt(config.maxBatchSize, 10));
    expect(megabytes).toBeGreaterThanOrEqual(Number.parseInt(config.maxJsonSize, 10));
    expect(read('Caddyfile')).toContain('request>uri regexp "\\?.*" ""');
  });
});

describe('what a DCC needs of the server (spec/medplum.md 14)', () => {
  test('bots, large bodies, audit, veto bots, limits', () => {
    expect(config).toMatchObject({
      vmContextBotsEnabled: true,
      defaultBotRuntimeVersion: 'vmcontext',
      vmContextBaseUrl: 'http://localhost:8103/',
      saveAuditEvents: true,
      logAuditEvents: true,
      preCommitSubscriptionsEnabled: true,
    });
    expect(config.maxJsonSize).toMatch(/^\d+mb$/);
    expect(Number.parseInt(config.maxJsonSize, 10)).toBeGreaterThanOrEqual(10);
    // More than 500 writes of 100 units in a minute.
    expect(config.defaultFhirQuota).toBeGreaterThan(50_000);
    expect(config.defaultRateLimit).toBeGreaterThan(0);
    expect(config.defaultAuthRateLimit).toBeGreaterThan(0);
  });

  test('nobody enters without being invited', () => {
    expect(config.registerEnabled).toBe(false);
    expect(config).not.toHaveProperty('allowedOrigins', '*');
  });

  test('the project: features, references, setting', () => {
    const values = Object.fromEntries(patch.map(({ path, value }) => [path, value]));
    expect(values['/features']).toEqual(
      expect.arrayContaining([
        'bots',
        'cron',
        'transaction-bundles',
        'websocket-subscriptions',
        'validate-terminology',
      ]),
    );
    expect(values['/checkReferencesOnWrite']).toBe(true);
    expect(values['/setting']).toEqual([{ name: 'preCommitSubscriptionsEnabled', valueBoolean: true }]);
    expect(values['/features']).toEqual(expect.arrayContaining(config.defaultProjectFeatures));
  });

  test('each setting and each operation of the section is explained to the operator', () => {
    const words = [
      ...Object.keys(config),
      'mfaRequired',
      '$graphql',
      'id_token',
      'politique d’accès',
      'bot/',
    ];
    const silent = words.filter((word) => !readme.replaceAll("'", '’').includes(word));
    const plain = [
      'binaryStorage',
      'botLambdaLayerName',
      'botLambdaRoleArn',
      'bullmq',
      'emailProvider',
      'logLevel',
    ];
    // Addresses and names that need no reason.
    plain.push('defaultProjectFeatures', 'port', 'redis', 'shutdownTimeoutMilliseconds', 'signingKeyId');
    expect(silent.filter((word) => !plain.includes(word))).toEqual([]);
  });
});

describe('the configuration that the server reads', () => {
  const env = Object.fromEntries(variables.map((name) => [name, `valeur-${name}`]));
  const full = completeConfig(config, { ...env, DCC_DOMAIN: 'fhir.exemple.fr' }, 'CLÉ');

  test('has its addresses, with the slashes that the server wants', () => {
    expect(full).toMatchObject({
      baseUrl: 'https://fhir.exemple.fr/',
      storageBaseUrl: 'https://fhir.exemple.fr/storage/',
      appBaseUrl: 'valeur-DCC_APP_ORIGIN/',
      allowedOrigins: 'valeur-DCC_APP_ORIGIN',
    });
  });

  test('has its secrets, and keeps every setting of the file', () => {
    expect(full.database).toEqual({ ...config.database, password: 'valeur-POSTGRES_PASSWORD' });
    expect(full.redis).toEqual({ ...config.redis, password: 'valeur-REDIS_PASSWORD' });
    expect(full.signingKey).toBe('CLÉ');
    const { database: _, redis: __, ...others } = config;
    expect(full).toMatchObject(others);
  });

  test('a missing variable is named, in French', () => {
    for (const name of Object.keys(compose.services.medplum!.environment!)) {
      expect(() => completeConfig(config, { ...env, [name]: '' }, 'CLÉ'), name).toThrow(
        `Variable absente ou vide : ${name}`,
      );
    }
  });
});

describe('secrets', () => {
  test('none is in a file: the example gives no value, the configuration has no password', () => {
    expect(example.filter(([, , value]) => value !== '')).toEqual([]);
    const files = readdirSync(HERE, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !one.parentPath.includes('node_modules'))
      .map((one) => join(one.parentPath, one.name));
    for (const path of files) {
      expect(readFileSync(path, 'utf8'), path).not.toMatch(/PRIVATE KEY-----\n/);
    }
    expect(JSON.stringify(config)).not.toMatch(/password|secret|signingKey"/i);
  });

  test('each comes from a variable that must be given', () => {
    const given = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment),
    );
    const written = given.filter(([name]) => /PASS|SECRET|AUTH/.test(name));
    expect(written.length).toBeGreaterThan(5);
    for (const [name, value] of written) {
      expect(value, name).toMatch(/^\$\{\w+:\?\}$/);
    }
  });

  test('every variable is in the example and explained, and nothing else is', () => {
    expect(example.map(([, name]) => name!).sort()).toEqual([...variables].sort());
    for (const name of variables) {
      expect(readme, name).toContain(`\`${name}\``);
    }
  });

  test('what holds them stays out of the repository', () => {
    const ignored = read('.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', 'secrets/', 'tls/', 'sauvegardes/']));
    expect(dirname(compose.secrets.storage_key!.file)).toBe('./secrets');
  });
});

describe('programs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dcc-deploy-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['sauvegarde.sh', 'restauration.sh'])('%s is a valid script', (name) => {
    expect(spawnSync('sh', ['-n', join(HERE, name)], { encoding: 'utf8' }).stderr).toBe('');
    expect(readme).toContain(`./${name}`);
  });

  test('both scripts use the volumes that Compose makes', () => {
    const project = /^name: (\w+)/m.exec(read('compose.yaml'))![1];
    for (const name of ['sauvegarde.sh', 'restauration.sh']) {
      for (const [, volume] of read(name).matchAll(new RegExp(`${project}_(\\w+)`, 'g'))) {
        expect(Object.keys(compose.volumes), name).toContain(volume);
      }
    }
  });

  test('NODE_PATH shows saxon-js to a require that has none of its own', () => {
    const [, path] = /^ENV NODE_PATH=(.+)$/m.exec(read('medplum', 'Dockerfile'))!;
    expect(path).toBe('/opt/dcc/node_modules');
    // The same arrangement, elsewhere: a server that does not have the package, and a folder beside it.
    const beside = join(folder, 'beside', 'node_modules');
    mkdirSync(beside, { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', 'saxon-js'), join(beside, 'saxon-js'));
    const server = join(folder, 'server.mjs');
    writeFileSync(
      server,
      `import { createRequire } from 'node:module';
       console.log(typeof createRequire(import.meta.url)('saxon-js').transform);`,
    );
    const start = (env: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, [server], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
    expect(start({ NODE_PATH: beside }).stdout.trim()).toBe('function');
    expect(start({}).stderr).toContain('Cannot find module');
  });
});
