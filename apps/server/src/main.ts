import { parseArgs } from 'node:util';
import { keepCompiled } from './compiled.ts';
import { silenceSqliteWarning } from './quiet.ts';

silenceSqliteWarning();
keepCompiled();

const { ConfigError, readEnvironment } = await import('./config.ts');
const { createLogger } = await import('./log.ts');
const { runServer } = await import('./server.ts');

/** The line that programs wait for: one JSON object on stdout, the only thing ever written there. */
function ready(server: Awaited<ReturnType<typeof runServer>>): void {
  const { url, clientId, clientSecret, projectId, isFirstStart } = server;
  // The secret shows once, when this start made it: it is stored hashed and cannot be asked for again.
  const made = isFirstStart && !process.env.DCC_CLIENT_SECRET;
  const line = { ready: true, url, projectId, clientId, ...(made && { clientSecret }), pid: process.pid };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const { config: path } = parseArgs({ options: { config: { type: 'string' } } }).values;
  const config = readEnvironment({ ...process.env, ...(path && { DCC_CONFIG: path }) });
  const logger = createLogger(config.logLevel);
  const server = await runServer(config, logger);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) {
      // A second signal from somebody in a hurry.
      process.exit(130);
    }
    stopping = true;
    logger.info({ signal }, 'stopping');
    await server.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  ready(server);
  server.warm();
} catch (err) {
  const { code, message } = err as NodeJS.ErrnoException;
  const text =
    code === 'EADDRINUSE'
      ? 'Le port est déjà utilisé : choisissez-en un autre (DCC_PORT) ou arrêtez l’autre serveur'
      : message;
  process.stderr.write(`${text}\n`);
  process.exit(err instanceof ConfigError ? 2 : 1);
}
