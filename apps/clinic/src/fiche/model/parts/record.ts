import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation } from '@medplum/fhirtypes';
import { codeIn, editedNotes, noteText, putObservation, sentence } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, type FicheState } from '../state.ts';
import type { Part } from './part.ts';

export interface RecordStatus {
  /** Is the record presented complete? */
  complete?: boolean;
  /** What is missing: mandatory when it is not complete. */
  note: string;
  /** ORG-126, ORG-133 or GEN-010. Read only: the server evaluates it at the signature. */
  quorum?: string;
}

function find(state: FicheState, code: { system: string; code: string }) {
  return entries<Observation>(state, 'record', 'Observation').find(({ resource }) =>
    hasCode(resource.code, code),
  );
}

const QUORUM_WORDS: Record<string, string> = {
  [CISIS.QUORUM_REACHED.code]: 'Quorum atteint.',
  [CISIS.QUORUM_NOT_REACHED.code]: 'Quorum non atteint.',
  [CISIS.QUORUM_UNKNOWN.code]: 'Quorum : ne sait pas.',
};

export const record: Part<RecordStatus> = {
  read(state) {
    const complete = find(state, CISIS.RECORD_COMPLETE)?.resource;
    const quorum = find(state, CISIS.QUORUM)?.resource;
    return {
      note: noteText(complete?.note),
      ...compact({
        complete: complete?.valueBoolean,
        quorum: codeIn(quorum?.valueCodeableConcept, SYSTEMS.CISIS.url),
      }),
    };
  },
  write(edit, value) {
    const old = find(edit.before, CISIS.RECORD_COMPLETE);
    const quorum = find(edit.before, CISIS.QUORUM);
    const kind = { slot: 'record-complete', profile: 'dcc-record-complete', codes: [CISIS.RECORD_COMPLETE] };
    // An incomplete record says what is missing, or the server refuses it: it waits for the words.
    const waits = value.complete === undefined || (!value.complete && !value.note.trim());
    if (waits && old && value.complete === undefined) edit.drop(old.key);
    const key = waits
      ? value.complete === undefined
        ? undefined
        : old?.key
      : putObservation(edit, old?.key, kind, {
          valueBoolean: value.complete,
          note: editedNotes(old?.resource.note, value.note),
          ...(old ? {} : { effectiveDateTime: edit.context.now }),
        });
    edit.setSection('record', {
      entries: [...(key ? [key] : []), ...(quorum ? [quorum.key] : [])],
      lines: lines(value),
    });
  },
};

function lines({ complete, note, quorum }: RecordStatus): string[] {
  const state = complete === undefined ? '' : `Dossier complet : ${complete ? 'oui' : 'non'}.`;
  return [
    [state, sentence(note)].filter(Boolean).join(' '),
    quorum ? (QUORUM_WORDS[quorum] ?? '') : '',
  ].filter(Boolean);
}
