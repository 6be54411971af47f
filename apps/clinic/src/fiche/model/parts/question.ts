import { fromNarrative, paragraphsOf } from '@dcc/rules/src/fiche/narrative.ts';
import type { ServiceRequest } from '@medplum/fhirtypes';
import type { FicheEdit } from '../edit.ts';
import { type FicheState, resolve, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';
import { inscriptionKey } from './reason.ts';

/** The case in a few lines, and what the board is asked. */
export interface Question {
  summary: string;
  /** Stands on the inscription (its first note), and ends the section, where other software reads it. */
  question: string;
}

export const question: Part<Question> = {
  read(state) {
    const asked = questionOf(state);
    const paragraphs = paragraphsOf(fromNarrative(sectionsOf(state, 'question')[0]?.text?.div).text);
    if (asked && plain(paragraphs.at(-1) ?? '') === plain(asked)) paragraphs.pop();
    return { summary: paragraphs.join('\n\n'), question: asked };
  },
  write(edit, value) {
    if (value.question !== questionOf(edit.before)) putQuestion(edit, value.question);
    edit.setSection('question', { words: [value.summary, value.question].filter(Boolean).join('\n\n') });
  },
};

function questionOf(state: FicheState): string {
  return resolve<ServiceRequest>(state, inscriptionKey(state), 'ServiceRequest')?.note?.[0]?.text ?? '';
}

/** Later notes of an inscription say why it was withdrawn or put off: only the first is the question. */
function putQuestion(edit: FicheEdit, text: string): void {
  const key = inscriptionKey(edit.before);
  const inscription = edit.get<ServiceRequest>(key, 'ServiceRequest');
  if (!key || !inscription || !text.trim()) return;
  const [first, ...rest] = inscription.note ?? [];
  edit.setRecord(key, { ...inscription, note: [{ ...first, text }, ...rest] });
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
