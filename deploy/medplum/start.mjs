// Starts the server of the image with medplum.config.json, completed by what must not be in a file of the repository.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const TEMPLATE = '/opt/dcc/medplum.config.json';
const TARGET = '/run/dcc/medplum.config.json';
const STORAGE_KEY = '/run/secrets/storage_key';

/** The configuration that the server reads (its `file:` form): addresses and secrets come from the environment. */
export function completeConfig(template, env, storageKey) {
  const need = (name) => {
    if (!env[name]) throw new Error(`Variable absente ou vide : ${name} (deploy/README.md)`);
    return env[name];
  };
  const baseUrl = `https://${need('DCC_DOMAIN')}/`;
  return {
    ...template,
    baseUrl,
    appBaseUrl: `${need('DCC_APP_ORIGIN')}/`,
    storageBaseUrl: `${baseUrl}storage/`,
    allowedOrigins: need('DCC_APP_ORIGIN'),
    supportEmail: need('DCC_SUPPORT_EMAIL'),
    signingKey: storageKey,
    signingKeyPassphrase: need('MEDPLUM_STORAGE_KEY_PASSPHRASE'),
    database: { ...template.database, password: need('POSTGRES_PASSWORD') },
    redis: { ...template.redis, password: need('REDIS_PASSWORD') },
    defaultSuperAdminEmail: need('MEDPLUM_SUPER_ADMIN_EMAIL'),
    defaultSuperAdminPassword: need('MEDPLUM_SUPER_ADMIN_PASSWORD'),
    defaultSuperAdminClientId: need('MEDPLUM_SUPER_ADMIN_CLIENT_ID'),
    defaultSuperAdminClientSecret: need('MEDPLUM_SUPER_ADMIN_CLIENT_SECRET'),
  };
}

function main() {
  const template = JSON.parse(readFileSync(TEMPLATE, 'utf8'));
  const config = completeConfig(template, process.env, readFileSync(STORAGE_KEY, 'utf8'));
  writeFileSync(TARGET, JSON.stringify(config), { mode: 0o600 });
  // Bots reach `process.env` of the server (spec/medplum.md 10.1): nothing of ours stays there.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DCC|MEDPLUM|POSTGRES|REDIS)_/.test(name)),
  );
  // The entry point of the official image, whose working directory this process has.
  const args = [
    '--require',
    './packages/server/dist/otel/instrumentation.js',
    'packages/server/dist/index.js',
  ];
  const server = spawn(process.execPath, [...args, `file:${TARGET}`], { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
