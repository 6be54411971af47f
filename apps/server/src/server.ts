import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { ClientLogin } from './auth/clients.ts';
import { Directory, systemContext } from './auth/directory.ts';
import { openIdentity } from './auth/identity.ts';
import { KeyRing } from './auth/keys.ts';
import { ProjectSecrets } from './auth/project-secrets.ts';
import { Revocations } from './auth/revocations.ts';
import { TokenService } from './auth/tokens.ts';
import { BlobStore } from './binary/blobs.ts';
import { BotRunner } from './bots/runner.ts';
import type { ServerConfig } from './config.ts';
import { createApp } from './http/app.ts';
import { AsyncJobs } from './http/async-jobs.ts';
import { Intake } from './http/intake.ts';
import { createHttp } from './http/listener.ts';
import { warmGraphql, whenIdle } from './http/warm.ts';
import { WriteGuard } from './http/write-guard.ts';
import type { Logger } from './log.ts';
import { seedConformance } from './seed/conformance.ts';
import { ensureProject } from './seed/project.ts';
import type { Services } from './services.ts';
import { openStore } from './store/index.ts';
import { CronClock } from './subscriptions/cron.ts';
import { deliver } from './subscriptions/deliver.ts';
import { outbox } from './subscriptions/outbox.ts';
import { PreCommit } from './subscriptions/pre-commit.ts';
import { SubscriptionRegistry } from './subscriptions/registry.ts';
import { JobRunner } from './subscriptions/runner.ts';
import { SocketHub } from './subscriptions/websocket/hub.ts';

/**
 * As long without a request before the server keeps itself busy for some seconds. Somebody who reads a page or types
 * asks for something more often than that: after a second and a half it would be her next request that waits.
 */
const IDLE_MS = 60_000;
/** How long running bots and open requests may still take when the server stops. */
const GRACE_MS = 10_000;

export interface RunningServer {
  /** With a final slash: what MedplumClient takes as `baseUrl`. */
  readonly url: string;
  readonly clientId: string;
  /** In clear: given by the configuration, or made at this first start; otherwise undefined. */
  readonly clientSecret?: string;
  readonly projectId: string;
  readonly isFirstStart: boolean;
  /** Builds what the first page would wait for, at a quiet moment. For servers that stay: tests have no use for it. */
  warm(): void;
  close(): Promise<void>;
}

/**
 * Opens the data directory, listens, and starts the work that waits. Throws, with everything closed, on
 * failure.
 */
export async function runServer(config: ServerConfig, logger: Logger): Promise<RunningServer> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const store = await openStore({ dir: config.dataDir });
  const closing: (() => Promise<unknown>)[] = [() => store.close()];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) {
      await step();
    }
  };
  try {
    await seedConformance(store, logger);
    const bootstrap = await ensureProject(store, config);
    const app = Promise.withResolvers<Express>();
    // Requests that come before everything is in place wait for it.
    const http = createHttp(async (req, res) => (await app.promise)(req, res));
    http.listen(config.port, config.host);
    await once(http, 'listening');
    closing.push(() => closeHttp(http));
    const localUrl = localAddress(http);
    const baseUrl = config.baseUrl ?? localUrl;
    store.baseUrl = baseUrl;

    const directory = new Directory(store);
    const keys = await KeyRing.open(config.dataDir);
    const tokens = new TokenService(keys, () => baseUrl);
    const secrets = new ProjectSecrets(keys.derive('project secrets'));
    const blobs = new BlobStore(config.dataDir, config.maxBinaryBytes);
    const { botTimeoutMs: timeoutMs, botMemoryMb: memoryMb } = config;
    const bots = new BotRunner({
      store,
      directory,
      tokens,
      secrets,
      blobs,
      logger,
      timeoutMs,
      memoryMb,
      localUrl: () => localUrl,
    });

    await JobRunner.prepare(store.driver);
    const jobs = new JobRunner(store.driver, (job) => deliver(store, directory, bots, job), logger);
    const registry = await SubscriptionRegistry.open(store);
    let added = false;
    const guard = new WriteGuard();
    const preCommit = new PreCommit(store, registry, bots);
    store.beforeCommit((_db, events) => guard.check(events));
    store.beforeCommit((db, events, approved) => preCommit.check(db, events, approved));
    store.beforeCommit(
      outbox(registry, logger, () => {
        added = true;
      }),
    );
    store.afterCommit(() => {
      if (added) {
        added = false;
        jobs.wake();
      }
    });

    const asyncJobs = new AsyncJobs(store, blobs, logger);
    await asyncJobs.start();
    closing.push(() => asyncJobs.close());

    const revocations = await Revocations.open(store.driver);
    const { allowedOrigins } = config;
    const sockets = new SocketHub({
      store,
      directory,
      registry,
      revocations,
      logger,
      allowedOrigins,
      baseUrl: () => baseUrl,
    });
    closing.push(() => sockets.close());
    await sockets.start(http);

    const { passwordCost } = config;
    const services: Services = {
      config,
      logger,
      store,
      blobs,
      intake: new Intake(blobs, secrets),
      asyncJobs,
      guard,
      directory,
      clients: new ClientLogin(store, directory),
      tokens,
      revocations,
      identity: await openIdentity({ store, keys, revocations, passwordCost }),
      secrets,
      bots,
      sockets,
      preCommit,
      projectId: bootstrap.projectId,
      baseUrl: () => baseUrl,
    };
    const cron = new CronClock(store, logger, () => jobs.wake());
    closing.push(() => {
      cron.stop();
      return Promise.all([jobs.stop(), bots.close(GRACE_MS)]);
    });
    await cron.start();
    app.resolve(createApp(services));
    await jobs.start();

    return {
      url: baseUrl,
      clientId: bootstrap.clientId,
      clientSecret: bootstrap.newSecret ?? config.clientSecret,
      projectId: bootstrap.projectId,
      isFirstStart: bootstrap.newSecret !== undefined,
      warm: () => {
        const repo = store.repo(systemContext(bootstrap.projectId));
        const giveUp = whenIdle(http, () => warmGraphql(repo), IDLE_MS);
        closing.push(async () => giveUp());
      },
      close,
    };
  } catch (err) {
    await close();
    throw err;
  }
}

/** The address as this machine reaches it: a server that listens everywhere is reached at the loopback. */
function localAddress(http: Server): string {
  const { address, port, family } = http.address() as AddressInfo;
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}/`;
}

/** No new connection; requests under way end, within the grace. */
async function closeHttp(http: Server): Promise<void> {
  const closed = once(http, 'close');
  http.close();
  http.closeIdleConnections();
  const timer = setTimeout(() => http.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}
