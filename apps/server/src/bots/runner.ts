import { createHash, randomUUID } from 'node:crypto';
import {
  badRequest,
  ContentType,
  createReference,
  OperationOutcomeError,
  resolveId,
  type WithId,
} from '@medplum/core';
import type { Binary, Bot, Reference } from '@medplum/fhirtypes';
import { type Directory, type Principal, systemContext } from '../auth/directory.ts';
import type { ProjectSecrets } from '../auth/project-secrets.ts';
import type { TokenService } from '../auth/tokens.ts';
import type { BlobStore } from '../binary/blobs.ts';
import { blobOf } from '../binary/token.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/index.ts';
import { BotPool } from './pool.ts';
import type { RunResult } from './protocol.ts';

/** Beyond the bot's deadline, so that its last call is not refused. */
const TOKEN_MARGIN_S = 60;
const MAX_TIMEOUT_S = 3600;

export interface BotRunnerOptions {
  readonly store: Store;
  readonly directory: Directory;
  readonly tokens: TokenService;
  readonly secrets: ProjectSecrets;
  readonly blobs: BlobStore;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Where bots reach this server, whatever address the outside uses. */
  readonly localUrl: () => string;
}

export interface Execution {
  readonly bot: WithId<Bot>;
  readonly input: unknown;
  readonly contentType?: string;
  readonly requester?: Reference;
  readonly headers?: Record<string, string>;
  /** Who calls; its rights serve when the bot says so (runAsUser) or has no membership of its own. */
  readonly caller?: Principal;
  readonly nested?: boolean;
}

/**
 * Executes deployed bots, each with a client of this server that has the rights of the bot's own membership.
 */
export class BotRunner {
  readonly #options: BotRunnerOptions;
  readonly #pool: BotPool;

  constructor(options: BotRunnerOptions) {
    this.#options = options;
    const { logger, memoryMb } = options;
    this.#pool = new BotPool({ size: 2, spare: 2, memoryMb, logger });
  }

  /** Throws an OperationOutcomeError when the bot cannot run at all, a BotCrash when it did not finish. */
  async execute(execution: Execution): Promise<RunResult> {
    const { bot } = execution;
    const runAs = await this.#runAs(execution);
    if (!runAs.project.features?.includes('bots')) {
      throw new OperationOutcomeError(badRequest('Les bots ne sont pas activés dans ce projet'));
    }
    const code = bot.executableCode?.url;
    if (!code?.startsWith('Binary/')) {
      throw new OperationOutcomeError(badRequest('Ce bot n’a pas de code déployé'));
    }
    const timeoutMs = bot.timeout ? Math.min(bot.timeout, MAX_TIMEOUT_S) * 1000 : this.#options.timeoutMs;
    const start = performance.now();
    const result = await this.#pool.run({
      message: {
        botId: bot.id,
        version: code,
        filename: bot.executableCode?.title ?? 'bot.cjs',
        event: {
          bot: createReference(bot),
          requester: execution.requester,
          baseUrl: this.#options.localUrl(),
          accessToken: await this.#token(runAs, timeoutMs),
          input: execution.input,
          contentType: execution.contentType ?? ContentType.FHIR_JSON,
          secrets: this.#options.secrets.forBot(runAs.project),
          traceId: randomUUID(),
          headers: execution.headers,
        },
      },
      code: () => this.#readCode(bot, code),
      timeoutMs,
      nested: execution.nested,
    });
    const ms = Math.round(performance.now() - start);
    this.#options.logger.info({ bot: bot.id, ok: result.ok, ms, consoleLines: result.lines }, 'bot run');
    return result;
  }

  close(graceMs: number): Promise<void> {
    return this.#pool.close(graceMs);
  }

  async #runAs({ bot, caller }: Execution): Promise<Principal> {
    if (bot.runAsUser && caller) {
      return caller;
    }
    const membership = await this.#options.directory.membershipOf(bot.meta?.project ?? '', `Bot/${bot.id}`);
    const own = membership && (await this.#options.directory.principal(membership.id));
    const principal = own ?? caller;
    if (!principal) {
      throw new OperationOutcomeError(badRequest('Ce bot n’a pas de ProjectMembership'));
    }
    return principal;
  }

  #token({ membership }: Principal, timeoutMs: number): Promise<string> {
    const profile = membership.profile?.reference ?? '';
    const id = resolveId(membership.user) ?? '';
    return this.#options.tokens.sign(
      {
        login_id: randomUUID(),
        sub: id,
        username: id,
        profile,
        scope: 'openid',
        membership: membership.id,
        bot: true,
      },
      Math.ceil(timeoutMs / 1000) + TOKEN_MARGIN_S,
    );
  }

  async #readCode(bot: Bot, reference: string): Promise<string> {
    const repo = this.#options.store.repo(systemContext(bot.meta?.project ?? ''));
    const blob = blobOf(await repo.readReference<Binary>({ reference }));
    const code = blob ? (await this.#options.blobs.readAll(blob)).toString() : '';
    // A Binary can be replaced by whoever may write one; the code of a bot only by $deploy.
    if (sha1(code) !== bot.executableCode?.hash) {
      throw new OperationOutcomeError(badRequest('Le code de ce bot a été modifié depuis son déploiement'));
    }
    return code;
  }
}

/** The checksum that Attachment.hash calls for: SHA-1, in base64. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
