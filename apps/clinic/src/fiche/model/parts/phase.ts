import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation } from '@medplum/fhirtypes';
import { type Absence, type FicheEdit, readAbsence } from '../edit.ts';
import { codeIn, concept, editedNotes, frenchDay, noteText, putObservation, sentence } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, type FicheState, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

export interface Phase {
  phase?: 'initial' | 'relapse';
  /** Of the diagnosis, or of the relapse (mandatory then). */
  on?: string;
  note: string;
  /** Does the cancer progress? */
  progression?: boolean;
  local?: boolean;
  regional?: boolean;
  distant?: boolean;
  absence?: Absence;
}

const CODES = { initial: CISIS.PHASE_INITIAL, relapse: CISIS.PHASE_RELAPSE } as const;
const PLACES = [
  { name: 'local', code: CISIS.PROGRESSION_LOCAL, word: 'locale' },
  { name: 'regional', code: CISIS.PROGRESSION_REGIONAL, word: 'régionale' },
  { name: 'distant', code: CISIS.PROGRESSION_DISTANT, word: 'à distance' },
] as const;

function find(state: FicheState, code: { system: string; code: string }) {
  return entries<Observation>(state, 'phase', 'Observation').find(({ resource }) =>
    hasCode(resource.code, code),
  );
}

export const phase: Part<Phase> = {
  read(state) {
    const own = find(state, CISIS.PHASE)?.resource;
    const progression = find(state, CISIS.PROGRESSION)?.resource;
    const code = codeIn(own?.valueCodeableConcept, SYSTEMS.CISIS.url);
    const places = PLACES.map(({ name, code: place }) => [
      name,
      progression?.component?.find((one) => hasCode(one.code, place))?.valueBoolean,
    ]);
    return {
      note: noteText(own?.note),
      ...compact({
        phase: (Object.keys(CODES) as (keyof typeof CODES)[]).find((one) => CODES[one].code === code),
        on: own?.effectiveDateTime,
        progression: progression?.valueBoolean,
        ...Object.fromEntries(places),
        absence: readAbsence(sectionsOf(state, 'phase')[0]),
      }),
    };
  },
  write(edit, value) {
    const keys = [...putPhase(edit, value), ...putProgression(edit, value)];
    const absence = keys.length === 0 ? value.absence : undefined;
    edit.setSection('phase', { entries: keys, lines: lines(value), ...compact({ absence }) });
  },
};

function putPhase(edit: FicheEdit, value: Phase): string[] {
  const old = find(edit.before, CISIS.PHASE);
  // A relapse is dated: the server refuses one that is not, so it waits for its date.
  if (!value.phase || (value.phase === 'relapse' && !value.on)) {
    if (old && !value.phase) edit.drop(old.key);
    return old && value.phase ? [old.key] : [];
  }
  const kept = old?.resource.valueCodeableConcept;
  const code = CODES[value.phase];
  const kind = { slot: 'phase', profile: 'dcc-phase', codes: [CISIS.PHASE] };
  return [
    putObservation(edit, old?.key, kind, {
      valueCodeableConcept: kept && hasCode(kept, code) ? kept : concept([code]),
      effectiveDateTime: value.on,
      note: editedNotes(old?.resource.note, value.note),
    }),
  ];
}

function putProgression(edit: FicheEdit, value: Phase): string[] {
  const old = find(edit.before, CISIS.PROGRESSION);
  if (value.progression === undefined) {
    if (old) edit.drop(old.key);
    return [];
  }
  const kind = { slot: 'progression', profile: 'dcc-progression', codes: [CISIS.PROGRESSION] };
  // Without progression there is nothing to locate.
  const component = value.progression
    ? PLACES.flatMap(({ name, code }) => {
        const given = value[name];
        return given === undefined ? [] : [{ code: concept([code]), valueBoolean: given }];
      })
    : [];
  return [putObservation(edit, old?.key, kind, { valueBoolean: value.progression, component })];
}

function lines(value: Phase): string[] {
  const { on, progression } = value;
  const places = PLACES.filter(({ name }) => value[name]).map(({ word }) => word);
  const dated = value.phase === 'relapse' && on ? ` du ${frenchDay(on)}` : '';
  return [
    ...(value.phase ? [`${CODES[value.phase].display}${dated}.`] : []),
    ...(value.note.trim() ? [sentence(value.note)] : []),
    ...(progression === undefined
      ? []
      : [progression ? `Progression ${places.join(', ') || 'du cancer'}.` : 'Pas de progression.']),
  ];
}
