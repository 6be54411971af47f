import { CISIS, DCC_CODES, LNC, SYSTEMS } from '@dcc/fhir-profiles';
import type { Observation } from '@medplum/fhirtypes';
import { readData, words } from '../base/data.ts';
import { concept, term } from '../base/fhir.ts';
import type { Random } from '../base/random.ts';
import { addDays } from '../base/time.ts';
import { type CaseContext, observation, say } from './context.ts';
import { frenchNumber } from './texts.ts';

/** A part of the fiche: entries, and the same in words. */
export interface Part {
  entries: Observation[];
  lines: string[];
}

const texts = readData<{ evaluations: [string, string][]; wishes: string[] }>('commun', 'textes.json');

/** Answers of the ECOG scale, by performance index. */
const ECOG = ['LA9622-7', 'LA9623-5', 'LA9624-3', 'LA9625-0', 'LA9626-8'];

/** Below or at this total the G8 is abnormal: decided on the decimal, never on a rounded one. */
const G8_THRESHOLD = 14;
/** The G8 is prompted from 75 and optional from 70 (spec/product.md 12). */
const G8_PROMPTED = 75;
const G8_OPTIONAL = 70;

/** Totals to draw from, in half points, by performance index: a bedridden patient has no normal score. */
const G8_RANGES = [
  [24, 33],
  [20, 31],
  [14, 25],
] as const;

/**
 * Draws a G8 total, undefined when the tool was not used.
 * @param always the RCP of oncogeriatrics asks for it whatever the age.
 */
export function drawG8(age: number, ecog: number, always: boolean, rng: Random): number | undefined {
  const asked = always || age >= G8_PROMPTED || (age >= G8_OPTIONAL && rng.chance(0.5));
  const [min, max] = G8_RANGES[Math.min(ecog, G8_RANGES.length - 1)]!;
  return asked ? rng.int(min, max) / 2 : undefined;
}

export function g8Part(context: CaseContext): Part {
  const { g8 } = context;
  if (g8 === undefined) return { entries: [], lines: [] };
  const altered = g8 <= G8_THRESHOLD;
  const entry = observation(context, 'g8', 'dcc-g8', [DCC_CODES.G8_TOTAL, LNC.GERIATRIC_EVALUATION], {
    effectiveDateTime: addDays(context.day, -5),
    valueQuantity: { value: g8, unit: '{score}', system: SYSTEMS.UCUM.url, code: '{score}' },
    interpretation: [{ text: altered ? 'Altéré (seuil : 14)' : 'Normal (seuil : 14)' }],
  });
  entry.code.text = 'G8 (Oncodage)';
  return { entries: [entry], lines: [`G8 : ${frenchNumber(g8)} sur 17 (${altered ? 'altéré' : 'normal'}).`] };
}

/** Performance index, G8, and the geriatric evaluation that a G8 asks for. */
export function functionalPart(context: CaseContext): Part {
  const index = context.disease.ecog;
  const ecog = observation(context, 'ecog', 'dcc-ecog', [LNC.ECOG, LNC.ECOG_SCORE], {
    effectiveDateTime: addDays(context.day, -5),
    valueCodeableConcept: concept(term('jdv-indice-performance-ecog', ECOG[index]!)),
  });
  const g8 = g8Part(context);
  const evaluation = geriatricPart(context);
  return {
    entries: [ecog, ...g8.entries, ...evaluation.entries],
    lines: [`Indice de performance OMS : ${index}.`, ...g8.lines, ...evaluation.lines],
  };
}

function geriatricPart(context: CaseContext): Part {
  const { evaluation } = context.presentation;
  const wanted = context.g8 !== undefined && context.g8 <= G8_THRESHOLD && context.rng.chance(0.5);
  if (!evaluation && !wanted) return { entries: [], lines: [] };
  const [tool, result] = evaluation
    ? [evaluation.tool, say(evaluation.result, context)]
    : context.rng.pick(texts.evaluations);
  const entry = observation(context, 'geriatric', 'dcc-geriatric-evaluation', [LNC.GERIATRIC_EVALUATION], {
    effectiveDateTime: addDays(context.day, -3),
    valueCodeableConcept: { text: result },
  });
  entry.code.text = tool;
  return { entries: [entry], lines: [`${tool} : ${result}`] };
}

/** Gravidity, parity, and the wish of a pregnancy for the youngest. */
export function pregnancyPart(context: CaseContext): Part {
  const { pregnancies } = context.disease;
  if (!pregnancies || context.patient.person.sex !== 'F') return { entries: [], lines: [] };
  const plan = context.age < 43 && context.rng.chance(0.7);
  const make = (
    part: string,
    code: { system: string; code: string; display: string },
    value: Partial<Observation>,
  ) => observation(context, part, 'dcc-pregnancy', [code], value);
  const { gravidity, parity } = pregnancies;
  return {
    entries: [
      make('gravidity', LNC.GRAVIDITY, { valueInteger: gravidity }),
      make('parity', LNC.PARITY, { valueInteger: parity }),
      make('pregnancy-plan', CISIS.PREGNANCY_PLAN, { valueBoolean: plan }),
    ],
    lines: [`Gestité ${gravidity}, parité ${parity}. Projet de grossesse : ${plan ? 'oui' : 'non'}.`],
  };
}

export function wishesPart(context: CaseContext): Part {
  const own = context.presentation.wishes;
  if (!own && !context.rng.chance(0.25)) return { entries: [], lines: [] };
  const text = say(own ? words(own) : context.rng.pick(texts.wishes), context);
  return {
    entries: [observation(context, 'wishes', 'dcc-wishes', [LNC.WISHES], { valueString: text })],
    lines: [text],
  };
}

export function screeningPart(context: CaseContext): Part {
  const { screening } = context.disease;
  return {
    entries: [
      observation(context, 'screening', 'dcc-screening', [LNC.SCREENING], { valueBoolean: screening }),
    ],
    lines: [`Cancer découvert par un dépistage : ${screening ? 'oui' : 'non'}.`],
  };
}
