import { isOperationOutcome, type MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { errorText } from './error-text.ts';

/** A part of what was asked could not be read: nothing is shown, and nothing written, in its place. */
export class UnreadPartError extends Error {
  /** What was asked for, `CarePlan?encounter=Encounter/1`. */
  readonly url: string;
  constructor(url: string, reason: string) {
    super(`Une partie n’a pas pu être lue, et rien n’est montré à sa place : ${reason}`);
    this.name = 'UnreadPartError';
    this.url = url;
  }
}

/** Not there, or not for whoever asks: a server does not tell which. Nobody writes what she may not read. */
const NOT_HERS = new Set(['403', '404', '410']);

/**
 * Several reads and searches in one request.
 * @param urls relative: `Encounter?_id=1`, `Patient/1`.
 * @returns for each URL what was found, included resources too; nothing for what is not there, or not hers.
 * @throws UnreadPartError when any of them failed: a part that could not be read is no empty part.
 */
export async function readBatch(medplum: MedplumClient, urls: readonly string[]): Promise<Resource[][]> {
  if (urls.length === 0) return [];
  const answer = await medplum.executeBatch({
    resourceType: 'Bundle',
    type: 'batch',
    entry: urls.map((url) => ({ request: { method: 'GET', url } })),
  });
  return urls.map((url, index) => foundIn(url, answer.entry?.[index]));
}

/** The same, into one map by `Type/id`. */
export async function readInto(
  medplum: MedplumClient,
  records: Map<string, Resource>,
  urls: readonly string[],
): Promise<void> {
  for (const one of (await readBatch(medplum, urls)).flat()) {
    if (one.id) records.set(`${one.resourceType}/${one.id}`, one);
  }
}

function foundIn(url: string, entry: BundleEntry | undefined): Resource[] {
  const { status = '', outcome } = entry?.response ?? {};
  const [code] = status.split(' ');
  if (NOT_HERS.has(code!)) return [];
  if (!code!.startsWith('2')) {
    throw new UnreadPartError(
      url,
      isOperationOutcome(outcome) ? errorText(outcome) : 'réponse du serveur absente.',
    );
  }
  const { resource } = entry!;
  const all =
    resource?.resourceType === 'Bundle' ? (resource as Bundle).entry?.map((one) => one.resource) : [resource];
  return (all ?? []).flatMap((one) => (one && one.resourceType !== 'OperationOutcome' ? [one] : []));
}
