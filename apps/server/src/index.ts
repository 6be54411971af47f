import { checkOptions, type ServerOptions } from './config.ts';
import { createLogger } from './log.ts';
import { type RunningServer, runServer } from './server.ts';

export { ConfigError, type ServerOptions } from './config.ts';
export type { RunningServer } from './server.ts';

/**
 * Starts an embedded server in this process, quiet unless `logLevel` says otherwise. For tests of other rooms:
 *
 * ```ts
 * const server = await startServer({ port: 0, dataDir: temporaryDirectory });
 * const medplum = new MedplumClient({ baseUrl: server.url });
 * await medplum.startClientLogin(server.clientId, server.clientSecret!);
 * // ...
 * await server.close();
 * ```
 */
export function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const config = checkOptions({ logLevel: 'silent', ...options });
  return runServer(config, createLogger(config.logLevel));
}
