import { DCC, DCC_CODES, SYSTEMS } from '@dcc/fhir-profiles';
import { createReference, type MedplumClient } from '@medplum/core';
import type { DocumentReference, Task, TaskInput } from '@medplum/fhirtypes';
import type { DeliveryError } from './delivery-error.ts';
import { recipientsOf } from './recipients.ts';
import type { Receipt } from './send.ts';

/** Identifier of a delivery: the run and the manifest, so that one content is delivered once. */
export const DELIVERY_SYSTEM = `${DCC}/identifier/oncorif-delivery`;
export const DELIVERY_CODE = DCC_CODES.ONCORIF_DELIVERY.code;
export const ALERT_CODE = DCC_CODES.ONCORIF_ALERT.code;

const MINUTE = 60_000;
/** Waits before the next attempts; after the last one somebody must look. */
export const WAITS_MS: readonly number[] = [15, 60, 240, 720, 1440].map((minutes) => minutes * MINUTE);

/**
 * The acknowledgement log: a Task per delivery. `requested`: to be sent, from `restriction.period.start`;
 * `in-progress`: being sent; `completed`: `output` says where and when; `failed`: `statusReason` says why. No
 * secret is in any of them. The administrators of the 3C see it, and the alert: `meta.accounts` (recipients.ts).
 * @param manifest SHA-1 of the manifest, in hexadecimal, as FHIR stores it with the file.
 */
export async function queueDelivery(
  medplum: MedplumClient,
  document: DocumentReference,
  manifest: string,
  now: Date,
): Promise<Task> {
  const run = document.identifier?.[0]?.value ?? document.id!;
  const identifier = { system: DELIVERY_SYSTEM, value: `${run}:${manifest.slice(0, 16)}` };
  // Asked first: a run every hour must not look like a write every hour.
  const known = await medplum.searchOne('Task', queryOf(identifier), { cache: 'no-store' });
  if (known) return known;
  const { accounts, owner } = await recipientsOf(medplum);
  const task: Task = {
    resourceType: 'Task',
    meta: { accounts },
    identifier: [identifier],
    status: 'requested',
    intent: 'order',
    ...(owner && { owner }),
    code: code(DELIVERY_CODE, 'Envoi à ONCORIF'),
    description: `Envoi de : ${document.description ?? run}`,
    focus: createReference(document),
    authoredOn: now.toISOString(),
    input: [text('manifest', manifest), { type: { text: 'tentatives' }, valueInteger: 0 }],
  };
  return medplum.createResourceIfNoneExist(task, queryOf(identifier));
}

/** Deliveries that are to be sent now. One that was cut off in the middle is among them. */
export async function dueDeliveries(medplum: MedplumClient, now: Date): Promise<Task[]> {
  const code = encodeURIComponent(`${SYSTEMS.DCC.url}|${DELIVERY_CODE}`);
  const query = `code=${code}&status=requested,in-progress&_count=1000`;
  const tasks = await medplum.searchResources('Task', query, { cache: 'no-store' });
  return tasks.filter(({ restriction }) => {
    const start = restriction?.period?.start;
    return !start || Date.parse(start) <= now.getTime();
  });
}

/** One attempt more: written before anything is sent, so that a crash counts. */
export async function begin(medplum: MedplumClient, task: Task, now: Date): Promise<Task> {
  const { restriction: _, statusReason: __, ...rest } = task;
  // A run beside this one waits until this attempt must be over.
  const start = new Date(now.getTime() + WAITS_MS[0]!).toISOString();
  return medplum.updateResource<Task>({
    ...rest,
    status: 'in-progress',
    lastModified: now.toISOString(),
    restriction: { period: { start } },
    input: (task.input ?? []).map((one) =>
      isAttempts(one) ? { ...one, valueInteger: attemptsOf(task) + 1 } : one,
    ),
  });
}

export async function acknowledge(
  medplum: MedplumClient,
  task: Task,
  receipt: Receipt,
  now: Date,
): Promise<Task> {
  const { restriction: _, ...rest } = task;
  const done = await medplum.updateResource<Task>({
    ...rest,
    status: 'completed',
    lastModified: now.toISOString(),
    executionPeriod: { end: now.toISOString() },
    output: [
      text('destination', `${receipt.place} (${receipt.folder})`),
      text('manifest', receipt.manifest),
      { type: { text: 'fichiers' }, valueInteger: receipt.files },
      { type: { text: 'octets' }, valueInteger: receipt.bytes },
      { type: { text: 'déjà présent' }, valueBoolean: receipt.wasThere },
    ],
  });
  await closeAlert(medplum, done);
  return done;
}

/** Waits for the next attempt; when there is none left, or it would change nothing, tells somebody. */
export async function postpone(
  medplum: MedplumClient,
  task: Task,
  error: DeliveryError,
  now: Date,
): Promise<Task> {
  const wait = error.isFinal ? undefined : WAITS_MS[attemptsOf(task) - 1];
  const { restriction: _, ...rest } = task;
  const next = wait === undefined ? undefined : new Date(now.getTime() + wait).toISOString();
  const left = await medplum.updateResource<Task>({
    ...rest,
    status: next ? 'requested' : 'failed',
    lastModified: now.toISOString(),
    statusReason: { text: error.message },
    ...(next && { restriction: { period: { start: next } } }),
  });
  if (!next) await alert(medplum, left, error.message, now);
  return left;
}

/** Sends again what had failed for good: once what was wrong is put right. */
export async function reopen(medplum: MedplumClient, task: Task, now: Date): Promise<Task> {
  const { statusReason: _, ...rest } = task;
  return medplum.updateResource<Task>({
    ...rest,
    status: 'requested',
    lastModified: now.toISOString(),
    input: (task.input ?? []).map((one) => (isAttempts(one) ? { ...one, valueInteger: 0 } : one)),
  });
}

export function attemptsOf(task: Task): number {
  return task.input?.find(isAttempts)?.valueInteger ?? 0;
}

const alertIdentifier = (task: Task) => ({
  system: DELIVERY_SYSTEM,
  value: `${ALERT_CODE}:${task.identifier?.[0]?.value ?? task.id}`,
});

async function alert(medplum: MedplumClient, task: Task, reason: string, now: Date): Promise<void> {
  const identifier = alertIdentifier(task);
  const known = await medplum.searchOne('Task', queryOf(identifier), { cache: 'no-store' });
  const { accounts, owner } = await recipientsOf(medplum);
  const resource: Task = {
    resourceType: 'Task',
    meta: { accounts },
    ...(owner && { owner }),
    ...(known && { id: known.id }),
    identifier: [identifier],
    status: 'requested',
    intent: 'order',
    priority: 'urgent',
    code: code(ALERT_CODE, 'Envoi à ONCORIF à vérifier'),
    description: `${task.description}\nL'envoi n'a pas abouti après ${attemptsOf(task)} tentative(s) : ${reason}`,
    focus: createReference(task),
    authoredOn: now.toISOString(),
  };
  if (known) await medplum.updateResource(resource);
  else await medplum.createResourceIfNoneExist(resource, queryOf(identifier));
}

async function closeAlert(medplum: MedplumClient, task: Task): Promise<void> {
  const known = await medplum.searchOne('Task', queryOf(alertIdentifier(task)), { cache: 'no-store' });
  if (known && known.status !== 'completed') await medplum.updateResource({ ...known, status: 'completed' });
}

function code(value: string, display: string) {
  return { coding: [{ system: SYSTEMS.DCC.url, code: value }], text: display };
}

function text(type: string, valueString: string): TaskInput {
  return { type: { text: type }, valueString };
}

function isAttempts({ type }: TaskInput): boolean {
  return type.text === 'tentatives';
}

function queryOf({ system, value }: { system: string; value: string }): string {
  return `identifier=${encodeURIComponent(`${system}|${value}`)}`;
}
