import { createHash } from 'node:crypto';
import { type BotDefinition, botCode } from '@dcc/bots';
import { BOT_SYSTEM, DCC } from '@dcc/fhir-profiles';
import { type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Bot, Identifier, ProjectMembership } from '@medplum/fhirtypes';
import { explain } from '../errors.ts';
import { count, type DeployReport } from './report.ts';

const KIND = 'Bots';
/** The real server's own limit, less what the body holds beside the code. */
const DEFAULT_MAX_BODY = 900_000;
/**
 * Identifier that names the code deployed last: its SHA-256. Written after the code, so never ahead of it.
 */
const CODE_SYSTEM = `${DCC}/bot-code`;

/**
 * Makes a bot known and current. Interrupted anywhere, running it again ends in the same state: a bot that
 * was created but not yet named is found by its name.
 *
 * The bot is a project administrator: only then does the server keep the `meta.accounts` of what it writes
 * (docs/model.md, Accounts).
 */
export async function deployBot(
  medplum: MedplumClient,
  definition: BotDefinition,
  report: DeployReport,
): Promise<Bot & { id: string }> {
  const known = await findBot(medplum, definition.name);
  const bot = known ?? (await createBot(medplum, definition));
  const code = botCode(definition.name);
  const hash = createHash('sha256').update(code).digest('hex');
  const identifier: Identifier[] = [
    { system: BOT_SYSTEM, value: definition.name },
    { system: CODE_SYSTEM, value: hash },
  ];
  const isCurrent = bot.identifier?.some((one) => one.system === CODE_SYSTEM && one.value === hash);
  if (!isCurrent) {
    await sendCode(medplum, bot.id, definition.name, code);
  }
  const { description, timeout, cron } = definition;
  const stored = isCurrent ? bot : await medplum.readResource('Bot', bot.id, { cache: 'reload' });
  const isDescribed =
    stored.description === description && stored.timeout === timeout && stored.cronString === cron;
  let changed = !isCurrent;
  if (!isCurrent || !isDescribed) {
    await medplum.patchResource('Bot', bot.id, [
      { op: 'add', path: '/identifier', value: identifier },
      { op: 'add', path: '/description', value: description },
      { op: 'add', path: '/timeout', value: timeout },
      ...(cron ? [{ op: 'add' as const, path: '/cronString', value: cron }] : []),
      ...(!cron && stored.cronString ? [{ op: 'remove' as const, path: '/cronString' }] : []),
    ]);
    changed = true;
  }
  changed = (await makeAdministrator(medplum, bot.id)) || changed;
  count(report, KIND, known ? (changed ? 'updated' : 'unchanged') : 'created');
  return bot;
}

/** @throws Error in French; a body that is too large is told with the setting that lets it pass. */
async function sendCode(medplum: MedplumClient, id: string, name: string, code: string): Promise<void> {
  try {
    await medplum.post(medplum.fhirUrl('Bot', id, '$deploy'), { code, filename: `${name}.cjs` });
  } catch (error) {
    if (code.length < DEFAULT_MAX_BODY || !(error instanceof OperationOutcomeError)) {
      throw error;
    }
    const megabytes = (code.length / 1e6).toLocaleString('fr', { maximumFractionDigits: 1 });
    const advice = 'Réglez « maxJsonSize » du serveur à « 10mb » ou plus (deploy/README.md)';
    const text = `Code du bot ${name} refusé (${megabytes} Mo). ${explain(error)}. ${advice}.`;
    throw new Error(text, { cause: error });
  }
}

async function findBot(medplum: MedplumClient, name: string): Promise<(Bot & { id: string }) | undefined> {
  const identifier = `${BOT_SYSTEM}|${name}`;
  const byIdentifier = await medplum.searchOne('Bot', { identifier }, { cache: 'reload' });
  if (byIdentifier) {
    return byIdentifier;
  }
  const byName = await medplum.searchResources('Bot', { name: nameOf(name) }, { cache: 'reload' });
  return byName.find((bot) => bot.name === nameOf(name) && !bot.identifier?.length);
}

/** The bot and its membership: only this route of the server makes both. */
async function createBot(
  medplum: MedplumClient,
  { name, description }: BotDefinition,
): Promise<Bot & { id: string }> {
  const project = medplum.getProject()?.id;
  if (!project) {
    throw new Error('Ce client n’appartient à aucun projet : les bots ne peuvent pas être déployés.');
  }
  const body = { name: nameOf(name), description, runtimeVersion: 'vmcontext' };
  return medplum.post(`admin/projects/${project}/bot`, body);
}

const nameOf = (name: string): string => `dcc-${name}`;

async function makeAdministrator(medplum: MedplumClient, id: string): Promise<boolean> {
  const profile = `Bot/${id}`;
  const membership = await medplum.searchOne('ProjectMembership', { profile }, { cache: 'reload' });
  if (!membership) {
    throw new Error(`Le bot ${id} n’est pas membre du projet : supprimez-le, puis déployez de nouveau.`);
  }
  if (membership.admin) {
    return false;
  }
  await medplum.updateResource<ProjectMembership>({ ...membership, admin: true });
  return true;
}
