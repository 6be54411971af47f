import type { MedplumClient } from '@medplum/core';
import type { DocumentReference, Patient, PractitionerRole, Reference } from '@medplum/fhirtypes';

/** Kinds of documents an inscription may bring, with their LOINC type. */
export const KINDS = {
  pathology: { code: '60568-3', display: "CR d'anatomie et de cytologie pathologiques" },
  operative: { code: '34874-8', display: 'CR opératoire' },
  imaging: { code: '18748-4', display: "CR d'imagerie médicale" },
  molecular: { code: '51969-4', display: 'CR de génétique moléculaire' },
  misc: { code: '55107-7', display: 'Document' },
} as const;
export type DocumentKind = keyof typeof KINDS;

const MAX_BYTES = 20 * 1024 * 1024;
const TYPES = /^(application\/pdf|image\/(png|jpeg|tiff)|text\/xml|application\/xml)$/;

/** Why a file cannot be joined: the key of the sentence that says it; undefined when it can. */
export function refusal(
  file: Pick<File, 'size' | 'type'>,
): 'documentTooBig' | 'documentWrongType' | undefined {
  if (!TYPES.test(file.type)) return 'documentWrongType';
  return file.size > MAX_BYTES ? 'documentTooBig' : undefined;
}

/** What a document is about: its patient, who joined it. */
export interface DocumentOwner {
  patient: Reference<Patient>;
  author?: Reference<PractitionerRole>;
  now: string;
}

/** Keeps a file: its bytes as a Binary that only the patient's carers read, and the DocumentReference that names it. */
export async function keepFile(
  medplum: MedplumClient,
  file: File,
  kind: DocumentKind,
  owner: DocumentOwner,
): Promise<DocumentReference> {
  const attachment = await medplum.createAttachment({
    data: file,
    filename: file.name,
    contentType: file.type,
    securityContext: owner.patient,
  });
  return medplum.createResource<DocumentReference>(documentOf(file.name, kind, owner, attachment));
}

export function documentOf(
  name: string,
  kind: DocumentKind,
  { patient, author, now }: DocumentOwner,
  attachment: DocumentReference['content'][0]['attachment'],
): DocumentReference {
  const { code, display } = KINDS[kind];
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code, display }] },
    subject: patient,
    date: now,
    ...(author ? { author: [author] } : {}),
    description: name,
    content: [{ attachment: { ...attachment, title: name } }],
  };
}

/** What a list shows of a document. */
export function documentName(document: DocumentReference): string {
  return (
    document.description ??
    document.content[0]?.attachment.title ??
    document.type?.text ??
    document.type?.coding?.[0]?.display ??
    'Document'
  );
}

/** Documents a case may bring: those still valid, FRCP excepted (they are read in the timeline). */
export function linkable(documents: readonly DocumentReference[]): DocumentReference[] {
  return documents.filter(
    ({ status, type }) => status === 'current' && !type?.coding?.some(({ code }) => code === '34794-8'),
  );
}
