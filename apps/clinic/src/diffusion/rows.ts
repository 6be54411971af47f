import { DCC_CODES, TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { documentIds } from '@dcc/fhir-profiles/src/document-id.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type {
  Attachment,
  Bundle,
  Composition,
  DocumentReference,
  Patient,
  Resource,
  Task,
} from '@medplum/fhirtypes';

/** Where the document of a signed version stands. */
export type DocumentState = 'refused' | 'waiting' | 'making' | 'ready' | 'replaced';

export interface DocumentRow {
  composition: Composition;
  patient?: Patient;
  caseId?: string;
  version: number;
  signedOn?: string;
  state: DocumentState;
  /** Why it is blocked, one line each. */
  reasons: string[];
  xml?: Attachment;
  pdf?: Attachment;
}

/** Newest signatures first, with their patients. */
export const SIGNED_QUERY = [
  'type=http://loinc.org|34794-8',
  'status=final,amended',
  '_include=Composition:subject',
  '_sort=-date',
  '_count=200',
].join('&');

/** Documents and refusals of these fiches. */
export function documentQueries(compositions: readonly Composition[]): {
  documents: string;
  refusals: string;
} {
  const cases = compositions.map(({ encounter }) => encounter?.reference).filter(Boolean);
  const focus = compositions.map(({ id }) => `Composition/${id}`);
  return {
    documents: `encounter=${[...new Set(cases)].join(',')}&_count=1000`,
    refusals: `focus=${focus.join(',')}&code=${DCC_CODES.COMPLETE_PIECE.code}&_count=1000`,
  };
}

const OPEN = new Set(['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold']);

/**
 * One row per signed version, blocked ones first: they wait for somebody.
 * @param signed answer to SIGNED_QUERY. @param documents DocumentReferences. @param tasks refusals.
 */
export function documentRows(
  signed: Bundle,
  documents: readonly DocumentReference[],
  tasks: readonly Task[],
): DocumentRow[] {
  const all = (signed.entry ?? []).map(({ resource }) => resource as Resource);
  const patients = new Map(
    all.flatMap((one) => (one.resourceType === 'Patient' ? [[`Patient/${one.id}`, one]] : [])),
  );
  const compositions = all.filter((one): one is Composition => one.resourceType === 'Composition');
  const rows = compositions.map((composition): DocumentRow => {
    const version = documentVersion(composition);
    const document = documents.find((one) => isOf(one, composition));
    const refusal = tasks.find(
      (one) => one.focus?.reference === `Composition/${composition.id}` && OPEN.has(one.status ?? ''),
    );
    const content = document?.content ?? [];
    return {
      composition,
      patient: patients.get(composition.subject?.reference ?? ''),
      caseId: composition.encounter?.reference?.split('/')[1],
      version,
      signedOn: composition.attester?.find(({ mode }) => mode === 'legal')?.time,
      state: stateOf(document, refusal),
      reasons: refusal && !document ? (refusal.description ?? '').split('\n').filter(Boolean) : [],
      xml: content.find(({ attachment }) => attachment.contentType?.includes('xml'))?.attachment,
      pdf: content.find(({ attachment }) => attachment.contentType === 'application/pdf')?.attachment,
    };
  });
  const rank: DocumentState[] = ['refused', 'waiting', 'making', 'ready', 'replaced'];
  return rows.sort(
    (a, b) =>
      rank.indexOf(a.state) - rank.indexOf(b.state) || (b.signedOn ?? '').localeCompare(a.signedOn ?? ''),
  );
}

function stateOf(document: DocumentReference | undefined, refusal: Task | undefined): DocumentState {
  if (!document) return refusal ? 'refused' : 'making';
  if (document.status === 'superseded') return 'replaced';
  return document.meta?.tag?.some(({ code }) => code === TAGS.NOT_SENDABLE) ? 'waiting' : 'ready';
}

/** The document issued from this very version: its ids follow from the fiche's. */
function isOf(document: DocumentReference, composition: Composition): boolean {
  const { id } = documentIds(composition.identifier?.value ?? '', documentVersion(composition));
  return document.masterIdentifier?.value === `urn:oid:${id}`;
}
