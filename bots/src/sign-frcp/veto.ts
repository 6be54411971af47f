import { type BotEvent, deepEquals, isNotFound, type MedplumClient } from '@medplum/core';
import type { Composition, Resource } from '@medplum/fhirtypes';
import { conflict, outcomeOf } from '../shared/operation-outcome.ts';

/** A write that the server asks about before it is made. */
export type VetoEvent = Pick<BotEvent, 'input'> & Partial<Pick<BotEvent, 'bot' | 'requester' | 'headers'>>;

/** How a server says that the fiche it shows is about to be deleted: the embedded one wraps it. */
const DELETED_HEADER = 'x-medplum-deleted-resource';
const SIGNED = ['final', 'amended'];

/** The fiche that is about to be written or deleted; undefined when the bot is not asked about one. */
export function askedFiche(input: unknown): Composition | undefined {
  const resource = deletedOf(input) ?? (input as Resource | undefined);
  return resource?.resourceType === 'Composition' ? resource : undefined;
}

/**
 * Lets a write of a fiche through, or refuses it: only this bot makes a fiche signed, and nobody changes, withdraws
 * or deletes a signed one, administrators and services included.
 *
 * The real server gives neither who asks nor the version before (`%previous` is empty there): the author is then in
 * `meta`, and what is stored is read. So it may ask about writes that change nothing but accounts: they pass.
 *
 * @returns the fiche as it was given: the real server writes what it gets back.
 * @throws BotError in French.
 */
export async function veto(medplum: MedplumClient, event: VetoEvent): Promise<Composition> {
  const fiche = askedFiche(event.input)!;
  const author = event.requester?.reference ?? fiche.meta?.author?.reference;
  // A server that asks this bot about its own writes too would never let it sign.
  if (event.bot?.reference !== undefined && author === event.bot.reference) {
    return fiche;
  }
  if (isDeletion(event)) {
    if (!SIGNED.includes(fiche.status)) return fiche;
    throw conflict('Une fiche signée ne se supprime pas : elle se corrige par une nouvelle version.');
  }
  const stored = await storedVersion(medplum, fiche.id);
  const wasSigned = stored !== undefined && SIGNED.includes(stored.status);
  if (!wasSigned && !SIGNED.includes(fiche.status)) return fiche;
  if (wasSigned && sameContent(stored, fiche)) return fiche;
  throw conflict(
    wasSigned
      ? 'Une fiche signée ne se modifie ni ne se retire : elle se corrige par une nouvelle version, signée à son tour.'
      : 'Seule la signature rend une fiche définitive : elle se signe par le bot sign-frcp.',
  );
}

function deletedOf(input: unknown): Resource | undefined {
  return (input as { deletedResource?: Resource } | undefined)?.deletedResource;
}

function isDeletion({ input, headers }: VetoEvent): boolean {
  const names = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
  return deletedOf(input) !== undefined || names.includes(DELETED_HEADER);
}

/** Undefined for a fiche that is being created: the real server has given it an id already. */
async function storedVersion(
  medplum: MedplumClient,
  id: string | undefined,
): Promise<Composition | undefined> {
  if (id === undefined) return undefined;
  try {
    return await medplum.readResource('Composition', id, { cache: 'reload' });
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome && isNotFound(outcome)) return undefined;
    throw error;
  }
}

/** The same fiche, or entry of a fiche, whoever sees it now. */
export function sameContent({ meta: _, ...some }: Resource, { meta: __, ...others }: Resource): boolean {
  return deepEquals(some, others);
}
