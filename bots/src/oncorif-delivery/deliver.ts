import { createHash } from 'node:crypto';
import type { MedplumClient } from '@medplum/core';
import type { DocumentReference, Task } from '@medplum/fhirtypes';
import { DeliveryError, deliveryError } from './delivery-error.ts';
import { acknowledge, begin, postpone, queueDelivery } from './log.ts';
import { manifestHash, sendPack } from './send.ts';
import { placeOf, type Target } from './target.ts';
import type { DeliveredFile } from './transport.ts';

export { DeliveryError } from './delivery-error.ts';
export { dueDeliveries, reopen } from './log.ts';
export { readTarget, SECRETS, type Secrets, type Target } from './target.ts';

/** Asks for the delivery of a stored pack. The same content is asked for once, whatever is called again. */
export async function askDelivery(
  medplum: MedplumClient,
  document: DocumentReference,
  now = new Date(),
): Promise<Task> {
  const manifest = document.content.find(({ attachment }) => attachment.title === 'manifest.json');
  const hash = manifest?.attachment.hash;
  if (!hash) throw new DeliveryError('manifest.json manque parmi les fichiers', true);
  return queueDelivery(medplum, document, Buffer.from(hash, 'base64').toString('hex'), now);
}

/**
 * Sends what a delivery Task asks for, once, and writes down how it went.
 * @returns the Task: `completed`, `requested` (another attempt comes) or `failed` (somebody is told).
 */
export async function attempt(
  medplum: MedplumClient,
  task: Task,
  target: Target,
  now: () => Date = () => new Date(),
): Promise<Task> {
  const begun = await begin(medplum, task, now());
  try {
    const document = await readDocument(medplum, task);
    const files = await readPack(medplum, document);
    const receipt = await sendPack(target, folderOf(document, manifestHash(files)), files);
    return await acknowledge(medplum, begun, receipt, now());
  } catch (error) {
    return postpone(medplum, begun, deliveryError(error, placeOf(target)), now());
  }
}

/** `oncorif_2026-10_2026-11-02_1a2b3c4d`: a content has a folder of its own, never written over. */
function folderOf(document: DocumentReference, manifest: string): string {
  const run = document.identifier?.[0]?.value ?? document.id ?? '';
  return `oncorif_${run.replace(':', '_')}_${manifest.slice(0, 8)}`;
}

async function readDocument(medplum: MedplumClient, task: Task): Promise<DocumentReference> {
  const [type, id] = task.focus?.reference?.split('/') ?? [];
  if (type !== 'DocumentReference' || !id) throw new DeliveryError("l'envoi ne nomme pas de document", true);
  return medplum.readResource('DocumentReference', id, { cache: 'no-store' });
}

/** The files of a stored pack, each checked against the fingerprint that was stored with it. */
async function readPack(medplum: MedplumClient, document: DocumentReference): Promise<DeliveredFile[]> {
  const files: DeliveredFile[] = [];
  for (const { attachment } of document.content) {
    const { title: name = '', contentType = 'application/octet-stream', url = '', hash } = attachment;
    // A server may give an address of its own, `.../storage/<id>/<version>?...`, in place of the reference.
    const id = /(?:Binary|storage)\/([^/?]+)/.exec(url)?.[1];
    if (!id) throw new DeliveryError(`${name} : fichier sans adresse`, true);
    const blob = await medplum.download(medplum.fhirUrl('Binary', id));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    if (hash && createHash('sha1').update(bytes).digest('base64') !== hash) {
      throw new DeliveryError(`${name} : le fichier lu n'est pas celui qui a été enregistré`, false);
    }
    files.push({ name, contentType, bytes });
  }
  return files;
}
