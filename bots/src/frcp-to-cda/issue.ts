import { randomUUID } from 'node:crypto';
import { documentIds } from '@dcc/fhir-profiles';
import { crossingRules, documentVersion, readRecord } from '@dcc/rules';
import { isHiddenFromPatient } from '@dcc/rules/src/announcement/index.ts';
import type { MedplumClient } from '@medplum/core';
import type { Binary, BundleEntry, Composition, DocumentReference, Resource, Task } from '@medplum/fhirtypes';
import { alignVisibility } from '../announce/visibility.ts';
import { assemble } from '../shared/assemble.ts';
import { create, readBatch, transaction, update } from '../shared/batch.ts';
import { invalid } from '../shared/operation-outcome.ts';
import { documentReference } from './document-reference.ts';
import { completionWrites, type Defect, refusalWrites, TASK_SYSTEM, taskIdentifier } from './refuse.ts';
import type { Render, Rendered } from './render.ts';
import { documentQuery, readStored, type Stored } from './stored.ts';

/** A chain of amendments longer than this is a loop in the data. */
const MAX_VERSIONS = 100;

const ADDRESSEES: Record<string, string> = {
  secretaire: 'secrétariat de la RCP',
  administrateur: 'administrateur',
  editeur: 'éditeur du logiciel',
};

/**
 * Issues one version of a signed fiche, once and in order, whatever the events say.
 *
 * Safe to run again at any point: a document already there is never made twice, only what was left to do
 * after it (the replaced document superseded, the Task completed) is done. The versions before are issued
 * first, whether their events come later or never.
 *
 * @returns the DocumentReference, or the Task that says why there is none; undefined for a fiche not signed.
 */
export async function issue(
  medplum: MedplumClient,
  id: string,
  render: Render,
  depth = 0,
): Promise<DocumentReference | Task | undefined> {
  const [[composition] = []] = await readBatch(medplum, [`Composition/${id}`]);
  if (composition?.resourceType !== 'Composition') {
    throw invalid('composition', `la fiche Composition/${id} est introuvable.`);
  }
  if (composition.status !== 'final' && composition.status !== 'amended') {
    return undefined;
  }
  const stored = await readStored(medplum, composition);
  if (stored.document) {
    await finish(medplum, stored);
    return aligned(medplum, stored.document);
  }
  if (documentVersion(composition) > 1 && !stored.previousDocument) {
    if (depth >= MAX_VERSIONS) {
      throw new Error('Les versions de cette fiche se remplacent en boucle.');
    }
    const before = stored.previous?.id
      ? await issue(medplum, stored.previous.id, render, depth + 1)
      : undefined;
    if (before?.resourceType !== 'DocumentReference') {
      const message = 'la version que celle-ci remplace n’a pas pu être émise : complétez-la d’abord.';
      return refuse(
        medplum,
        composition,
        [{ code: 'previous-not-issued', field: 'Version', message }],
        stored,
      );
    }
    stored.previousDocument = before;
  }
  const { bundle } = await assemble(medplum, composition);
  const now = new Date().toISOString();
  const reasons: Defect[] = crossingRules(bundle, { now, previous: stored.previous });
  const made = reasons.length === 0 ? await rendered(render, bundle) : { defects: reasons };
  if (!('cda' in made)) {
    return refuse(medplum, composition, made.defects, stored);
  }
  const record = readRecord(bundle)!;
  return aligned(medplum, await write(medplum, record, made, stored, now));
}

/**
 * The document as the guard wants it now. The guard may have changed since it was read, while the document was being
 * made: that change found no document yet.
 */
async function aligned(medplum: MedplumClient, document: DocumentReference): Promise<DocumentReference> {
  const inscription = document.context?.related?.find(({ reference }) =>
    reference?.startsWith('ServiceRequest/'),
  );
  const changed = inscription ? await alignVisibility(medplum, inscription.reference!) : [];
  return changed.find(({ id }) => id === document.id) ?? document;
}

/**
 * The documents, or why there are none. A transform that throws has met data it cannot read: since it is
 * pure, trying again would throw again, so a human is told instead.
 */
async function rendered(
  render: Render,
  bundle: Parameters<Render>[0],
): Promise<Rendered | { defects: Defect[] }> {
  let made: Rendered;
  try {
    made = await render(bundle);
  } catch (error) {
    const message = `le document n’a pas pu être produit (${(error as Error).name}).`;
    return { defects: [{ code: 'render-failed', field: 'Document', message, who: ADDRESSEES.editeur }] };
  }
  const errors = made.defects.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) {
    return made;
  }
  return { defects: errors.map((one) => ({ ...one, who: ADDRESSEES[one.forWhom] })) };
}

async function refuse(
  medplum: MedplumClient,
  composition: Composition,
  defects: readonly Defect[],
  stored: Stored,
): Promise<Task> {
  const writes = refusalWrites(composition, defects, stored.task, new Date().toISOString());
  if (writes.length === 0) {
    return stored.task!;
  }
  const response = await transaction(medplum, writes);
  const written = response.entry?.[0]?.resource;
  if (written?.resourceType === 'Task') {
    return written;
  }
  const identifier = `${TASK_SYSTEM}|${taskIdentifier(composition)}`;
  return (await medplum.searchOne('Task', { identifier }, { cache: 'reload' }))!;
}

/** One transaction: both files, their DocumentReference, the replaced one superseded, the Task completed. */
async function write(
  medplum: MedplumClient,
  record: NonNullable<ReturnType<typeof readRecord>>,
  made: Rendered,
  stored: Stored,
  now: string,
): Promise<DocumentReference> {
  const { composition, version } = record;
  const { id } = documentIds(composition.identifier?.value ?? '', version);
  const cda = { bytes: Buffer.from(made.cda, 'utf8'), url: `urn:uuid:${randomUUID()}` };
  const pdf = { bytes: made.pdf, url: `urn:uuid:${randomUUID()}` };
  // Without an inscription nobody can have said that it was told.
  const hidden = isHiddenFromPatient(stored.guards, record.rcpCase?.basedOn?.[0]?.reference ?? '');
  const document = documentReference(record, { cda, pdf }, stored.previousDocument, now, hidden);
  const binary = (contentType: string, { bytes, url }: typeof cda | typeof pdf): BundleEntry => {
    const securityContext = composition.subject as Binary['securityContext'];
    const data = Buffer.from(bytes).toString('base64');
    return create({ resourceType: 'Binary', contentType, securityContext, data }, { fullUrl: url });
  };
  const response = await transaction(medplum, [
    binary('text/xml', cda),
    binary('application/pdf', pdf),
    create(document, { ifNoneExist: documentQuery(id) }),
    ...supersedeWrites(stored.previousDocument),
    ...completionWrites(stored.task),
  ]);
  const [first, second, third] = response.entry ?? [];
  if (third?.response?.status === '200') {
    // Another run was faster between our search and our writing: its document stands, our files go.
    await Promise.all([first, second].map((one) => discard(medplum, one)));
  }
  return (third?.resource as DocumentReference | undefined) ?? (await found(medplum, id));
}

async function found(medplum: MedplumClient, id: string): Promise<DocumentReference> {
  const document = await medplum.searchOne('DocumentReference', documentQuery(id), { cache: 'reload' });
  if (!document) {
    throw new Error('Le document écrit est introuvable : nouvelle tentative.');
  }
  return document;
}

async function discard(medplum: MedplumClient, entry: BundleEntry | undefined): Promise<void> {
  const [type, id] = entry?.response?.location?.split('/').slice(-2) ?? [];
  if (type === 'Binary' && id) {
    await medplum.deleteResource('Binary', id);
  }
}

/** What an interrupted run may have left undone on a server whose transactions are not atomic. */
async function finish(medplum: MedplumClient, { previousDocument, task }: Stored): Promise<void> {
  const writes = [...supersedeWrites(previousDocument), ...completionWrites(task)];
  if (writes.length > 0) {
    await transaction(medplum, writes);
  }
}

function supersedeWrites(previous: DocumentReference | undefined): BundleEntry<Resource>[] {
  return previous && previous.status !== 'superseded' ? [update({ ...previous, status: 'superseded' })] : [];
}
