import { CISIS, DCC_CODES, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { CodeableConcept, Condition, Observation, Procedure } from '@medplum/fhirtypes';
import { ECOG_ANSWERS, hasCode } from './codes.ts';
import type {
  EcogValue,
  G8Value,
  PhaseValue,
  ReportKind,
  ReportValue,
  TnmValue,
  TreatmentValue,
  TumourValue,
  Worded,
} from './draft.ts';

/**
 * From stored resources to the values of a form. Each reader gives undefined when the resource does not say what
 * the value needs: what cannot be read is not offered, it stays in the fiche it came from.
 */

/** A tumour without its TNM and other classifications: they are resources of their own. */
export function readTumour(condition: Condition): TumourValue | undefined {
  const site = condition.bodySite?.[0];
  const morphology = worded(condition.code);
  const topography = worded(site);
  if (!morphology && !topography) return undefined;
  const laterality = site?.extension?.find(({ url }) => url === EXTENSIONS.LATERALITY);
  const diagnosed = condition.extension?.find(({ url }) => url === EXTENSIONS.ASSERTED_DATE);
  return clean<TumourValue>({
    morphology,
    topography,
    laterality: laterality?.valueCodeableConcept?.coding?.[0],
    clinicalStatus: condition.clinicalStatus?.coding?.[0]?.code,
    diagnosedOn: diagnosed?.valueDateTime?.slice(0, 10),
    note: condition.note?.[0]?.text,
  });
}

const EDITIONS = ['7', '8', '9'] as const;

export function readTnm(observation: Observation): TnmValue | undefined {
  const absent = observation.dataAbsentReason?.coding?.[0]?.code;
  if (absent) return { absent };
  const edition = EDITIONS.find((one) => observation.method?.coding?.some(({ code }) => code === one));
  const part = (code: { system: string; code: string }) =>
    observation.component?.find((one) => hasCode(one.code, code))?.valueCodeableConcept?.coding?.[0]?.code;
  const [t, n, m] = [part(LNC.TNM_T), part(LNC.TNM_N), part(LNC.TNM_M)];
  if (!edition || !t || !n || !m) return undefined;
  return clean<TnmValue>({ edition, t, n, m, stage: observation.valueCodeableConcept?.coding?.[0]?.code });
}

export function readClassification(observation: Observation) {
  const part = (code: { system: string; code: string }) =>
    observation.component?.find((one) => hasCode(one.code, code))?.valueString;
  const name = part(CISIS.CLASSIFICATION_NAME);
  const { valueString: value } = observation;
  if (!name || !value) return undefined;
  return clean({ name, version: part(CISIS.CLASSIFICATION_VERSION), value });
}

export function readEcog(observation: Observation): EcogValue | undefined {
  const found = observation.valueCodeableConcept?.coding ?? [];
  const grade = ECOG_ANSWERS.findIndex((answer) => found.some(({ code }) => code === answer.code));
  return grade < 0 ? undefined : clean<EcogValue>({ grade, date: dayOf(observation) });
}

export function readG8(observation: Observation): G8Value | undefined {
  const total = observation.valueQuantity?.value;
  if (total === undefined || !hasCode(observation.code, DCC_CODES.G8_TOTAL)) return undefined;
  return clean<G8Value>({ total, tool: observation.code?.text ?? 'G8 (Oncodage)', date: dayOf(observation) });
}

export function readPhase(observation: Observation): PhaseValue | undefined {
  const relapse = hasCode(observation.valueCodeableConcept, CISIS.PHASE_RELAPSE);
  if (!relapse && !hasCode(observation.valueCodeableConcept, CISIS.PHASE_INITIAL)) return undefined;
  return clean<PhaseValue>({
    kind: relapse ? 'relapse' : 'initial',
    date: dayOf(observation),
    note: observation.note?.[0]?.text,
  });
}

/** @param kind a CR-ACP and a molecular report share their code: the section they stood in tells. */
export function readReport(observation: Observation, kind: ReportKind): ReportValue | undefined {
  const date = dayOf(observation);
  const author = observation.performer?.find(({ reference }) => reference?.startsWith('PractitionerRole/'));
  if (!observation.valueString || !date || !author) return undefined;
  const document = observation.derivedFrom?.find(({ reference }) =>
    reference?.startsWith('DocumentReference/'),
  );
  return clean<ReportValue>({
    kind,
    text: observation.valueString,
    date,
    author: author as ReportValue['author'],
    document: document as ReportValue['document'],
    comment: observation.note?.[0]?.text,
  });
}

export function readTreatment(procedure: Procedure): TreatmentValue | undefined {
  const what = worded(procedure.code);
  const { status } = procedure;
  if (!what || (status !== 'completed' && status !== 'in-progress' && status !== 'stopped')) return undefined;
  return clean<TreatmentValue>({
    what,
    status,
    start: procedure.performedPeriod?.start ?? procedure.performedDateTime,
    end: procedure.performedPeriod?.end,
    note: procedure.note?.[0]?.text,
  });
}

/** The day an observation was true at. */
export function dayOf(observation: Observation): string | undefined {
  return (observation.effectiveDateTime ?? observation.effectivePeriod?.start)?.slice(0, 10);
}

function worded(concept: CodeableConcept | undefined): Worded | undefined {
  const coding = concept?.coding?.[0];
  const text = concept?.text ?? coding?.display;
  return text ? clean<Worded>({ text, coding: coding && { ...coding } }) : undefined;
}

/** Without the keys whose value is undefined: a value is compared and written as it is. */
function clean<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
