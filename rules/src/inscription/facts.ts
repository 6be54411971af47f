import { THEMATIC } from '@dcc/fhir-profiles/src/codes.ts';
import type { DocumentReference, HealthcareService, Patient } from '@medplum/fhirtypes';
import { insOf, isQualified } from '../ins/index.ts';
import type { CaseFacts } from './completeness.ts';
import type { InscriptionDraft } from './draft.ts';
import { isDated } from './write-clinical.ts';

/** LOINC types of documents, by what they prove. */
const PATHOLOGY = new Set(['60568-3', '11526-1']);
const IMAGING = new Set([
  '18748-4',
  '68604-8',
  '18760-9',
  '24606-6',
  '36554-4',
  '18747-6',
  '44136-0',
  '24627-2',
]);

/** What a draft is judged on. @param documents the documents the draft points to. */
export function factsOf(
  draft: InscriptionDraft,
  patient: Patient,
  rcp: HealthcareService | undefined,
  documents: readonly DocumentReference[],
  today: string,
): CaseFacts {
  const { clinical } = draft;
  const types = new Set(documents.flatMap(({ type }) => type?.coding?.map(({ code }) => code ?? '') ?? []));
  const hasType = (wanted: ReadonlySet<string>) => [...types].some((one) => wanted.has(one));
  const age = yearsAt(patient.birthDate, today);
  const thematic = thematicOf(rcp);
  return {
    ...(age === undefined ? {} : { age }),
    ...(thematic ? { thematic } : {}),
    identified: !!insOf(patient) || !!patient.identifier?.some(({ value }) => value),
    qualified: isQualified(patient),
    motive: draft.motives.length > 0,
    question: draft.question.trim().length > 0,
    summary: !!clinical.summary?.value.trim(),
    tumour: clinical.tumours.length > 0,
    tnm: clinical.tumours.length > 0 && clinical.tumours.every(({ value }) => value.tnm),
    ecog: !!clinical.ecog,
    g8: !!clinical.g8,
    phase: !!clinical.phase && isDated(clinical.phase.value),
    pathology: clinical.reports.some(({ value }) => value.kind === 'pathology') || hasType(PATHOLOGY),
    imaging: !!clinical.exams?.value.trim() || hasType(IMAGING),
    treatments: clinical.treatments.length > 0,
    doctor: !!draft.doctor,
    requester: !!draft.requester,
    informed: draft.information.informed,
    opposed: draft.information.opposed,
  };
}

/** Regional theme of a RCP. */
export function thematicOf(rcp: HealthcareService | undefined): string | undefined {
  const { system } = THEMATIC.SEIN;
  return rcp?.type?.flatMap(({ coding }) => coding ?? []).find((one) => one.system === system)?.code;
}

/** Completed years; undefined when the birth date is not a whole day. Both are `YYYY-MM-DD...`. */
export function yearsAt(birthDate: string | undefined, day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate ?? '')) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate!.slice(0, 4));
  return day.slice(5, 10) < birthDate!.slice(5) ? years - 1 : years;
}
