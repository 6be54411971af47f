import { DCC_CODES, PARTICIPATION } from '@dcc/fhir-profiles/src/codes.ts';
import { PIECE_SYSTEM } from '@dcc/rules/src/inscription/chase.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { PractitionerRole, Reference, Task } from '@medplum/fhirtypes';
import type { CaseLine } from './lines.ts';
import { t } from './messages.fr.ts';

/** The same request again: it says when, and becomes urgent. */
export function chasedAgain(task: Task, now: string): Task {
  return {
    ...task,
    priority: 'urgent',
    lastModified: now,
    note: [...(task.note ?? []), { text: t('chaseNote'), time: now }],
  };
}

/** When it was last chased. */
export function lastChase(task: Task): string | undefined {
  return task.note?.findLast(({ text }) => text === t('chaseNote'))?.time;
}

export function isLate(task: Task, now: string): boolean {
  const due = task.restriction?.period?.end;
  return due !== undefined && due < now.slice(0, due.length);
}

/** Who answers for the record: the demandeur of the case. */
export function requesterOf({ rcpCase }: CaseLine): string | undefined {
  return rcpCase.participant?.find(({ type }) => type?.some((one) => hasCode(one, PARTICIPATION.REQUESTER)))
    ?.individual?.reference;
}

/**
 * Asks the demandeur to complete the fiche before the session. One Task per inscription, whoever asks and however
 * often: its identifier is that of the inscription.
 */
export function askToComplete(
  line: CaseLine,
  due: string,
  now: string,
  by?: string,
): { task: Task; identifier: string } | undefined {
  const owner = requesterOf(line);
  const { inscription } = line;
  if (!owner || !inscription?.id) return undefined;
  const uuid = inscription.identifier?.[0]?.value?.replace('urn:uuid:', '') ?? inscription.id;
  const identifier = { system: PIECE_SYSTEM, value: `${uuid}/fiche` };
  return {
    identifier: `${identifier.system}|${identifier.value}`,
    task: {
      resourceType: 'Task',
      identifier: [identifier],
      status: 'requested',
      intent: 'order',
      priority: 'routine',
      code: { coding: [{ ...DCC_CODES.COMPLETE_PIECE }] },
      description: t('askDescription'),
      focus: { reference: `ServiceRequest/${inscription.id}` },
      for: line.rcpCase.subject,
      encounter: { reference: `Encounter/${line.id}` },
      authoredOn: now,
      ...(by ? { requester: { reference: by } as Reference<PractitionerRole> } : {}),
      owner: { reference: owner } as Reference<PractitionerRole>,
      restriction: { period: { end: due } },
    },
  };
}
