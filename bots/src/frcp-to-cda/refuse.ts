import { DCC, DCC_CODES, documentIds, SYSTEMS } from '@dcc/fhir-profiles';
import { documentVersion } from '@dcc/rules';
import type { BundleEntry, Composition, Task } from '@medplum/fhirtypes';
import { create, update } from '../shared/batch.ts';

/** One thing to put right before the document can be issued. */
export interface Defect {
  code: string;
  field: string;
  message: string;
  /** Who can cure it, in French; the demandeur when nothing is said. */
  who?: string;
}

export const TASK_SYSTEM = `${DCC}/task`;

/** One Task per version of a fiche, however often it is refused. */
export function taskIdentifier(composition: Composition): string {
  const { id } = documentIds(composition.identifier?.value ?? '', documentVersion(composition));
  return `complete-piece:${id}`;
}

/**
 * What to write when a document is not issued: nothing when the same Task already says the same.
 * @param existing the Task of an earlier refusal, open or completed: it is opened again.
 */
export function refusalWrites(
  composition: Composition,
  defects: readonly Defect[],
  existing: Task | undefined,
  now: string,
): BundleEntry[] {
  const wanted = task(composition, defects, existing, now);
  if (!existing) {
    const ifNoneExist = `identifier=${TASK_SYSTEM}|${taskIdentifier(composition)}`;
    return [create(wanted, { ifNoneExist })];
  }
  const same = (['status', 'description', 'input'] as const).every(
    (key) => JSON.stringify(existing[key]) === JSON.stringify(wanted[key]),
  );
  return same ? [] : [update(wanted)];
}

/** What to write once the document is issued: the Task that asked for a piece is done. */
export function completionWrites(existing: Task | undefined): BundleEntry[] {
  return existing && existing.status !== 'completed' ? [update({ ...existing, status: 'completed' })] : [];
}

function task(
  composition: Composition,
  defects: readonly Defect[],
  existing: Task | undefined,
  now: string,
): Task {
  const { accounts } = composition.meta ?? {};
  return {
    resourceType: 'Task',
    ...(existing ? { id: existing.id } : {}),
    ...(existing?.meta ? { meta: existing.meta } : accounts ? { meta: { accounts } } : {}),
    identifier: [{ system: TASK_SYSTEM, value: taskIdentifier(composition) }],
    status: 'requested',
    intent: 'order',
    code: { coding: [{ ...DCC_CODES.COMPLETE_PIECE }] },
    description: description(defects),
    focus: { reference: `Composition/${composition.id}` },
    for: composition.subject as Task['for'],
    encounter: composition.encounter,
    authoredOn: existing?.authoredOn ?? now,
    owner: composition.author?.[0] as Task['owner'],
    input: defects.map(({ code, field, message }) => ({
      type: { coding: [{ system: SYSTEMS.DCC.url, code }], text: field },
      valueString: message,
    })),
  };
}

function description(defects: readonly Defect[]): string {
  const lines = defects.map(({ field, message, who }) => `- ${field} : ${message}${who ? ` (${who})` : ''}`);
  return ['Le document de la fiche RCP n’a pas été émis. À compléter :', ...lines].join('\n');
}
