import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { Observation } from '@medplum/fhirtypes';
import { CONFORMITY, type Conformity } from '../fiche/model/index.ts';

/** Which référentiel, followed or not. */
export interface FrameDraft {
  conformity?: Conformity;
  referentiel: string;
  why: string;
}

const own = (one: Observation | undefined) =>
  one?.valueCodeableConcept?.coding?.find(({ system }) => system === SYSTEMS.DCC.url)?.code;

export function readFrame(one: Observation | undefined): FrameDraft {
  const conformity = own(one) as Conformity | undefined;
  return {
    referentiel: one?.valueCodeableConcept?.text ?? '',
    why: one?.note?.[0]?.text ?? '',
    ...(conformity ? { conformity } : {}),
  };
}

/** What the server still wants before it takes this, as the key of a sentence; nothing when it does. */
export function frameLack({
  conformity,
  referentiel,
  why,
}: FrameDraft): 'frameNeedsName' | 'frameNeedsWhy' | undefined {
  const named = conformity === 'conform' || conformity === 'deviating';
  if (named && !referentiel.trim()) return 'frameNeedsName';
  return conformity === 'deviating' && !why.trim() ? 'frameNeedsWhy' : undefined;
}

/** @param draft without lack and with a conformity. */
export function writeFrame(one: Observation, draft: FrameDraft): Observation {
  const { note: _, ...rest } = one;
  return {
    ...rest,
    valueCodeableConcept: {
      coding: [{ ...CONFORMITY[draft.conformity!] }],
      ...(draft.referentiel ? { text: draft.referentiel } : {}),
    },
    ...(draft.why ? { note: [{ ...one.note?.[0], text: draft.why }] } : {}),
  };
}

export function readTrial(one: Observation | undefined): { proposed?: boolean; note: string } {
  const code = own(one);
  const note = one?.note?.[0]?.text ?? '';
  return code ? { proposed: code === DCC_CODES.YES.code, note } : { note };
}

export function writeTrial(one: Observation, proposed: boolean, note: string): Observation {
  const { note: _, ...rest } = one;
  return {
    ...rest,
    valueCodeableConcept: { coding: [{ ...(proposed ? DCC_CODES.YES : DCC_CODES.NO) }] },
    ...(note ? { note: [{ ...one.note?.[0], text: note }] } : {}),
  };
}
