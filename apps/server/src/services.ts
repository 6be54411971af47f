import type { Response } from 'express';
import type { ClientLogin } from './auth/clients.ts';
import type { Directory, Principal } from './auth/directory.ts';
import type { Identity } from './auth/identity.ts';
import type { ProjectSecrets } from './auth/project-secrets.ts';
import type { Revocations } from './auth/revocations.ts';
import type { TokenService, VerifiedToken } from './auth/tokens.ts';
import type { BlobStore } from './binary/blobs.ts';
import type { BotRunner } from './bots/runner.ts';
import type { ServerConfig } from './config.ts';
import type { RequestContext } from './context.ts';
import type { AsyncJobs } from './http/async-jobs.ts';
import type { Intake } from './http/intake.ts';
import type { WriteGuard } from './http/write-guard.ts';
import type { Logger } from './log.ts';
import type { Store } from './store/index.ts';
import type { PreCommit } from './subscriptions/pre-commit.ts';
import type { SocketHub } from './subscriptions/websocket/hub.ts';

/** What the routes of one running server share. */
export interface Services {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly intake: Intake;
  readonly asyncJobs: AsyncJobs;
  readonly guard: WriteGuard;
  readonly directory: Directory;
  readonly clients: ClientLogin;
  readonly tokens: TokenService;
  readonly revocations: Revocations;
  readonly identity: Identity;
  readonly secrets: ProjectSecrets;
  readonly bots: BotRunner;
  readonly sockets: SocketHub;
  readonly preCommit: PreCommit;
  /** The project made at first start. */
  readonly projectId: string;
  /** Address given to the outside, with a final slash; known once the server listens. */
  readonly baseUrl: () => string;
}

/** Who makes the current request; set by `authenticate`. */
export interface Caller {
  readonly principal: Principal;
  readonly context: RequestContext;
  /** Absent with Basic authentication. */
  readonly token?: VerifiedToken;
}

export function callerOf(res: Response): Caller {
  return res.locals.caller as Caller;
}
