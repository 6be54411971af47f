import { CISIS, DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation } from '@medplum/fhirtypes';
import { type Absence, type FicheEdit, readAbsence } from '../edit.ts';
import { codeIn, concept, editedNotes, noteText, putObservation, sentence } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, type FicheState, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

export type Conformity = 'conform' | 'deviating' | 'no-referentiel' | 'not-documented';

/** In which frame the board proposes. */
export interface Frame {
  conformity?: Conformity;
  /** Name of the référentiel, with its version: mandatory when it is followed or left. */
  referentiel: string;
  /** Why the proposal leaves it: mandatory then. */
  why: string;
  /** Is a trial proposed? */
  trial?: boolean;
  trialNote: string;
  absence?: Absence;
}

export const CONFORMITY = {
  conform: DCC_CODES.CONFORM,
  deviating: DCC_CODES.DEVIATING,
  'no-referentiel': DCC_CODES.NO_REFERENTIEL,
  'not-documented': DCC_CODES.NOT_DOCUMENTED,
} as const;

/** Can the server take it? A référentiel followed or left has a name, one that is left has a reason. */
export function isFramed({ conformity, referentiel, why }: Frame): boolean {
  if (!conformity) return false;
  const named = referentiel.trim() !== '' || !['conform', 'deviating'].includes(conformity);
  return named && (conformity !== 'deviating' || why.trim() !== '');
}

function find(state: FicheState, code: { system: string; code: string }) {
  return entries<Observation>(state, 'frame', 'Observation').find(({ resource }) =>
    hasCode(resource.code, code),
  );
}

export const frame: Part<Frame> = {
  read(state) {
    const own = find(state, CISIS.REFERENTIEL)?.resource;
    const trial = find(state, CISIS.TRIAL)?.resource;
    const answer = codeIn(trial?.valueCodeableConcept, SYSTEMS.DCC.url);
    return {
      referentiel: own?.valueCodeableConcept?.text ?? '',
      why: noteText(own?.note),
      trialNote: noteText(trial?.note),
      ...compact({
        conformity: codeIn(own?.valueCodeableConcept, SYSTEMS.DCC.url) as Conformity | undefined,
        trial: answer === undefined ? undefined : answer === DCC_CODES.YES.code,
        absence: readAbsence(sectionsOf(state, 'frame')[0]),
      }),
    };
  },
  write(edit, value) {
    const keys = [...putReferentiel(edit, value), ...putTrial(edit, value)];
    const absence = keys.length === 0 ? value.absence : undefined;
    edit.setSection('frame', { entries: keys, lines: lines(value), ...compact({ absence }) });
  },
};

function putReferentiel(edit: FicheEdit, value: Frame): string[] {
  const old = find(edit.before, CISIS.REFERENTIEL);
  if (!isFramed(value)) {
    if (old && !value.conformity) edit.drop(old.key);
    return old && value.conformity ? [old.key] : [];
  }
  const code = CONFORMITY[value.conformity!];
  const kept = old?.resource.valueCodeableConcept;
  const unchanged = hasCode(kept, code) && (kept?.text ?? '') === value.referentiel;
  const codes = [CISIS.REFERENTIEL, DCC_CODES.REFERENTIEL];
  return [
    putObservation(
      edit,
      old?.key,
      { slot: 'referentiel', profile: 'dcc-referentiel', codes },
      {
        valueCodeableConcept: unchanged ? kept : concept([code], value.referentiel.trim()),
        note: editedNotes(old?.resource.note, value.why),
        ...(old ? {} : { effectiveDateTime: edit.context.now }),
      },
    ),
  ];
}

function putTrial(edit: FicheEdit, value: Frame): string[] {
  const old = find(edit.before, CISIS.TRIAL);
  if (value.trial === undefined) {
    if (old) edit.drop(old.key);
    return [];
  }
  const code = value.trial ? DCC_CODES.YES : DCC_CODES.NO;
  const kept = old?.resource.valueCodeableConcept;
  return [
    putObservation(
      edit,
      old?.key,
      { slot: 'trial', profile: 'dcc-trial', codes: [CISIS.TRIAL] },
      {
        valueCodeableConcept: kept && hasCode(kept, code) ? kept : concept([code]),
        note: editedNotes(old?.resource.note, value.trialNote),
        ...(old ? {} : { effectiveDateTime: edit.context.now }),
      },
    ),
  ];
}

function lines(value: Frame): string[] {
  const { conformity, referentiel, why, trial, trialNote } = value;
  const name = referentiel.trim() ? ` : ${referentiel.trim()}` : '';
  return [
    ...(conformity ? [sentence(`${CONFORMITY[conformity].display}${name}`)] : []),
    sentence(why),
    ...(trial === undefined
      ? []
      : [`Essai clinique proposé : ${trial ? 'oui' : 'non'}. ${sentence(trialNote)}`.trim()]),
  ].filter(Boolean);
}
