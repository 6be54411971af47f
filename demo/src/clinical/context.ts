import { type Code, profile } from '@dcc/fhir-profiles';
import type { Encounter, Observation, Patient, Reference } from '@medplum/fhirtypes';
import type { Words } from '../base/data.ts';
import { concept, localId } from '../base/fhir.ts';
import type { Random } from '../base/random.ts';
import type { PatientPlan } from '../region/patients.ts';
import type { Disease } from './disease.ts';
import type { Presentation } from './scenario.ts';
import { fill, type TextContext } from './texts.ts';

/** One passage in RCP, as the clinical layer sees it. */
export interface CaseContext {
  /** Label of the case: base of the local ids of everything it holds. */
  key: string;
  patient: PatientPlan;
  disease: Disease;
  presentation: Presentation;
  /** Day of the session, and FHIR dateTime of this case's turn. */
  day: string;
  time: string;
  age: number;
  /** G8 score, a half-point number, when the patient had one. */
  g8?: number;
  /** Key of the professional who asks. */
  requester: string;
  /** Registered without discussion. */
  registered: boolean;
  rng: Random;
}

export function textContext(context: CaseContext): TextContext {
  const { age, day, disease, g8 } = context;
  return { sex: context.patient.person.sex, age, day, disease, ...(g8 === undefined ? {} : { g8 }) };
}

/** A text of the presentation with its variables filled. */
export function say(text: Words, context: CaseContext): string {
  return fill(text, textContext(context));
}

/** What every clinical entry says: of whom, in which case. */
export function anchored(context: CaseContext): {
  subject: Reference<Patient> & { reference: string };
  encounter: Reference<Encounter> & { reference: string };
} {
  return {
    subject: { reference: `Patient/${localId(context.patient.key)}` },
    encounter: { reference: `Encounter/${localId(context.key)}` },
  };
}

/** An Observation of the case with its id, profile, subject and case. */
export function observation(
  context: CaseContext,
  part: string,
  profileId: string,
  codes: Code[],
  rest: Partial<Observation>,
): Observation {
  return {
    resourceType: 'Observation',
    id: localId(`${context.key}/${part}`),
    meta: { profile: [profile(profileId)] },
    status: 'final',
    code: concept(...codes),
    ...anchored(context),
    effectiveDateTime: context.day,
    ...rest,
  };
}
