import { DCC_CODES, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { frenchNumber, G8_THRESHOLD, G8_TOOL, g8IsAltered } from '@dcc/rules/src/fiche/g8.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation, QuestionnaireResponse, QuestionnaireResponseItem } from '@medplum/fhirtypes';
import { ECOG } from '../../../terminology/small.ts';
import type { FicheEdit } from '../edit.ts';
import { codeIn, compactReference, concept, putObservation, sentence } from '../fhir.ts';
import { G8_FIRST, G8_FORM } from '../g8-form.ts';
import { compact } from '../same.ts';
import { entries, type FicheState } from '../state.ts';
import { putResponse, responseOf } from './organ.ts';
import type { Part } from './part.ts';

const isG8 = ({ questionnaire }: QuestionnaireResponse) => questionnaire?.split('|')[0] === G8_FORM;

/** A result of another geriatric tool, in words. */
export interface Evaluation {
  key: string;
  tool: string;
  result: string;
}

export interface Functional {
  /** LOINC answer, LA9622-7 (0) to LA9627-6 (5). */
  ecog?: string;
  ecogOn?: string;
  /** Total of 0 to 17 by half points, never rounded. */
  g8?: number;
  g8On?: string;
  /** The eight answers, when the questionnaire was filled here. */
  g8Items?: QuestionnaireResponseItem[];
  /** `url|version` of the questionnaire they were given in. */
  g8Form?: string;
  evaluations: Evaluation[];
}

interface Found {
  ecog?: { key: string; resource: Observation };
  g8?: { key: string; resource: Observation };
  others: { key: string; resource: Observation }[];
}

function find(state: FicheState): Found {
  const all = entries<Observation>(state, 'functional', 'Observation');
  const ecog = all.find(({ resource }) => hasCode(resource.code, LNC.ECOG));
  const g8 = all.find(({ resource }) => hasCode(resource.code, DCC_CODES.G8_TOTAL));
  return { ecog, g8, others: all.filter((one) => one !== ecog && one !== g8) };
}

export const functional: Part<Functional> = {
  read(state) {
    const { ecog, g8, others } = find(state);
    const answers = responseOf(state, isG8)?.resource;
    return {
      ...compact({
        ecog: codeIn(ecog?.resource.valueCodeableConcept, SYSTEMS.LNC.url),
        ecogOn: ecog?.resource.effectiveDateTime,
        g8: g8?.resource.valueQuantity?.value,
        g8On: g8?.resource.effectiveDateTime,
        g8Items: answers?.item,
        g8Form: answers?.item ? answers.questionnaire : undefined,
      }),
      evaluations: others.map(({ key, resource }) => ({
        key,
        tool: resource.code.text ?? '',
        result:
          resource.valueCodeableConcept?.text ?? resource.valueCodeableConcept?.coding?.[0]?.display ?? '',
      })),
    };
  },
  write(edit, value) {
    const found = find(edit.before);
    const kept = new Set(value.evaluations.map(({ key }) => key));
    for (const { key } of found.others) if (!kept.has(key)) edit.drop(key);
    const keys = [
      ...putEcog(edit, found.ecog?.key, value),
      ...putG8(edit, found.g8?.key, value),
      ...value.evaluations.flatMap((one) => putEvaluation(edit, one)),
    ];
    edit.setSection('functional', { entries: keys, lines: lines(value) });
  },
};

function putEcog(edit: FicheEdit, key: string | undefined, { ecog, ecogOn }: Functional): string[] {
  const answer = ECOG.find(({ code }) => code === ecog);
  if (!answer) {
    if (key) edit.drop(key);
    return [];
  }
  const old = edit.get<Observation>(key)?.valueCodeableConcept;
  const unchanged = codeIn(old, SYSTEMS.LNC.url) === ecog;
  const kind = { slot: 'ecog', profile: 'dcc-ecog', codes: [LNC.ECOG, LNC.ECOG_SCORE] };
  return [
    putObservation(edit, key, kind, {
      valueCodeableConcept: unchanged ? old : concept([answer]),
      effectiveDateTime: ecogOn ?? edit.context.now.slice(0, 10),
    }),
  ];
}

function putG8(
  edit: FicheEdit,
  key: string | undefined,
  { g8, g8On, g8Items, g8Form }: Functional,
): string[] {
  if (g8 === undefined) {
    if (key) edit.drop(key);
    return [];
  }
  const old = edit.get<Observation>(key);
  const given = responseOf(edit.before, isG8);
  const answers = g8Items?.length
    ? putResponse(edit, given, 'g8-answers', g8Form ?? given?.resource.questionnaire ?? G8_FIRST, g8Items)
    : undefined;
  const kind = {
    slot: 'g8',
    profile: 'dcc-g8',
    codes: [DCC_CODES.G8_TOTAL, LNC.GERIATRIC_EVALUATION],
    text: G8_TOOL,
  };
  const unit = { unit: '{score}', system: SYSTEMS.UCUM.url, code: '{score}' };
  const unchanged = old?.valueQuantity?.value === g8;
  return [
    putObservation(edit, key, kind, {
      valueQuantity: unchanged ? old?.valueQuantity : { value: g8, ...unit },
      interpretation: unchanged
        ? old?.interpretation
        : [{ text: `${g8IsAltered(g8) ? 'Altéré' : 'Normal'} (seuil : ${G8_THRESHOLD})` }],
      effectiveDateTime: g8On ?? edit.context.now.slice(0, 10),
      derivedFrom: answers ? [compactReference(answers)] : old?.derivedFrom,
    }),
  ];
}

/** An evaluation without its tool or its result is not one yet: it waits on the screen. */
function putEvaluation(edit: FicheEdit, { key, tool, result }: Evaluation): string[] {
  if (!tool.trim() || !result.trim()) return edit.get(key) ? [key] : [];
  const old = edit.get<Observation>(key);
  const said = old?.valueCodeableConcept?.text ?? old?.valueCodeableConcept?.coding?.[0]?.display;
  const kind = {
    slot: 'evaluation/*',
    profile: 'dcc-geriatric-evaluation',
    codes: [LNC.GERIATRIC_EVALUATION],
    text: tool,
  };
  return [
    putObservation(edit, key, kind, {
      code: old && old.code.text === tool ? old.code : concept(kind.codes, tool),
      valueCodeableConcept: said === result ? old?.valueCodeableConcept : { text: result },
    }),
  ];
}

function lines({ ecog, g8, evaluations }: Functional): string[] {
  const index = ECOG.findIndex(({ code }) => code === ecog);
  return [
    ...(index >= 0 ? [`Indice de performance OMS : ${index}.`] : []),
    ...(g8 === undefined
      ? []
      : [`G8 : ${frenchNumber(g8)} sur 17 (${g8IsAltered(g8) ? 'altéré' : 'normal'}).`]),
    ...evaluations
      .filter(({ tool, result }) => tool.trim() && result.trim())
      .map(({ tool, result }) => sentence(`${tool} : ${result}`)),
  ];
}
