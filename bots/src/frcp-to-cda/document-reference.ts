import { createHash } from 'node:crypto';
import { documentIds, IDENTIFIERS, profile, SYSTEMS, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import { type FrcpRecord, isQualified } from '@dcc/rules';
import { visibilityLabels } from '@dcc/rules/src/announcement/index.ts';
import type {
  Attachment,
  CodeableConcept,
  Coding,
  Composition,
  Condition,
  DocumentReference,
} from '@medplum/fhirtypes';

const NOS = 'https://mos.esante.gouv.fr/NOS';
/** XDS class of the document: a report (TRE_A03, spec/cda.md 8.1). */
const REPORT: Coding = {
  system: `${NOS}/TRE_A03-ClasseDocument-CISIS/FHIR/TRE-A03-ClasseDocument-CISIS`,
  code: '10',
  display: 'Compte rendu',
};
/** XDS formats: the FRCP's own, and "what the MIME type says" for the PDF beside it (spec/cda.md 8.1). */
const FRCP_FORMAT: Coding = {
  system: 'urn:oid:1.2.250.1.213.1.1.4.2.282',
  code: 'urn:asip:ci-sis:frcp:2011',
};
const PDF_FORMAT: Coding = {
  system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
  code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
};

/** A produced file and where its bytes will be. */
export interface StoredFile {
  bytes: Uint8Array;
  /** `urn:uuid:` of the Binary in the same transaction. */
  url: string;
}

/**
 * The DocumentReference of an issued version, with every XDS attribute the record knows (PDSm, spec/cda.md
 * 8.2).
 * @param previous the DocumentReference of the version it replaces.
 * @param hidden its patient may not see it yet: nobody said that the diagnosis was told.
 */
export function documentReference(
  record: FrcpRecord,
  files: { cda: StoredFile; pdf: StoredFile },
  previous: DocumentReference | undefined,
  now: string,
  hidden: boolean,
): DocumentReference {
  const { composition, patient, version } = record;
  const ids = documentIds(composition.identifier?.value ?? '', version);
  const legal = composition.attester?.find(({ mode }) => mode === 'legal');
  const { accounts } = composition.meta ?? {};
  const tag = patient && isQualified(patient) ? [] : [{ system: TAG_SYSTEM, code: TAGS.NOT_SENDABLE }];
  const attach = (contentType: string, { bytes, url }: StoredFile): Attachment => ({
    contentType,
    language: 'fr-FR',
    url,
    size: bytes.length,
    hash: createHash('sha1').update(bytes).digest('base64'),
    title: composition.title,
    creation: legal?.time,
  });
  return {
    resourceType: 'DocumentReference',
    meta: {
      profile: [profile('dcc-document')],
      ...(accounts ? { accounts } : {}),
      ...(tag.length > 0 ? { tag } : {}),
    },
    masterIdentifier: { system: IDENTIFIERS.URI, value: `urn:oid:${ids.id}` },
    identifier: [{ system: IDENTIFIERS.URI, value: `urn:oid:${ids.setId}` }],
    status: 'current',
    docStatus: version > 1 ? 'amended' : 'final',
    type: composition.type,
    category: [{ coding: [REPORT] }],
    subject: composition.subject as DocumentReference['subject'],
    date: now,
    author: composition.author as DocumentReference['author'],
    authenticator: legal?.party as DocumentReference['authenticator'],
    custodian: composition.custodian,
    ...(previous ? { relatesTo: [{ code: 'replaces', target: nameOf(previous) }] } : {}),
    description: composition.title,
    securityLabel: visibilityLabels([confidentialityOf(composition)], hidden),
    content: [
      { attachment: attach('text/xml', files.cda), format: FRCP_FORMAT },
      { attachment: attach('application/pdf', files.pdf), format: PDF_FORMAT },
    ],
    context: context(record),
  };
}

function confidentialityOf({ confidentiality = 'N' }: Composition): CodeableConcept {
  return {
    coding: [{ system: SYSTEMS.CONFIDENTIALITY.url, code: confidentiality, display: 'Normal' }],
  };
}

function nameOf(document: DocumentReference): { reference: string } {
  return { reference: `DocumentReference/${document.id}` };
}

function context(record: FrcpRecord): DocumentReference['context'] {
  const { composition, session, resolve } = record;
  const organisation = resolve(session?.serviceProvider);
  const types = organisation?.resourceType === 'Organization' ? (organisation.type ?? []) : [];
  const ofSystem = (system: string) =>
    types.find(({ coding }) => coding?.some((one) => one.system === system));
  const facilityType = ofSystem(SYSTEMS.R02.url);
  const practiceSetting = ofSystem(SYSTEMS.A01.url);
  const inscription = record.rcpCase?.basedOn?.[0];
  const { period } = composition.event?.[0] ?? {};
  return {
    encounter: composition.encounter ? [composition.encounter as { reference: string }] : undefined,
    event: events(record),
    ...(period ? { period } : {}),
    ...(facilityType ? { facilityType } : {}),
    ...(practiceSetting ? { practiceSetting } : {}),
    sourcePatientInfo: composition.subject as { reference: string },
    related: [{ reference: `Composition/${composition.id}` }, ...(inscription ? [inscription] : [])],
  };
}

/** eventCodeList: the RCP act, then each coded topography. */
function events(record: FrcpRecord): CodeableConcept[] {
  const act = record.composition.event?.[0]?.code ?? [];
  const tumours = record
    .entries('tumour')
    .filter((one): one is Condition => one.resourceType === 'Condition');
  const concepts = tumours.flatMap(({ code, bodySite }) => [code, ...(bodySite ?? [])]);
  const topographies = concepts
    .flatMap((one) => one?.coding ?? [])
    .filter(({ system }) => system === SYSTEMS.ICD10.url);
  return [...act, ...topographies.map((coding) => ({ coding: [coding] }))];
}
