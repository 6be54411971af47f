import {
  askDelivery,
  attempt,
  readTarget,
  reopen,
  SECRETS,
  type Secrets,
  type Target,
} from '@dcc/bots/src/oncorif-delivery/deliver.ts';
import type { MedplumClient } from '@medplum/core';
import type { Project } from '@medplum/fhirtypes';
import type { Io } from '../command.ts';

/**
 * Where packs are delivered: `DCC_ONCORIF_...` of the environment first, else the project's secrets, which a
 * project administrator may read.
 * @throws DeliveryError in French that names the secret; Error when nothing is configured.
 */
export async function targetOf(medplum: MedplumClient, env: Io['env']): Promise<Target> {
  const own = Object.fromEntries(Object.values(SECRETS).map((name) => [name, env[`DCC_${name}`]]));
  const target = readTarget(own[SECRETS.TARGET] ? own : await projectSecrets(medplum));
  if (!target) {
    throw new Error(
      `Aucune destination : donnez DCC_${SECRETS.TARGET} ou le secret de projet ${SECRETS.TARGET}.`,
    );
  }
  return target;
}

async function projectSecrets(medplum: MedplumClient): Promise<Secrets> {
  const id = medplum.getActiveLogin()?.project?.reference?.split('/')[1];
  if (!id) return {};
  const { project } = (await medplum.get(`admin/projects/${id}`)) as { project: Pick<Project, 'secret'> };
  return Object.fromEntries((project.secret ?? []).map(({ name, valueString }) => [name, valueString]));
}

/**
 * Makes one attempt now, whatever was tried before: somebody asks for it.
 * @returns true when the pack is there. The log keeps what happened either way.
 */
export async function deliverExport(
  medplum: MedplumClient,
  document: string,
  target: Target,
  io: Io,
): Promise<boolean> {
  const resource = await medplum.readResource('DocumentReference', document, { cache: 'no-store' });
  let task = await askDelivery(medplum, resource);
  if (task.status === 'failed') task = await reopen(medplum, task, new Date());
  if (task.status !== 'completed') task = await attempt(medplum, task, target);
  if (task.status === 'completed') {
    const place = task.output?.find(({ type }) => type.text === 'destination')?.valueString ?? '';
    io.out(`Envoyé : ${place}, le ${task.executionPeriod?.end ?? ''} (Task/${task.id})`);
    return true;
  }
  const next = task.restriction?.period?.start;
  io.err(`Envoi non abouti : ${task.statusReason?.text ?? ''} (Task/${task.id})`);
  if (next) io.err(`Le bot oncorif-automatic fera une nouvelle tentative après le ${next}.`);
  return false;
}
