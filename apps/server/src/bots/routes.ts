import {
  allOk,
  badRequest,
  ContentType,
  forbidden,
  OperationOutcomeError,
  Operator,
  type WithId,
} from '@medplum/core';
import type { Binary, Bot } from '@medplum/fhirtypes';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { systemContext } from '../auth/directory.ts';
import { tokenOf } from '../binary/token.ts';
import { sendOutcome } from '../http/errors.ts';
import { callerOf, type Services } from '../services.ts';
import { BotCrash } from './call.ts';
import { sha1 } from './runner.ts';

/** Answered in the type they were asked in; everything else is JSON. */
const MIRRORED: string[] = [ContentType.TEXT, ContentType.HL7_V2];

/** `Bot/:id/$deploy`, `Bot/:id/$execute` and `Bot/$execute?identifier=`, as on the real server. */
export function botRoutes(services: Services): Router {
  const router = Router();
  const execute: RequestHandler = (req, res) => handleExecute(services, req, res);
  router.post('/Bot/:id/$deploy', (req, res) => handleDeploy(services, req, res));
  router.route('/Bot/:id/$execute').post(execute).get(execute);
  router.route('/Bot/$execute').post(execute).get(execute);
  return router;
}

/**
 * Body: {code, filename?}. The text goes to the disk, the bot points to it; a run already started keeps its
 * version.
 */
async function handleDeploy(services: Services, req: Request, res: Response): Promise<void> {
  const { context, principal } = callerOf(res);
  // Bots run inside the server's process: only who administers the project may say what runs there.
  if (!context.projectAdmin) {
    throw new OperationOutcomeError(forbidden);
  }
  const { code, filename } = (req.body ?? {}) as { code?: unknown; filename?: unknown };
  if (typeof code !== 'string' || code.length === 0) {
    throw new OperationOutcomeError(badRequest('Le code du bot est requis', 'code'));
  }
  if (!principal.project.features?.includes('bots')) {
    throw new OperationOutcomeError(badRequest('Les bots ne sont pas activés dans ce projet'));
  }
  const title = typeof filename === 'string' && filename ? filename : 'index.cjs';
  const blob = await services.blobs.write([Buffer.from(code)]);
  await services.store.repo(context).withTransaction(async (repo) => {
    const bot = await repo.readResource<Bot>('Bot', String(req.params.id));
    const contentType = ContentType.JAVASCRIPT;
    const binary = await repo.createResource<Binary>({
      resourceType: 'Binary',
      contentType,
      data: tokenOf(blob),
    });
    const executableCode = {
      contentType,
      url: `Binary/${binary.id}`,
      title,
      size: blob.size,
      hash: sha1(code),
    };
    services.guard.allowCode(executableCode.url);
    await repo.updateResource<Bot>({ ...bot, executableCode });
  });
  sendOutcome(res, 200, allOk);
}

async function handleExecute(services: Services, req: Request, res: Response): Promise<void> {
  const caller = callerOf(res);
  const bot = await findBot(services, req, res);
  // A bot has rights of its own: a caller must not use them on what it does not see itself.
  services.store.repo(caller.context).assertVisible(req.method === 'POST' ? req.body : req.query);
  const contentType = req.get('content-type')?.split(';')[0]?.trim();
  const result = await services.bots
    .execute({
      bot,
      input: req.method === 'POST' ? req.body : req.query,
      contentType: contentType ?? ContentType.JSON,
      requester: caller.principal.membership.profile,
      caller: caller.principal,
      nested: caller.token?.bot === true,
    })
    .catch((err: unknown) => {
      if (err instanceof BotCrash) {
        // Its message may be that of the bot, hence of what it worked on.
        services.logger.warn({ bot: bot.id, reason: err.outcome.issue[0]?.code }, 'bot did not finish');
      }
      throw err;
    });
  if (!result.ok) {
    sendOutcome(res, 400, result.outcome);
    return;
  }
  const value: unknown = result.json === undefined ? allOk : JSON.parse(result.json);
  res.status(200).type(contentType && MIRRORED.includes(contentType) ? contentType : 'json');
  // Texts leave as they are, like the real server's, whatever the type says.
  res.send(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Read as the caller, who must see the bot, then as the server, which needs its project. */
async function findBot(services: Services, req: Request, res: Response): Promise<WithId<Bot>> {
  const { context } = callerOf(res);
  const repo = services.store.repo(context);
  const { id } = req.params;
  const { identifier } = req.query;
  let visible: WithId<Bot> | undefined;
  if (id) {
    visible = await repo.readResource<Bot>('Bot', String(id));
  } else if (typeof identifier === 'string' && identifier) {
    const filters = [{ code: 'identifier', operator: Operator.EQUALS, value: identifier }];
    visible = await repo.searchOne<Bot>({ resourceType: 'Bot', filters });
  }
  if (!visible) {
    throw new OperationOutcomeError(badRequest('Bot introuvable : donnez son id ou son identifiant'));
  }
  return services.store.repo(systemContext(context.projectId)).readResource<Bot>('Bot', visible.id);
}
