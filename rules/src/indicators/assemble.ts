import { EXTENSIONS, SYSTEMS } from '@dcc/fhir-profiles';
import type { Composition, Encounter, Patient, Reference, Resource } from '@medplum/fhirtypes';
import type { Anomaly } from './anomalies.ts';
import { currentValues } from './current.ts';
import { currentFiches } from './fiche.ts';
import { inParis, parisMonth } from './paris-time.ts';
import { survivor } from './patients.ts';
import { identified } from './people.ts';
import { collection, type EvaluationUnit, literals } from './unit.ts';

/** Finds what a record points to, `Type/id`: directory entries, patients, inscriptions. */
export type Lookup = (reference: string) => Resource | undefined;

/** A session as it was read: its finished cases and everything whose `encounter` is one of them. */
export interface SessionRecord {
  readonly session: Encounter;
  readonly cases: readonly Encounter[];
  readonly compositions: readonly Composition[];
  readonly linked: readonly Resource[];
}

export interface Assembled {
  readonly units: EvaluationUnit[];
  readonly anomalies: Anomaly[];
}

/**
 * The units of evaluation of one session: the session itself, and each of its finished cases. A unit is a
 * collection Bundle with the session, the case or cases, per fiche the first and the newest validated and the
 * newest version, the linked resources, the surviving patient, the inscription, the RCP, and the organisations,
 * roles and professionals concerned. Two things are made easy for expressions: the session's start, the date of
 * the inscription and the time a fiche was signed are written in Paris time, and a participant's reference
 * carries the RPPS number of the person.
 *
 * A record so broken that it cannot be read gives no unit and one anomaly; it harms no other.
 */
export function assembleSession(record: SessionRecord, lookup: Lookup): Assembled {
  try {
    return assemble(record, lookup);
  } catch {
    return { units: [], anomalies: ['unreadable-record'] };
  }
}

function assemble(record: SessionRecord, lookup: Lookup): Assembled {
  const session = readable(record.session, lookup);
  const cases = record.cases.filter((encounter) => encounter.status === 'finished');
  const centre = extensionReference(session, EXTENSIONS.GESTIONNAIRE_3C);
  const anomalies: Anomaly[] =
    parisMonth(session.period?.start) === undefined ? ['session-without-date'] : [];
  const common = [
    ...found(lookup, [extensionReference(session, EXTENSIONS.RCP)]),
    ...organisations(lookup, anomalies, [session.serviceProvider, centre]),
  ];
  const everything = new Set<Resource>([session, ...common, ...professionals(session, lookup)]);
  const place = centre?.reference ? { centre: centre.reference } : {};
  const units: EvaluationUnit[] = [];
  for (const one of cases) {
    const encounter = readable(one, lookup);
    const reference = `Encounter/${encounter.id}`;
    const requester = extensionReference(encounter, EXTENSIONS.REQUESTER_ORGANIZATION);
    const own = [
      encounter,
      ...patients(encounter.subject, lookup, anomalies),
      ...found(lookup, encounter.basedOn).map(datedInParis),
      ...fiches(
        record.compositions.filter((composition) => composition.encounter?.reference === reference),
        anomalies,
      ),
      ...currentValues(record.linked.filter((resource) => encounterOf(resource) === reference)),
      ...organisations(lookup, anomalies, [requester]),
    ];
    for (const resource of own) everything.add(resource);
    const bundle = collection(new Set([session, ...own, ...common, ...professionals(encounter, lookup)]));
    const establishments = literals(session.serviceProvider, requester);
    units.push({ kind: 'case', id: encounter.id ?? '', reference, establishments, ...place, bundle });
  }
  const { id = '' } = session;
  const establishments = literals(session.serviceProvider);
  const bundle = collection(everything);
  units.push({ kind: 'session', id, reference: `Encounter/${id}`, establishments, ...place, bundle });
  return { units, anomalies };
}

/** The Encounter as expressions read it: start in Paris time, participants with their RPPS numbers. */
function readable(encounter: Encounter, lookup: Lookup): Encounter {
  const start = inParis(encounter.period?.start);
  return {
    ...encounter,
    ...(start !== undefined && { period: { ...encounter.period, start } }),
    ...(encounter.participant && {
      participant: encounter.participant.map((one) =>
        one.individual ? { ...one, individual: identified(one.individual, lookup) } : one,
      ),
    }),
  };
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

/** What these references point to, as far as it is known. */
export function found(
  lookup: Lookup,
  references: readonly (Reference | undefined)[] | undefined,
): Resource[] {
  return (references ?? []).flatMap((reference) => {
    const resource = reference?.reference ? lookup(reference.reference) : undefined;
    return resource ? [resource] : [];
  });
}

/** The same of organisations; one that is not known is an anomaly. */
export function organisations(
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

/** The record that survives the merges of a patient. */
export function patients(subject: Reference | undefined, lookup: Lookup, anomalies: Anomaly[]): Patient[] {
  const find = (reference: string): Patient | undefined => {
    const resource = lookup(reference);
    return resource?.resourceType === 'Patient' ? resource : undefined;
  };
  const patient = survivor(subject?.reference ?? '', find);
  if (!patient) anomalies.push('unknown-patient');
  return patient ? [patient] : [];
}

function fiches(compositions: readonly Composition[], anomalies: Anomaly[]): Composition[] {
  const current = currentFiches(compositions);
  const count = new Set(current.map((composition) => composition.identifier?.value ?? composition.id)).size;
  if (count === 0) anomalies.push('case-without-fiche');
  if (count > 1) anomalies.push('case-with-several-fiches');
  return current.map(signedInParis);
}

/** The inscription with its date as a clock in Paris shows it; a date that cannot be read is none. */
function datedInParis(resource: Resource): Resource {
  if (resource.resourceType !== 'ServiceRequest' || resource.authoredOn === undefined) return resource;
  return { ...resource, authoredOn: inParis(resource.authoredOn) };
}

/** The same of the times a fiche was signed at. */
function signedInParis(composition: Composition): Composition {
  if (!composition.attester) return composition;
  const attester = composition.attester.map((one) => (one.time ? { ...one, time: inParis(one.time) } : one));
  return { ...composition, attester };
}
