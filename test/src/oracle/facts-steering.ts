import type { Composition, Encounter, Observation, Resource } from '@medplum/fhirtypes';
import { dayInParis, extension } from './facts.ts';

/** Dates and lacks of one case, by plain loops: what the dashboards show beside annex 2. */
export interface SteeringFact {
  /** Days from the inscription to the session, 0 when it was written down later; undefined without a date. */
  wait: number | undefined;
  /** Days from the session to the first signature of each fiche; none before the day of the session. */
  signing: number[];
  /** Competences that the rule asks for and nobody brought, by name. */
  missing: string[];
  /** Was the record complete? Undefined: nobody said. */
  complete: boolean | undefined;
}

/** @param quorum the answer that holds; @param observations of the case, none in error. */
export function steeringFact(
  encounter: Encounter,
  session: Encounter,
  compositions: readonly Composition[],
  quorum: Observation | undefined,
  observations: readonly Resource[],
  all: ReadonlyMap<string, Resource>,
): SteeringFact {
  const held = dayInParis(session.period?.start);
  const asked = dayInParis(inscription(encounter, all));
  const signed = compositions.filter(isFirstSigned).map(signature).filter(isDay);
  const complete = observations.findLast(
    (one): one is Observation =>
      one.resourceType === 'Observation' && one.code?.coding?.some(({ code }) => code === 'GEN-100') === true,
  );
  return {
    wait: asked ? Math.max(0, daysBetween(asked, held)) : undefined,
    signing: signed.map((day) => daysBetween(held, day)).filter((days) => days >= 0),
    missing: [...new Set(missingOf(quorum))],
    complete: complete?.valueBoolean,
  };
}

function inscription(encounter: Encounter, all: ReadonlyMap<string, Resource>): string | undefined {
  for (const { reference } of encounter.basedOn ?? []) {
    const one = all.get(reference ?? '');
    if (one?.resourceType !== 'ServiceRequest') continue;
    if (one.category?.some(({ coding }) => coding?.some(({ code }) => code === 'rcp-inscription'))) {
      return one.authoredOn;
    }
  }
  return undefined;
}

function isFirstSigned({ status, extension: extensions }: Composition): boolean {
  const version = extension(extensions, 'dcc-document-version')?.valuePositiveInt ?? 1;
  return version === 1 && (status === 'final' || status === 'amended');
}

const signature = ({ attester }: Composition): string =>
  dayInParis(attester?.find(({ mode }) => mode === 'legal')?.time);

const isDay = (day: string): boolean => day !== '';

function missingOf(quorum: Observation | undefined): string[] {
  if (quorum?.valueCodeableConcept?.coding?.[0]?.code !== 'ORG-133') return [];
  return (quorum.component ?? [])
    .filter(({ code }) => code.coding?.[0]?.code === 'quorum-missing')
    .map(({ valueCodeableConcept }) => (valueCodeableConcept?.text ?? '').split('/').join(' ou '));
}

/** Whole days between two dates of the calendar. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
