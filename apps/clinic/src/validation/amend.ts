import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Composition, Task } from '@medplum/fhirtypes';

/**
 * The next version of a signed fiche, to be edited: same identifier, version + 1, reason, replaces. Its entries are
 * those of the signed version; the form copies one before it changes it.
 * @param now FHIR dateTime.
 */
export function nextVersion(signed: Composition, reason: string, now: string): Composition {
  const { id, meta, attester, relatesTo: _, ...rest } = signed;
  const kept = (rest.extension ?? []).filter(
    ({ url }) => url !== EXTENSIONS.DOCUMENT_VERSION && url !== EXTENSIONS.AMENDMENT_REASON,
  );
  const others = attester?.filter(({ mode }) => mode !== 'legal') ?? [];
  return {
    ...rest,
    meta: { profile: meta?.profile },
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: documentVersion(signed) + 1 },
      { url: EXTENSIONS.AMENDMENT_REASON, valueString: reason.trim() },
      ...kept,
    ],
    status: 'preliminary',
    date: now,
    ...(others.length > 0 ? { attester: others } : {}),
    relatesTo: [{ code: 'replaces', targetReference: { reference: `Composition/${id}` } }],
  };
}

/**
 * Opens the next version. Two people who open it at once, or one who tries again after a lost answer, get the same:
 * a fiche has one version in preparation.
 */
export async function openAmendment(
  medplum: MedplumClient,
  signed: Composition,
  reason: string,
): Promise<Composition> {
  const { system, value } = signed.identifier!;
  const query = new URLSearchParams({ identifier: `${system}|${value}`, status: 'preliminary' });
  const draft = nextVersion(signed, reason, new Date().toISOString());
  return medplum.createResourceIfNoneExist(draft, query.toString());
}

export type FollowUpStatus = 'applied' | 'modified' | 'not-applied';
const STATUS = {
  applied: DCC_CODES.APPLIED,
  modified: DCC_CODES.MODIFIED,
  'not-applied': DCC_CODES.NOT_APPLIED,
} as const;
const FOLLOW_UP_SYSTEM = `${DCC}/follow-up`;

export const followUpQuery = (caseId: string): string =>
  `encounter=Encounter/${caseId}&code=${DCC_CODES.FOLLOW_UP.system}|${DCC_CODES.FOLLOW_UP.code}`;

/** What was said of a decision; undefined while nobody did. */
export function followUpStatus(task: Task | undefined): FollowUpStatus | undefined {
  return task?.businessStatus?.coding?.[0]?.code as FollowUpStatus | undefined;
}

/** What became of a decision (docs/model.md, "Follow-up of a decision"). */
export function followUpTask(
  signed: Composition,
  owner: string,
  status: FollowUpStatus,
  why: string,
  now: string,
): Task {
  const reason = why.trim();
  return {
    resourceType: 'Task',
    identifier: [{ system: FOLLOW_UP_SYSTEM, value: signed.identifier!.value! }],
    status: 'completed',
    intent: 'order',
    code: { coding: [{ ...DCC_CODES.FOLLOW_UP }] },
    focus: { reference: `Composition/${signed.id}` },
    for: signed.subject as Task['for'],
    encounter: signed.encounter,
    owner: { reference: owner },
    authoredOn: now,
    businessStatus: { coding: [{ ...STATUS[status] }] },
    ...(reason ? { statusReason: { text: reason } } : {}),
    executionPeriod: { start: now },
  };
}

/** Says it, or says it anew: one per fiche, whatever the number of tries. */
export async function saveFollowUp(medplum: MedplumClient, task: Task): Promise<Task> {
  const [{ system, value }] = task.identifier as [{ system?: string; value?: string }];
  return medplum.upsertResource(task, { identifier: `${system}|${value}` });
}
