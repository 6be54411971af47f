import { LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { DATA_ABSENT_SYSTEM } from '@dcc/fhir-profiles/src/extensions.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import type { FicheEdit } from '../edit.ts';
import { codeIn, compactReference, concept, putObservation } from '../fhir.ts';
import { compact } from '../same.ts';

export type Edition = '7' | '8' | '9';

/** Clinical TNM of one tumour, in the edition it was read in. */
export interface Tnm {
  edition?: Edition;
  /** `cT2`, `ypT0`; undefined while nobody has said. */
  t?: string;
  n?: string;
  m?: string;
  /** `IIB`. */
  stage?: string;
  on?: string;
  /** No TNM at all, and why: haematology has none. */
  absent?: { code: string; text: string };
}

export const EDITIONS: Record<Edition, string> = {
  '7': 'TNM UICC 7e édition',
  '8': 'TNM UICC 8e édition',
  '9': 'TNM UICC 9e édition',
};

const PARTS = [
  { name: 't', code: LNC.TNM_T },
  { name: 'n', code: LNC.TNM_N },
  { name: 'm', code: LNC.TNM_M },
] as const;

/** What the profile dcc-tnm takes (dcc-tnm-5 to 8). Anything else stays on the screen with a sentence. */
export const TNM_PATTERNS: Record<'t' | 'n' | 'm' | 'stage', RegExp> = {
  t: /^[cpyra]?[cp]?T(X|0|is|a|[1-4])[A-Za-z0-9()+.-]*$/,
  n: /^[cpyra]?[cp]?N(X|[0-3])[A-Za-z0-9()+.-]*$/,
  m: /^[cpyra]?[cp]?M(X|[01])[A-Za-z0-9()+.-]*$/,
  stage: /^(occulte|0(a|is)?|(I|II|III|IV)[A-E]?[0-9]?[a-c]?)$/,
};

export function isTnmValue(part: keyof typeof TNM_PATTERNS, value: string): boolean {
  return TNM_PATTERNS[part].test(value);
}

type Entry = { key: string; resource: Observation };

function find(own: readonly Entry[]): Entry | undefined {
  return own.find(({ resource }) => hasCode(resource.code, LNC.TNM_CLINICAL));
}

/** The TNM among the observations about one tumour. */
export function readTnm(own: readonly Entry[]): Tnm | undefined {
  const found = find(own)?.resource;
  if (!found) return undefined;
  const reason = found.dataAbsentReason;
  const part = (code: { system: string; code: string }) =>
    codeIn(found.component?.find((one) => hasCode(one.code, code))?.valueCodeableConcept, SYSTEMS.TNM.url);
  return compact({
    edition: codeIn(found.method, SYSTEMS.TNM.url) as Edition | undefined,
    ...Object.fromEntries(PARTS.map(({ name, code }) => [name, part(code)])),
    stage: codeIn(found.valueCodeableConcept, SYSTEMS.TNM.url),
    on: found.effectiveDateTime,
    absent: reason && { code: reason.coding?.[0]?.code ?? 'unknown', text: reason.text ?? '' },
  });
}

/**
 * Writes the TNM of a tumour. A value that the profile refuses is not written; a part that nobody has said
 * yet is `temp-unknown`, which the completeness of the fiche tells from « inconnu ».
 * @param tumour key of the tumour it is about, which may have become that of a copy.
 */
export function putTnm(
  edit: FicheEdit,
  tumour: string,
  own: readonly Entry[],
  value: Tnm | undefined,
): string[] {
  const old = find(own);
  if (!value || !(value.absent || PARTS.some(({ name }) => value[name]) || value.stage)) return [];
  const focus = [compactReference<NonNullable<Observation['focus']>[number]>(tumour)];
  const kind = {
    slot: `tnm-${tumour.replace('urn:uuid:', '').replace('/', '-')}`,
    profile: 'dcc-tnm',
    codes: [LNC.TNM_CLINICAL],
  };
  const effectiveDateTime = value.on ?? old?.resource.effectiveDateTime ?? edit.context.now.slice(0, 10);
  if (value.absent) {
    const { code, text } = value.absent;
    const kept = old?.resource.dataAbsentReason;
    const unchanged = kept?.coding?.[0]?.code === code && (kept.text ?? '') === text;
    const reason = unchanged ? kept : compact({ coding: [{ system: DATA_ABSENT_SYSTEM, code }], text });
    const none = { valueCodeableConcept: undefined, method: undefined, component: undefined };
    return [
      putObservation(edit, old?.key, kind, { ...none, focus, dataAbsentReason: reason, effectiveDateTime }),
    ];
  }
  return [
    putObservation(edit, old?.key, kind, {
      focus,
      effectiveDateTime,
      dataAbsentReason: undefined,
      method: tnmConcept(old?.resource.method, value.edition ?? '8', EDITIONS[value.edition ?? '8']),
      valueCodeableConcept:
        value.stage && isTnmValue('stage', value.stage)
          ? tnmConcept(old?.resource.valueCodeableConcept, value.stage, `Stade ${value.stage}`)
          : undefined,
      component: PARTS.map(({ name, code }) => component(old?.resource, code, name, value[name])),
    }),
  ];
}

function component(
  old: Observation | undefined,
  code: { system: string; code: string; display: string },
  name: 't' | 'n' | 'm',
  value: string | undefined,
): ObservationComponent {
  const before = old?.component?.find((one) => hasCode(one.code, code));
  const kept = codeIn(before?.valueCodeableConcept, SYSTEMS.TNM.url);
  if (before && kept === value && (value || before.dataAbsentReason)) return before;
  const head = { code: before?.code ?? concept([code]) };
  if (value && isTnmValue(name, value))
    return { ...head, valueCodeableConcept: tnmConcept(undefined, value) };
  return { ...head, dataAbsentReason: { coding: [{ system: DATA_ABSENT_SYSTEM, code: 'temp-unknown' }] } };
}

function tnmConcept(old: CodeableConcept | undefined, code: string, display?: string): CodeableConcept {
  return old && codeIn(old, SYSTEMS.TNM.url) === code
    ? old
    : { coding: [compact({ system: SYSTEMS.TNM.url, code, display })] };
}
