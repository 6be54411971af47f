import type { Coding, Composition, Encounter, Extension, Patient, Resource } from '@medplum/fhirtypes';
import { byEncounter, type ClinicalFact, clinicalFact } from './facts-clinical.ts';
import { type SteeringFact, steeringFact } from './facts-steering.ts';

/**
 * The facts that are counted, read from raw resources by plain loops (spec/indicators.md sections 1 and 2).
 * Nothing here knows our engine, our Measures or our constants: that is what makes it an oracle.
 */
export interface SessionFact {
  id: string;
  month: string;
  finess: string;
  c3: string;
  thematic: string;
  cases: CaseFact[];
  doctors: Set<string>;
  others: Set<string>;
  withoutRpps: Set<string>;
  /** Doctors present, one line per line of the sheet; no number when the directory has none. */
  present: { specialty: string; rpps: string | undefined }[];
}

export interface CaseFact extends ClinicalFact, SteeringFact {
  fiches: { setId: string; validated: boolean }[];
  patient: string;
  requester: string;
  quorum: string;
  rule: string;
}

/** What a dimension is called when the record does not say. */
export const NOT_KNOWN = 'non renseigné';

const DCC = 'https://dcc.example.org/fhir';
const CISIS = 'https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis';
const INS = /^urn:oid:1\.2\.250\.1\.213\.1\.4\.(8|9|10|11)$/;

/** Held sessions with their treated cases. */
export function readFacts(resources: readonly Resource[]): SessionFact[] {
  const all = new Map<string, Resource>();
  for (const resource of resources) all.set(`${resource.resourceType}/${resource.id}`, resource);

  const casesBySession = new Map<string, Encounter[]>();
  const fichesByCase = new Map<string, Composition[]>();
  const quorumByCase = new Map<string, Resource & { resourceType: 'Observation' }>();
  for (const resource of resources) {
    if (
      resource.resourceType === 'Encounter' &&
      has(resource, 'rcp-case') &&
      resource.status === 'finished'
    ) {
      const treated = codings(resource).some(
        (c) => c.system === CISIS && (c.code === 'ORG-134' || c.code === 'ORG-128'),
      );
      const session = resource.partOf?.reference ?? '';
      if (treated) casesBySession.set(session, [...(casesBySession.get(session) ?? []), resource]);
    }
    if (resource.resourceType === 'Composition' && resource.status !== 'entered-in-error') {
      if (!resource.type?.coding?.some((c) => c.code === '34794-8')) continue;
      const of = resource.encounter?.reference ?? '';
      fichesByCase.set(of, [...(fichesByCase.get(of) ?? []), resource]);
    }
    if (resource.resourceType === 'Observation' && resource.status !== 'entered-in-error') {
      if (!resource.code?.coding?.some((c) => c.system === CISIS && c.code === 'ORG-125')) continue;
      const of = resource.encounter?.reference ?? '';
      const before = quorumByCase.get(of)?.meta?.lastUpdated ?? '';
      if (!quorumByCase.has(of) || (resource.meta?.lastUpdated ?? '') >= before)
        quorumByCase.set(of, resource);
    }
  }

  const linked = byEncounter(resources);
  const facts: SessionFact[] = [];
  for (const session of resources) {
    if (session.resourceType !== 'Encounter' || !has(session, 'rcp-session') || session.status !== 'finished')
      continue;
    const month = monthInParis(session.period?.start);
    if (!month) continue;
    const catalogue = all.get(reference(session, 'dcc-rcp'));
    const thematics = [session, catalogue].flatMap((source) => (source ? codings(source as Encounter) : []));
    const fact: SessionFact = {
      id: session.identifier?.find((i) => i.system === 'urn:oid:1.2.250.1.213.1.1.9')?.value ?? NOT_KNOWN,
      month,
      finess: finess(all.get(session.serviceProvider?.reference ?? '')),
      c3: gestionnaire(all.get(reference(session, 'dcc-3c'))),
      thematic: thematics.find((c) => c.system === `${DCC}/CodeSystem/dcc-thematic`)?.code ?? NOT_KNOWN,
      cases: [],
      doctors: new Set(),
      others: new Set(),
      withoutRpps: new Set(),
      present: [],
    };
    readAttendance(session, fact, all);
    for (const encounter of casesBySession.get(`Encounter/${session.id}`) ?? []) {
      const of = `Encounter/${encounter.id}`;
      const quorum = quorumByCase.get(of);
      fact.cases.push({
        fiches: fichesOf(fichesByCase.get(of) ?? []),
        patient: patientKey(encounter.subject?.reference ?? '', all),
        requester: finess(all.get(reference(encounter, 'dcc-requester-organization'))),
        quorum: quorum?.valueCodeableConcept?.coding?.find((c) => c.system === CISIS)?.code ?? '',
        rule: extension(quorum?.extension, 'dcc-quorum-rule')?.valueCanonical ?? NOT_KNOWN,
        ...clinicalFact(encounter, session, survivor(encounter.subject?.reference ?? '', all), linked, all),
        ...steeringFact(encounter, session, fichesByCase.get(of) ?? [], quorum, linked.get(of) ?? [], all),
      });
    }
    facts.push(fact);
  }
  return facts;
}

function fichesOf(compositions: Composition[]): { setId: string; validated: boolean }[] {
  const validated = new Map<string, boolean>();
  for (const composition of compositions) {
    const setId = composition.identifier?.value ?? composition.id ?? '';
    const done = composition.status === 'final' || composition.status === 'amended';
    validated.set(setId, done || validated.get(setId) === true);
  }
  return [...validated].map(([setId, done]) => ({ setId, validated: done }));
}

function readAttendance(session: Encounter, fact: SessionFact, all: Map<string, Resource>): void {
  for (const participant of session.participant ?? []) {
    const mode = extension(extension(participant.extension, 'dcc-attendance')?.extension, 'mode')?.valueCode;
    if (mode !== 'present' && mode !== 'visio') continue;
    const role = all.get(participant.individual?.reference ?? '');
    if (role?.resourceType !== 'PractitionerRole') continue;
    const functions = (role.code ?? []).flatMap((concept) => concept.coding ?? []);
    if (functions.some((c) => c.code === '331' && c.system?.includes('TRE_R85'))) continue;
    const person = all.get(role.practitioner?.reference ?? '');
    if (person?.resourceType !== 'Practitioner') continue;
    const rpps = person.identifier?.find((i) => i.system === 'https://rpps.esante.gouv.fr')?.value;
    if (functions.some((c) => c.code === '10' && c.system?.includes('TRE_G15'))) {
      const sheet = extension(participant.extension, 'dcc-attendance')?.extension;
      fact.present.push({ specialty: extension(sheet, 'specialty')?.valueCoding?.code ?? NOT_KNOWN, rpps });
    }
    if (!rpps) fact.withoutRpps.add(person.id ?? '');
    else if (functions.some((c) => c.code === '10' && c.system?.includes('TRE_G15'))) fact.doctors.add(rpps);
    else fact.others.add(rpps);
  }
}

/** By INS when the identity is qualified, else by the id of the record that survives the merges. */
export function patientKey(subject: string, all: Map<string, Resource>): string {
  const reference = lastOf(subject, all);
  const patient = all.get(reference) as Patient | undefined;
  const status = extension(
    extension(patient?.extension, 'fr-core-identity-reliability')?.extension,
    'identityStatus',
  );
  const ins = patient?.identifier?.find((i) => INS.test(i.system ?? ''))?.value;
  return status?.valueCoding?.code === 'VALI' && ins ? `INS ${ins}` : reference;
}

function survivor(subject: string, all: Map<string, Resource>): Patient | undefined {
  return all.get(lastOf(subject, all)) as Patient | undefined;
}

/** The record that survives the merges. */
function lastOf(subject: string, all: Map<string, Resource>): string {
  const path = [subject];
  for (;;) {
    const patient = all.get(path.at(-1)!) as Patient | undefined;
    const next = patient?.link?.find((link) => link.type === 'replaced-by')?.other.reference;
    if (!next || !all.has(next)) return path.at(-1)!;
    const circle = path.indexOf(next);
    if (circle >= 0) return path.slice(circle).sort()[0]!;
    path.push(next);
  }
}

export function finess(organisation: Resource | undefined): string {
  if (organisation?.resourceType !== 'Organization') return NOT_KNOWN;
  for (const identifier of organisation.identifier ?? []) {
    const legal = identifier.type?.coding?.some((c) => c.code === 'FINEJ');
    if (identifier.system === 'https://finess.esante.gouv.fr' && !legal) return identifier.value ?? NOT_KNOWN;
  }
  return NOT_KNOWN;
}

export function gestionnaire(organisation: Resource | undefined): string {
  if (organisation?.resourceType !== 'Organization') return NOT_KNOWN;
  return (
    organisation.identifier?.find((i) => i.system === 'urn:oid:1.2.250.1.161.1.20.2.1')?.value ?? NOT_KNOWN
  );
}

/** `2026-10` of an instant, as a clock in Paris shows it. */
export function monthInParis(start: string | undefined): string {
  return dayInParis(start).slice(0, 7);
}

/** `2026-10-25` of an instant, as a clock in Paris shows it. */
export function dayInParis(start: string | undefined): string {
  const instant = new Date(start ?? '');
  if (!start || Number.isNaN(instant.getTime())) return '';
  if (!start.includes('T')) return start.length === 10 ? start : '';
  return instant.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).slice(0, 10);
}

function codings(encounter: { type?: { coding?: Coding[] }[] }): Coding[] {
  return (encounter.type ?? []).flatMap((concept) => concept.coding ?? []);
}

function has(encounter: Encounter, code: string): boolean {
  return codings(encounter).some((c) => c.system === `${DCC}/CodeSystem/dcc` && c.code === code);
}

export function extension(list: Extension[] | undefined, name: string): Extension | undefined {
  return list?.find((one) => one.url === name || one.url.endsWith(`/${name}`));
}

function reference(encounter: Encounter, name: string): string {
  return extension(encounter.extension, name)?.valueReference?.reference ?? '';
}
