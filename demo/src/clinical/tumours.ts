import { CISIS, DATA_ABSENT_SYSTEM, EXTENSIONS, LATERALITY, LNC, SYSTEMS } from '@dcc/fhir-profiles';
import type { CodeableConcept, Condition, Observation, Resource } from '@medplum/fhirtypes';
import { concept, localId, meta, referTo, term } from '../base/fhir.ts';
import { addDays } from '../base/time.ts';
import { anchored, type CaseContext, observation, say } from './context.ts';
import type { Disease } from './disease.ts';
import type { TumourData } from './scenario.ts';

type DrawnTumour = Disease['tumours'][number];

/** The tumour section of a case: what it points to and what it says. */
export interface TumourPart {
  entries: Resource[];
  lines: string[];
  conditions: Condition[];
  /** Why there is no tumour. */
  absent?: string;
}

/** Tumours with their TNM and other classification, or the reason why there is none. */
export function tumourPart(context: CaseContext): TumourPart {
  const { scenario, tumours } = context.disease;
  if (tumours.length === 0) {
    const absent = say(scenario.tumourAbsent ?? 'Pas de tumeur décrite.', context);
    return { entries: [], lines: [absent], conditions: [], absent };
  }
  const parts = tumours.map((drawn, index) => oneTumour(drawn, index, context));
  return {
    entries: parts.flatMap(({ entries }) => entries),
    lines: parts.flatMap(({ lines }) => lines),
    conditions: parts.map(({ condition }) => condition),
  };
}

/** The day the tumour was diagnosed: relapses go back years, a scenario says it with the phase. */
export function diagnosisDay(context: CaseContext): string {
  const relapse = context.presentation.phase === 'relapse';
  return addDays(
    context.day,
    relapse ? -900 - context.disease.diagnosedBefore : -context.disease.diagnosedBefore,
  );
}

function oneTumour(drawn: DrawnTumour, index: number, context: CaseContext) {
  const { data, topography } = drawn;
  const condition = tumour(drawn, index, context);
  const tnm = stage(drawn, index, condition, context);
  const other = data.classification ? [classification(data.classification, index, condition, context)] : [];
  const where = say(topography.text, context);
  const lines = [
    `${say(data.morphology.text, context)}${data.morphology.code ? ` (${data.morphology.code})` : ''}. ` +
      `${where}${topography.code ? ` (${topography.code})` : ''}.`,
    stageLine(drawn),
    ...(data.classification ? [`${data.classification.name} : ${data.classification.value}.`] : []),
    ...(data.comment ? [say(data.comment, context)] : []),
  ];
  return { condition, entries: [condition, tnm, ...other], lines };
}

function tumour({ data, topography }: DrawnTumour, index: number, context: CaseContext): Condition {
  const side = context.disease.side === 'right' ? LATERALITY.RIGHT : LATERALITY.LEFT;
  const { code } = data.morphology;
  return {
    resourceType: 'Condition',
    id: localId(`${context.key}/tumour-${index}`),
    meta: meta('dcc-tumour'),
    extension: [{ url: EXTENSIONS.ASSERTED_DATE, valueDateTime: diagnosisDay(context) }],
    clinicalStatus: concept({
      system: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
      code: data.clinicalStatus ?? 'active',
    }),
    category: [
      concept({
        system: 'http://terminology.hl7.org/CodeSystem/condition-category',
        code: 'problem-list-item',
      }),
    ],
    code: {
      ...(code ? { coding: [{ ...term('jdv-morphologie', code) }] } : {}),
      text: say(data.morphology.text, context),
    },
    bodySite: [
      {
        ...(data.laterality
          ? { extension: [{ url: EXTENSIONS.LATERALITY, valueCodeableConcept: concept(side) }] }
          : {}),
        ...(topography.code ? { coding: [{ ...term('jdv-tumeur', topography.code) }] } : {}),
        text: say(topography.text, context),
      },
    ],
    ...anchored(context),
    recordedDate: addDays(context.day, -7),
    ...(data.comment ? { note: [{ text: say(data.comment, context) }] } : {}),
  };
}

const EDITIONS = {
  '7': 'TNM UICC 7e édition',
  '8': 'TNM UICC 8e édition',
  '9': 'TNM UICC 9e édition',
} as const;

/** A code of the TNM with its display; T, N and M are clinical ones ("cT2"). */
function tnmCode(code: string, display: string): CodeableConcept {
  return concept({ system: SYSTEMS.TNM.url, code, display });
}

function stage(
  { data, variant }: DrawnTumour,
  index: number,
  focus: Condition,
  context: CaseContext,
): Observation {
  const base = { focus: [referTo(focus)], effectiveDateTime: addDays(context.day, -8) };
  const make = (rest: Partial<Observation>) =>
    observation(context, `tnm-${index}`, 'dcc-tnm', [LNC.TNM_CLINICAL], { ...base, ...rest });
  const { tnm } = data;
  if ('absent' in tnm) {
    return make({ dataAbsentReason: concept({ system: DATA_ABSENT_SYSTEM, code: tnm.absent }) });
  }
  const chosen = tnm.variants[variant]!;
  const part = (code: { system: string; code: string; display: string }, value: string) => ({
    code: concept(code),
    valueCodeableConcept: tnmCode(`c${value}`, `c${value}`),
  });
  return make({
    valueCodeableConcept: tnmCode(chosen.stage, `Stade ${chosen.stage}`),
    method: tnmCode(tnm.edition, EDITIONS[tnm.edition]),
    component: [part(LNC.TNM_T, chosen.t), part(LNC.TNM_N, chosen.n), part(LNC.TNM_M, chosen.m)],
  });
}

function stageLine({ data, variant }: DrawnTumour): string {
  if ('absent' in data.tnm) return 'TNM : sans objet pour cette tumeur.';
  const { t, n, m, stage: group } = data.tnm.variants[variant]!;
  return `c${t} c${n} c${m}, stade ${group} (${EDITIONS[data.tnm.edition]}).`;
}

function classification(
  data: NonNullable<TumourData['classification']>,
  index: number,
  focus: Condition,
  context: CaseContext,
): Observation {
  const part = (code: { system: string; code: string; display: string }, valueString: string) => ({
    code: concept(code),
    valueString,
  });
  return observation(
    context,
    `classification-${index}`,
    'dcc-other-classification',
    [LNC.OTHER_CLASSIFICATION],
    {
      focus: [referTo(focus)],
      valueString: data.value,
      component: [
        part(CISIS.CLASSIFICATION_NAME, data.name),
        part(CISIS.CLASSIFICATION_VERSION, data.version),
      ],
    },
  );
}
