import { type Code, DCC_CODES, NCIT } from '@dcc/fhir-profiles';
import type { Observation, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta } from '../base/fhir.ts';
import { addDays } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { anchored, type CaseContext, observation } from './context.ts';

const texts = readData<{ ega: string[]; notIndicated: string[] }>('commun', 'parcours.json');

const G8_THRESHOLD = 14;
const CHEMOTHERAPY = 'C15632';
/** The prompt on fertility: women under 40, men from 12 to 60 (spec/product.md 14). */
const WOMEN = { from: 0, to: 39 };
const MEN = { from: 12, to: 60 };

const ANSWERS = [
  DCC_CODES.FERTILITY_PROPOSED,
  DCC_CODES.FERTILITY_DONE,
  undefined,
  DCC_CODES.FERTILITY_NOT_INDICATED,
  DCC_CODES.FERTILITY_REFUSED,
  DCC_CODES.NOT_DOCUMENTED,
] as const;

/**
 * What is asked and answered beside the fiche: it hangs on the case and is in no section, because the CDA of a
 * fiche has no place for it (docs/model.md).
 */
export function besidePart(context: CaseContext): Resource[] {
  return [...geriatricRequests(context), ...fertilityPart(context)];
}

/** Screening asked before the session or by it; evaluation asked when the score is low, done for some. */
function geriatricRequests(context: CaseContext): Resource[] {
  const { age, g8 } = context;
  const rng = context.rng.fork('geriatric requests');
  if (age < 70) return [];
  const screened = g8 !== undefined;
  // From 75 a score that is missing was forgotten: nobody asked for it either.
  const asked = screened ? rng.chance(0.4) : age < 75 && rng.chance(0.5);
  const low = screened && g8 <= G8_THRESHOLD;
  const evaluated = low && rng.chance(0.7);
  const done = evaluated && rng.chance(0.5);
  return [
    ...(asked ? [request(context, 'g8-request', DCC_CODES.G8_REQUEST, screened)] : []),
    ...(evaluated ? [request(context, 'ega-request', DCC_CODES.EGA_REQUEST, done)] : []),
    ...(done
      ? [
          observation(context, 'ega', 'dcc-ega', [DCC_CODES.EGA], {
            effectiveDateTime: addDays(context.day, 6),
            valueString: rng.pick(texts.ega),
          }),
        ]
      : []),
  ];
}

function request(context: CaseContext, part: string, code: Code, answered: boolean): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: localId(`${context.key}/${part}`),
    meta: meta('dcc-geriatric-request'),
    status: answered ? 'completed' : 'active',
    intent: 'order',
    code: concept(code),
    ...anchored(context),
    authoredOn: context.time,
    requester: roleOf(context.requester),
  };
}

/** Is fertility at stake: age, and a chemotherapy proposed. */
export function fertilityAtStake({ age, patient, presentation }: CaseContext): boolean {
  const range = patient.person.sex === 'F' ? WOMEN : MEN;
  const treated = presentation.decision.lines.some(({ code }) => code === CHEMOTHERAPY);
  return treated && age >= range.from && age <= range.to;
}

/** The answer to the prompt: each patient gives the next of the list, so that a month shows all of them. */
function fertilityPart(context: CaseContext): Resource[] {
  if (!fertilityAtStake(context)) return [];
  const { index } = context.patient;
  const answer = ANSWERS[index % ANSWERS.length];
  if (!answer) return [];
  const rng = context.rng.fork('fertility');
  const entry: Observation = observation(context, 'fertility', 'dcc-fertility', [DCC_CODES.FERTILITY], {
    effectiveDateTime: context.time,
    valueCodeableConcept: concept(answer),
    ...(answer === DCC_CODES.FERTILITY_NOT_INDICATED
      ? { note: [{ text: rng.pick(texts.notIndicated) }] }
      : {}),
  });
  const wanted = answer === DCC_CODES.FERTILITY_PROPOSED || answer === DCC_CODES.FERTILITY_DONE;
  if (!wanted) return [entry];
  const asked: ServiceRequest = {
    resourceType: 'ServiceRequest',
    id: localId(`${context.key}/fertility-request`),
    meta: meta('dcc-fertility-request'),
    status: answer === DCC_CODES.FERTILITY_DONE ? 'completed' : 'active',
    intent: 'order',
    code: concept(NCIT.FERTILITY),
    ...anchored(context),
    authoredOn: context.time,
    requester: roleOf(context.requester),
  };
  return [entry, asked];
}
