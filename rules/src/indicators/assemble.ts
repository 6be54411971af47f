import { EXTENSIONS, SYSTEMS } from '@dcc/fhir-profiles';
import type { Bundle, Composition, Encounter, Patient, Reference, Resource } from '@medplum/fhirtypes';
import { currentValues } from './current.ts';
import { currentFiches } from './fiche.ts';
import { survivor } from './patients.ts';
import type { EvaluationUnit } from './unit.ts';

/** Finds what a record points to, `Type/id`: directory entries, patients, inscriptions. */
export type Lookup = (reference: string) => Resource | undefined;

/** A session as it was read: its finished cases and everything whose `encounter` is one of them. */
export interface SessionRecord {
  readonly session: Encounter;
  readonly cases: readonly Encounter[];
  readonly compositions: readonly Composition[];
  readonly linked: readonly Resource[];
}

/** What does not fit the model is counted apart with its reason, never dropped in silence. */
export type Anomaly =
  | 'case-without-fiche'
  | 'case-with-several-fiches'
  | 'unknown-patient'
  | 'unknown-organization';

/** A French reason for the manifest. */
export const ANOMALIES: Readonly<Record<Anomaly, string>> = {
  'case-without-fiche': 'dossier traité sans fiche RCP : compté dans aucun indicateur de fiche',
  'case-with-several-fiches': 'dossier traité avec plusieurs fiches RCP : chaque fiche est comptée',
  'unknown-patient': 'patient introuvable : compté par la référence du dossier',
  'unknown-organization': 'établissement ou 3C introuvable : compté sous « non renseigné »',
};

export interface Assembled {
  readonly units: EvaluationUnit[];
  readonly anomalies: Anomaly[];
}

/**
 * The units of evaluation of one session: the session itself, and each of its finished cases. A unit is a
 * collection Bundle with the session, the case or cases, per fiche the newest validated and the newest
 * version, the linked resources, the surviving patient, the inscription, the RCP, and the organisations,
 * roles and professionals concerned.
 */
export function assembleSession(record: SessionRecord, lookup: Lookup): Assembled {
  const { session } = record;
  const cases = record.cases.filter((encounter) => encounter.status === 'finished');
  const anomalies: Anomaly[] = [];
  const common = [
    ...found(lookup, [extensionReference(session, EXTENSIONS.RCP)]),
    ...organisations(lookup, anomalies, [
      session.serviceProvider,
      extensionReference(session, EXTENSIONS.GESTIONNAIRE_3C),
    ]),
  ];
  const everything = new Set<Resource>([session, ...common, ...professionals(session, lookup)]);
  const units: EvaluationUnit[] = [];
  for (const encounter of cases) {
    const reference = `Encounter/${encounter.id}`;
    const own = [
      encounter,
      ...patients(encounter, lookup, anomalies),
      ...found(lookup, encounter.basedOn),
      ...fiches(
        record.compositions.filter((composition) => composition.encounter?.reference === reference),
        anomalies,
      ),
      ...currentValues(record.linked.filter((resource) => encounterOf(resource) === reference)),
      ...organisations(lookup, anomalies, [extensionReference(encounter, EXTENSIONS.REQUESTER_ORGANIZATION)]),
    ];
    for (const resource of own) everything.add(resource);
    const bundle = toBundle(new Set([session, ...own, ...common, ...professionals(encounter, lookup)]));
    units.push({ kind: 'case', id: encounter.id ?? '', bundle });
  }
  units.push({ kind: 'session', id: session.id ?? '', bundle: toBundle(everything) });
  return { units, anomalies };
}

/** True for a session, false for a case: both are Encounters, told apart by their type. */
export function isSession(encounter: Encounter): boolean {
  return hasType(encounter, 'rcp-session');
}

export function isCase(encounter: Encounter): boolean {
  return hasType(encounter, 'rcp-case');
}

/** `Type/id` that an extension points to. */
export function extensionReference(encounter: Encounter, url: string): Reference | undefined {
  return encounter.extension?.find((extension) => extension.url === url)?.valueReference;
}

/** `Encounter/id` that a clinical resource belongs to. */
export function encounterOf(resource: Resource): string | undefined {
  return (resource as { encounter?: Reference }).encounter?.reference;
}

function hasType(encounter: Encounter, code: string): boolean {
  const codings = (encounter.type ?? []).flatMap((concept) => concept.coding ?? []);
  return codings.some((coding) => coding.system === SYSTEMS.DCC.url && coding.code === code);
}

function found(lookup: Lookup, references: readonly (Reference | undefined)[] | undefined): Resource[] {
  return (references ?? []).flatMap((reference) => {
    const resource = reference?.reference ? lookup(reference.reference) : undefined;
    return resource ? [resource] : [];
  });
}

function organisations(
  lookup: Lookup,
  anomalies: Anomaly[],
  wanted: readonly (Reference | undefined)[],
): Resource[] {
  const resources = found(lookup, wanted);
  if (resources.length < wanted.length) anomalies.push('unknown-organization');
  return resources;
}

function professionals(encounter: Encounter, lookup: Lookup): Resource[] {
  const roles = found(
    lookup,
    encounter.participant?.map((participant) => participant.individual),
  );
  const people = roles.flatMap((role) =>
    role.resourceType === 'PractitionerRole' ? found(lookup, [role.practitioner]) : [],
  );
  return [...roles, ...people];
}

function patients(encounter: Encounter, lookup: Lookup, anomalies: Anomaly[]): Patient[] {
  const find = (reference: string): Patient | undefined => {
    const resource = lookup(reference);
    return resource?.resourceType === 'Patient' ? resource : undefined;
  };
  const patient = survivor(encounter.subject?.reference ?? '', find);
  if (!patient) anomalies.push('unknown-patient');
  return patient ? [patient] : [];
}

function fiches(compositions: readonly Composition[], anomalies: Anomaly[]): Composition[] {
  const current = currentFiches(compositions);
  const count = new Set(current.map((composition) => composition.identifier?.value ?? composition.id)).size;
  if (count === 0) anomalies.push('case-without-fiche');
  if (count > 1) anomalies.push('case-with-several-fiches');
  return current;
}

function toBundle(resources: ReadonlySet<Resource>): Bundle {
  const entry = [...resources].map((resource) => ({
    fullUrl: `${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}
