import { createHmac } from 'node:crypto';
import { ContentType, getExtensionValue, isGone, isNotFound, normalizeOperationOutcome } from '@medplum/core';
import type { Bot, Project, Resource, Subscription } from '@medplum/fhirtypes';
import { type Directory, systemContext } from '../auth/directory.ts';
import type { RunResult } from '../bots/protocol.ts';
import type { BotRunner } from '../bots/runner.ts';
import { publicCopy, serialize } from '../http/serialize.ts';
import { audienceOf } from '../policy/audience.ts';
import type { Store } from '../store/index.ts';
import type { Job } from '../store/jobs.ts';
import { CRON } from './cron.ts';

const HOOK_TIMEOUT_MS = 30_000;
const SECRET = 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret';

/** Header names a subscription must not set: they belong to the transport. */
const RESERVED = new Set(['host', 'content-length', 'content-type', 'connection', 'transfer-encoding']);

/**
 * Delivers one job: runs the bot, or posts to the URL. Throws when it did not succeed and is worth another
 * attempt; ends in silence when there is nothing to deliver any more (subscription gone or off).
 */
export async function deliver(store: Store, directory: Directory, bots: BotRunner, job: Job): Promise<void> {
  if (job.subscriptionId === CRON) {
    await runScheduled(store, bots, job);
    return;
  }
  const repo = store.repo(systemContext(job.projectId));
  const subscription = await readIfThere(() =>
    repo.readResource<Subscription>('Subscription', job.subscriptionId),
  );
  const endpoint = subscription?.channel?.endpoint;
  if (subscription?.status !== 'active' || !endpoint) {
    return;
  }
  const audience = await audienceOf(directory, subscription);
  const resource =
    audience &&
    (await readIfThere(() =>
      store.repo(audience).readVersion<Resource>(job.resourceType, job.resourceId, job.versionId),
    ));
  if (!resource) {
    return;
  }
  const headers = headersOf(subscription, job);
  if (endpoint.startsWith('Bot/')) {
    const bot = await repo.readReference<Bot>({ reference: endpoint });
    if (bot.meta?.project !== job.projectId) {
      throw new Error('Ce bot n’est pas de ce projet');
    }
    const copy = publicCopy(resource);
    const result = await bots.execute({
      bot,
      input: job.interaction === 'delete' ? { deletedResource: copy } : copy,
      contentType: ContentType.FHIR_JSON,
      requester: resource.meta?.author,
      headers,
    });
    assertDone(result);
    return;
  }
  await post(endpoint, subscription, headers, job.interaction === 'delete' ? '{}' : serialize(resource));
}

/** A bot whose time has come: its input is itself, as on the real server. */
async function runScheduled(store: Store, bots: BotRunner, job: Job): Promise<void> {
  const repo = store.repo(systemContext(job.projectId));
  const bot = await readIfThere(() => repo.readResource<Bot>('Bot', job.resourceId));
  const project = await readIfThere(() => repo.readResource<Project>('Project', job.projectId));
  if (bot && project?.features?.includes('cron')) {
    assertDone(await bots.execute({ bot, input: publicCopy(bot), contentType: ContentType.FHIR_JSON }));
  }
}

function assertDone(result: RunResult): void {
  if (!result.ok) {
    throw new Error(result.outcome.issue.map((issue) => issue.details?.text ?? issue.code).join(' ; '));
  }
}

async function readIfThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (err) {
    const outcome = normalizeOperationOutcome(err);
    if (isNotFound(outcome) || isGone(outcome)) {
      return undefined;
    }
    throw err;
  }
}

function headersOf(subscription: Subscription, job: Job): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Type': ContentType.FHIR_JSON,
    'X-Medplum-Subscription': job.subscriptionId,
    'X-Medplum-Interaction': job.interaction,
  };
  if (job.interaction === 'delete') {
    headers['X-Medplum-Deleted-Resource'] = `${job.resourceType}/${job.resourceId}`;
  }
  for (const line of subscription.channel.header ?? []) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    if (colon > 0 && !RESERVED.has(name.toLowerCase())) {
      headers[name] = line.slice(colon + 1).trim();
    }
  }
  return headers;
}

/** A rest-hook: HMAC-SHA256 of the body in `X-Signature` when the subscription carries a secret. */
async function post(
  url: string,
  subscription: Subscription,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  if (!/^https?:/i.test(url)) {
    throw new Error('Adresse de notification refusée : http ou https attendu');
  }
  const secret = getExtensionValue(subscription, SECRET);
  if (typeof secret === 'string') {
    headers['X-Signature'] = createHmac('sha256', secret).update(body).digest('hex');
  }
  // A redirection would carry health data and signature to an address nobody wrote in the subscription.
  const signal = AbortSignal.timeout(HOOK_TIMEOUT_MS);
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
  await response.body?.cancel();
  if (!response.ok) {
    throw new Error(`Le destinataire a répondu ${response.status}`);
  }
}
