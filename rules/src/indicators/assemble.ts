import { EXTENSIONS, SYSTEMS } from '@dcc/fhir-profiles';
import type { Composition, Encounter, Patient, Reference, Resource } from '@medplum/fhirtypes';
import type { Anomaly } from './anomalies.ts';
import { currentValues } from './current.ts';
import { currentFiches, setIdOf } from './fiche.ts';
import { inParis, parisMonth } from './paris-time.ts';
import { survivor } from './patients.ts';
import { identified } from './people.ts';
import { type EvaluationUnit, literals, Unit } from './unit.ts';

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
  const centre = extensionReference(session, EXTENSIONS.GESTIONNAIRE_3C);
  const anomalies: Anomaly[] =
    parisMonth(session.period?.start) === undefined ? ['session-without-date'] : [];
  const common = [
    ...found(lookup, [extensionReference(session, EXTENSIONS.RCP)]),
    ...organisations(lookup, anomalies, [session.serviceProvider, centre]),
  ];
  const everything: Resource[] = [session, ...common, ...professionals(session, lookup)];
  const place = centre?.reference ? { centre: centre.reference } : {};
  const units: EvaluationUnit[] = [];
  const documents = byEncounter(record.compositions);
  const values = byEncounter(record.linked);
  for (const one of record.cases) {
    if (one.status !== 'finished') continue;
    const encounter = readable(one, lookup);
    const reference = `Encounter/${encounter.id}`;
    const requester = extensionReference(encounter, EXTENSIONS.REQUESTER_ORGANIZATION);
    // One list that grows: a list for each part would cost more than what is in it.
    const own: Resource[] = [session, encounter];
    push(own, patients(encounter.subject, lookup, anomalies));
    push(own, found(lookup, encounter.basedOn).map(datedInParis));
    push(own, fiches(documents.get(reference) ?? [], anomalies));
    push(own, currentValues(values.get(reference) ?? []));
    push(own, organisations(lookup, anomalies, [requester]));
    push(everything, own);
    push(own, common);
    push(own, professionals(encounter, lookup));
    const establishments = literals(session.serviceProvider, requester);
    const head = { kind: 'case', id: encounter.id ?? '', reference, establishments, ...place };
    units.push(new Unit(head, own));
  }
  const { id = '' } = session;
  const establishments = literals(session.serviceProvider);
  const head = { kind: 'session', id, reference: `Encounter/${id}`, establishments, ...place };
  units.push(new Unit(head, everything));
  return { units, anomalies };
}

function push<T>(list: T[], more: readonly T[]): void {
  for (let i = 0; i < more.length; i++) list.push(more[i]!);
}

/** What belongs to each case, by `Encounter/id`. */
function byEncounter<T extends Resource>(resources: readonly T[]): Map<string | undefined, T[]> {
  const found = new Map<string | undefined, T[]>();
  for (const resource of resources) {
    const reference = encounterOf(resource);
    const known = found.get(reference);
    if (known) known.push(resource);
    else found.set(reference, [resource]);
  }
  return found;
}

/** The Encounter as expressions read it: start in Paris time, participants with their RPPS numbers. */
function readable(encounter: Encounter, lookup: Lookup): Encounter {
  const read = { ...encounter };
  const start = inParis(encounter.period?.start);
  if (start !== undefined) read.period = { ...encounter.period, start };
  if (encounter.participant) {
    read.participant = encounter.participant.map((one) =>
      one.individual ? { ...one, individual: identified(one.individual, lookup) } : one,
    );
  }
  return read;
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
  for (const { coding } of encounter.type ?? []) {
    for (const one of coding ?? []) if (one.code === code && one.system === SYSTEMS.DCC.url) return true;
  }
  return false;
}

/** What these references point to, as far as it is known. */
export function found(
  lookup: Lookup,
  references: readonly (Reference | undefined)[] | undefined,
): Resource[] {
  const resources = (references ?? []).map((one) => (one?.reference ? lookup(one.reference) : undefined));
  // Nearly always all are known.
  return resources.includes(undefined)
    ? resources.filter((one) => one !== undefined)
    : (resources as Resource[]);
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

function professionals({ participant }: Encounter, lookup: Lookup): Resource[] {
  if (!participant) return [];
  const roles = found(
    lookup,
    participant.map(({ individual }) => individual),
  );
  const people = roles.map((role) =>
    role.resourceType === 'PractitionerRole' ? role.practitioner : undefined,
  );
  return [...roles, ...found(lookup, people)];
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
  const first = current[0];
  if (!first) anomalies.push('case-without-fiche');
  else if (current.some((one) => setIdOf(one) !== setIdOf(first))) anomalies.push('case-with-several-fiches');
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
