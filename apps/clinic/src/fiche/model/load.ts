import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Composition,
  DocumentReference,
  Encounter,
  Observation,
  Patient,
  Resource,
} from '@medplum/fhirtypes';
import { readInto } from '../../data/read-batch.ts';
import { entryIdentifiers } from './edit.ts';
import { rewrite } from './save.ts';
import type { FicheState } from './state.ts';

/** A case and everything around it, whether its fiche was begun or not. */
export interface CaseFile {
  rcpCase: Encounter;
  patient?: Patient;
  /** The newest version of the fiche: the one in preparation, else the last one signed. */
  fiche?: FicheState;
  /** All versions, the first one first. */
  versions: Composition[];
  /** Of the case, then the patient's others, newest first. */
  documents: DocumentReference[];
  records: ReadonlyMap<string, Resource>;
}

const PEOPLE =
  '_include:iterate=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization';

/** Everything that bears the case as its encounter, and the case's own surroundings. */
function caseQueries(id: string): string[] {
  const of = `encounter=Encounter/${id}&_count=500`;
  const around = ['subject', 'based-on', 'part-of', 'participant', 'service-provider']
    .map((name) => `_include=Encounter:${name}`)
    .join('&');
  return [
    `Encounter?_id=${id}&${around}&_include:iterate=Encounter:participant&${PEOPLE}`,
    `Composition?${of}`,
    `Condition?${of}`,
    `Observation?${of}&_include=Observation:specimen&_include=Observation:performer&${PEOPLE}`,
    `Procedure?${of}`,
    `CarePlan?${of}`,
    `ServiceRequest?${of}`,
    `DocumentReference?${of}`,
    `QuestionnaireResponse?${of}`,
  ];
}

/**
 * Loads a case with everything its fiche holds: one batch, and a second one for what the first did not reach
 * (the patient's other documents, the RCP, entries of other cases). What one may not read is left out.
 * @throws Error in French when the case is not there, or not for whoever asks; UnreadPartError when a part of it could
 * not be read: a fiche without it would be shown, and saved, as if it were empty.
 */
export async function loadCase(medplum: MedplumClient, id: string): Promise<CaseFile> {
  const records = new Map<string, Resource>();
  await readInto(medplum, records, caseQueries(id));
  const rcpCase = records.get(`Encounter/${id}`) as Encounter | undefined;
  if (!rcpCase) throw new Error('Ce dossier n’existe pas, ou ne vous est pas accessible.');
  const missing = missingReferences(records);
  const patientId = rcpCase.subject?.reference;
  const documents = patientId ? [`DocumentReference?patient=${patientId}&_sort=-date&_count=100`] : [];
  await readInto(medplum, records, [...documents, ...missing]);
  return caseFile(rcpCase, records);
}

/** The file of a case from what was read. */
export function caseFile(rcpCase: Encounter, records: ReadonlyMap<string, Resource>): CaseFile {
  const own = `Encounter/${rcpCase.id}`;
  const versions = [...records.values()]
    .filter((one): one is Composition => one.resourceType === 'Composition')
    .filter((one) => one.encounter?.reference === own && one.status !== 'entered-in-error')
    .sort((a, b) => documentVersion(a) - documentVersion(b));
  const documents = [...records.values()].filter(
    (one): one is DocumentReference => one.resourceType === 'DocumentReference' && one.status === 'current',
  );
  const ofCase = (one: DocumentReference) =>
    one.context?.encounter?.some(({ reference }) => reference === own) ? 0 : 1;
  const composition = versions.at(-1);
  return {
    rcpCase,
    patient: records.get(rcpCase.subject?.reference ?? '') as Patient | undefined,
    versions,
    documents: documents.sort((a, b) => ofCase(a) - ofCase(b) || (b.date ?? '').localeCompare(a.date ?? '')),
    records,
    ...(composition ? { fiche: ficheState(composition, versions, records) } : {}),
  };
}

/** One version as a state: what signed versions point to is frozen. */
export function ficheState(
  composition: Composition,
  versions: readonly Composition[],
  records: ReadonlyMap<string, Resource>,
): FicheState {
  const signed = versions.filter(({ status }) => status === 'final' || status === 'amended');
  const frozen = signed.flatMap(({ section }) =>
    (section ?? []).flatMap(({ entry }) => (entry ?? []).flatMap(({ reference }) => reference ?? [])),
  );
  const specimens = frozen.flatMap(
    (one) => (records.get(one) as Observation | undefined)?.specimen?.reference ?? [],
  );
  // Answers that a signed version rests on; those of this version bear its number.
  const own = `/v${documentVersion(composition)}/`;
  const answers = [...records].flatMap(([key, one]) =>
    signed.length > 0 &&
    one.resourceType === 'QuestionnaireResponse' &&
    !entryIdentifiers(one).some(({ value }) => value?.includes(own))
      ? [key]
      : [],
  );
  // The inscription goes on living: it is not the fiche's own.
  const kept = [...frozen, ...specimens, ...answers].filter((one) => !isInscription(records.get(one)));
  return { composition, records, frozen: new Set(kept), renamed: madeHere(records) };
}

const LAST_UUID = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Entries are found again by the key they were made under, even where the answer that gave their id was lost. */
function madeHere(records: ReadonlyMap<string, Resource>): Map<string, string> {
  return new Map(
    [...records].flatMap(([key, one]) =>
      entryIdentifiers(one).flatMap(({ value }): [string, string][] => {
        const uuid = LAST_UUID.exec(value ?? '')?.[1];
        return uuid ? [[`urn:uuid:${uuid}`, key]] : [];
      }),
    ),
  );
}

function isInscription(record: Resource | undefined): boolean {
  return record?.resourceType === 'ServiceRequest' && record.intent === 'order';
}

/** Resources that matter to a fiche and were pointed to, not given. */
const WANTED = new RegExp(
  `^(?:${[
    ...[
      'HealthcareService',
      'Organization',
      'PractitionerRole',
      'Practitioner',
      'Encounter',
      'ServiceRequest',
    ],
    ...['Specimen', 'DocumentReference', 'Condition', 'Observation', 'Procedure', 'CarePlan'],
    'QuestionnaireResponse',
  ].join('|')})/[A-Za-z0-9.-]+$`,
);

function missingReferences(records: ReadonlyMap<string, Resource>): string[] {
  const missing = new Set<string>();
  for (const record of records.values()) {
    rewrite(record, (reference) => {
      if (WANTED.test(reference) && !records.has(reference)) missing.add(reference);
      return reference;
    });
  }
  return [...missing];
}
