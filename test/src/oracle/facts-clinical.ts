import type { Encounter, Patient, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { dayInParis } from './facts.ts';

/** What was asked and answered about one case (spec/indicators.md Q3 to Q6, C1, C2), by plain loops. */
export interface ClinicalFact {
  /** Médecins traitants that the directory knows by number. */
  family: { rpps: string; mailbox: 'own' | 'shared' | 'none' }[];
  /** Whole years at the day of the session in Paris; undefined without a whole birth date. */
  age: number | undefined;
  g8: { asked: boolean; done: boolean; low: boolean };
  ega: { asked: boolean; done: boolean };
  fertility: { answers: string[]; asked: boolean; eligible: boolean };
  trial: boolean;
  referentiel: string;
}

const DCC = 'https://dcc.example.org/fhir/CodeSystem/dcc';
const PELVIS = ['C19', 'C20', 'C21', 'C51', 'C52', 'C53', 'C54', 'C55', 'C56', 'C57', 'C58'];
const PELVIC = [...PELVIS, 'C60', 'C61', 'C62', 'C63', 'C64', 'C65', 'C66', 'C67', 'C68'];

interface Loose {
  resourceType: string;
  status?: string;
  intent?: string;
  encounter?: { reference?: string };
  code?: { coding?: { system?: string; code?: string }[] };
  valueQuantity?: { value?: number };
  valueCodeableConcept?: { coding?: { system?: string; code?: string }[] };
  activity?: { detail?: { code?: { coding?: { code?: string }[] } } }[];
  bodySite?: { coding?: { code?: string }[] }[];
}

/** Resources by the case they belong to, those entered in error left out. */
export function byEncounter(resources: readonly Resource[]): Map<string, Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const resource of resources) {
    const { status, encounter } = resource as Loose;
    if (status === 'entered-in-error' || !encounter?.reference) continue;
    found.set(encounter.reference, [...(found.get(encounter.reference) ?? []), resource]);
  }
  return found;
}

export function clinicalFact(
  encounter: Encounter,
  session: Encounter,
  patient: Patient | undefined,
  linked: Map<string, Resource[]>,
  all: Map<string, Resource>,
): ClinicalFact {
  const own = (linked.get(`Encounter/${encounter.id}`) ?? []) as Loose[];
  const observations = own.filter((one) => one.resourceType === 'Observation');
  const requests = own.filter((one) => one.resourceType === 'ServiceRequest' && one.status !== 'revoked');
  const is = (one: Loose, code: string): boolean => one.code?.coding?.some((c) => c.code === code) === true;
  const asked = (...codes: string[]): boolean => requests.some((one) => codes.some((code) => is(one, code)));
  const g8 = observations.filter((one) => is(one, 'g8-total'));
  const answers = observations.filter((one) => is(one, 'fertility')).flatMap(dccCodes);
  const age = ageAt(patient?.birthDate, dayInParis(session.period?.start));
  return {
    family: family(encounter, all),
    age,
    g8: {
      asked: asked('g8-request'),
      done: g8.length > 0,
      low: g8.some((one) => one.valueQuantity?.value !== undefined && one.valueQuantity.value < 14.25),
    },
    ega: { asked: asked('ega-request'), done: observations.some((one) => is(one, 'ega')) },
    fertility: {
      answers,
      asked: asked('C71326', 'MED-051'),
      eligible: age !== undefined && rightAge(age, patient?.gender) && harmful(own),
    },
    trial: observations.some((one) => is(one, 'MED-250') && dccCodes(one).includes('yes')),
    referentiel: observations.filter((one) => is(one, 'referentiel')).flatMap(dccCodes)[0] ?? '',
  };
}

function dccCodes(one: Loose): string[] {
  const codings = one.valueCodeableConcept?.coding ?? [];
  return codings.flatMap(({ system, code }) => (system === DCC && code ? [code] : []));
}

/** By the calendar: a birthday is reached on its day. */
export function ageAt(birth: string | undefined, day: string): number | undefined {
  if (birth?.length !== 10 || day.length !== 10) return undefined;
  const [bornYear, bornMonth, bornDay] = birth.split('-').map(Number) as [number, number, number];
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const before = month < bornMonth || (month === bornMonth && date < bornDay);
  return year - bornYear - (before ? 1 : 0);
}

function rightAge(age: number, gender: string | undefined): boolean {
  if (gender === 'female') return age < 40;
  return gender === 'male' && age > 11 && age < 61;
}

/** A treatment that harms fertility, or surgery or rays on a tumour of the pelvis. */
function harmful(own: Loose[]): boolean {
  const plans = own.filter((one) => one.resourceType === 'CarePlan' && one.intent === 'proposal');
  const lines = plans.flatMap((one) => one.activity ?? []).flatMap((one) => one.detail?.code?.coding ?? []);
  const proposed = lines.map((one) => one.code);
  if (['C15632', 'MED-126', 'MED-232'].some((code) => proposed.includes(code))) return true;
  const sites = own
    .filter((one) => one.resourceType === 'Condition')
    .flatMap((one) => one.bodySite ?? [])
    .flatMap((one) => one.coding ?? []);
  const pelvic = sites.some(({ code }) => PELVIC.includes(code?.slice(0, 3) ?? ''));
  return pelvic && ['387713003', 'C15313', 'C15195'].some((code) => proposed.includes(code));
}

function family(encounter: Encounter, all: Map<string, Resource>): ClinicalFact['family'] {
  const found: ClinicalFact['family'] = [];
  for (const { type, individual } of encounter.participant ?? []) {
    if (!type?.some((concept) => concept.coding?.some((c) => c.code === 'PCP'))) continue;
    const role = all.get(individual?.reference ?? '') as PractitionerRole | undefined;
    const person = all.get(role?.practitioner?.reference ?? '') as Practitioner | undefined;
    const rpps = person?.identifier?.find((i) => i.system === 'https://rpps.esante.gouv.fr')?.value;
    if (!rpps) continue;
    const tags = role?.active === false ? [] : (role?.meta?.tag ?? []).map((one) => one.code);
    const mailbox = tags.includes('mss-personal')
      ? 'own'
      : tags.includes('mss-organization')
        ? 'shared'
        : 'none';
    found.push({ rpps, mailbox });
  }
  return found;
}
