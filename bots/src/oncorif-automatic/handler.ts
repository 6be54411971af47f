import { parisMinute } from '@dcc/rules';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { DocumentReference, Parameters, ParametersParameter, Task } from '@medplum/fhirtypes';
import { handler as exportPack } from '../oncorif/handler.ts';
import { PERIOD_SYSTEM, periodName } from '../oncorif/store.ts';
import { askDelivery, attempt, dueDeliveries, readTarget } from '../oncorif-delivery/deliver.ts';
import { scheduleOf } from './schedule.ts';

/**
 * The export that goes out by itself, run every hour (cron): from the configured day of the month on it
 * exports the open months once (`scheduleOf`), asks for their delivery, and makes every delivery attempt that
 * is due. Settings and secrets are those of the project (docs/exploitation.md).
 *
 * @returns Parameters: `document` when something was exported, and per attempt a `delivery` with parts
 * `task`, `status` and `reason`.
 */
export async function handler(medplum: MedplumClient, event: BotEvent): Promise<Parameters> {
  const settings = textsOf(event.secrets);
  const now = new Date();
  const parameter: ParametersParameter[] = [];
  const document = await exportIfDue(medplum, event, settings, now);
  if (document)
    parameter.push({ name: 'document', valueReference: { reference: `DocumentReference/${document.id}` } });
  const target = readTarget(settings);
  // Without a target the packs wait on the server: `dcc export oncorif` takes them from there.
  if (target) {
    if (document) await askDelivery(medplum, document, now);
    for (const task of await dueDeliveries(medplum, now)) {
      parameter.push(outcomeOf(await attempt(medplum, task, target)));
    }
  }
  return { resourceType: 'Parameters', parameter };
}

/** The pack of this month's run, made if it is due and not yet there; undefined before its day. */
async function exportIfDue(
  medplum: MedplumClient,
  event: BotEvent,
  settings: Readonly<Record<string, string | undefined>>,
  now: Date,
): Promise<DocumentReference | undefined> {
  const schedule = scheduleOf(settings, parisMinute(now.toISOString())!.slice(0, 10));
  if (!schedule) return undefined;
  const { from, months, closed, threshold } = schedule;
  const period = periodName({ months, threshold });
  const query = `identifier=${encodeURIComponent(`${PERIOD_SYSTEM}|${period}`)}&status=current`;
  const known = await medplum.searchResources('DocumentReference', query, { cache: 'no-store' });
  const done = known.find(
    ({ description = '' }) => (description.match(/\d{4}-\d{2}-\d{2}$/)?.[0] ?? '') >= from,
  );
  if (done) return done;
  const parameter: ParametersParameter[] = [
    ...months.map((month) => ({ name: 'period', valueString: month })),
    ...closed.map((month) => ({ name: 'closedPeriod', valueString: month })),
    ...(threshold === undefined ? [] : [{ name: 'threshold', valueInteger: threshold }]),
  ];
  const input: Parameters = { resourceType: 'Parameters', parameter };
  const result = await exportPack(medplum, { ...event, input });
  const reference = result.parameter?.find(({ name }) => name === 'document')?.valueReference?.reference;
  return medplum.readResource('DocumentReference', reference?.split('/')[1] ?? '', { cache: 'no-store' });
}

function outcomeOf(task: Task): ParametersParameter {
  const part: ParametersParameter[] = [
    { name: 'task', valueReference: { reference: `Task/${task.id}` } },
    { name: 'status', valueCode: task.status },
  ];
  if (task.statusReason?.text) part.push({ name: 'reason', valueString: task.statusReason.text });
  return { name: 'delivery', part };
}

function textsOf(secrets: BotEvent['secrets']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(secrets ?? {}).map(([name, { valueString, valueInteger }]) => [
      name,
      valueString ?? valueInteger?.toString(),
    ]),
  );
}
