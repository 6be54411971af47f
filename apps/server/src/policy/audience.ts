import type { Subscription } from '@medplum/fhirtypes';
import { type Directory, systemContext } from '../auth/directory.ts';
import type { RequestContext } from '../context.ts';

/**
 * In whose name a subscription's notifications are read: its author sees what it may read when they are sent,
 * and nothing else (Medplum sends everything to rest-hooks). The server itself when the server wrote it.
 *
 * @returns undefined when its author is no longer a member: only bots of the project still hear of it, with
 *   the rights they have of their own.
 */
export async function audienceOf(
  directory: Directory,
  subscription: Subscription,
): Promise<RequestContext | undefined> {
  const projectId = subscription.meta?.project ?? '';
  const system = systemContext(projectId);
  const author = subscription.meta?.author?.reference;
  if (author === system.author.reference) {
    return system;
  }
  const membership = author && (await directory.membershipOf(projectId, author));
  const principal = membership && (await directory.principal(membership.id));
  const toBot = subscription.channel?.endpoint?.startsWith('Bot/') ?? false;
  if (!principal) {
    return toBot ? system : undefined;
  }
  // Extended: who wrote the resource is the bot's `requester`.
  const context = directory.context(principal, true);
  // What an administrator plugs in works for the project, even when its own role reads no record.
  const isOwnBot = toBot && context.projectAdmin;
  return context.accessPolicy && !isOwnBot ? context : system;
}
