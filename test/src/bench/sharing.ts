/**
 * `npm run bench -- sharing`: what showing a record to those who share it costs (`share-record`, ADR 11). The same cases
 * are written twice by the same people: where the bot runs, and where a service gave the patients their accounts
 * beforehand. `--sizes 1k,10k` counts an event behind stores of these sizes instead. Counted in processor time of the server, which other work on the machine does not change much.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deploy } from '@dcc/cli';
import { provision, type Secrets } from '@dcc/demo/accounts';
import type { MedplumClient } from '@medplum/core';
import type { Bot, Subscription } from '@medplum/fhirtypes';
import { refer } from '../../../demo/src/base/fhir.ts';
import type { Month } from '../../../demo/src/base/time.ts';
import { signIn } from '../../../demo/src/play/actors.ts';
import { playDirectory } from '../../../demo/src/play/directory.ts';
import { waitForJobs } from '../../../demo/src/play/jobs.ts';
import { Ledger } from '../../../demo/src/play/ledger.ts';
import { playPatients, transmitPatients } from '../../../demo/src/play/patients.ts';
import { lines } from '../../../demo/src/play/progress.ts';
import { playSessions } from '../../../demo/src/play/sessions.ts';
import { requesterPlace } from '../../../demo/src/story/roles.ts';
import { type Story, story } from '../../../demo/src/story/story.ts';
import { CLIENT_ID, CLIENT_SECRET, startServerProcess } from '../support/server-process.ts';
import { benchSizes, cpuOf, linesOfSizes, type SizeRow } from './sharing-size.ts';

/** Fiches that a region of twelve million people writes in a month, over 22 days of ten hours. */
const REGION = { fiches: 13_000, seconds: 22 * 10 * 3600 };

/** One side of the comparison. */
export interface Side {
  fiches: number;
  /** Seconds of processor. */
  cpu: number;
  /** Versions of the types that the bot writes: those of people, and its own. */
  written: number;
  rewritten: number;
  /** Of the bot's, by type. */
  byType: Record<string, number>;
  /** Notifications done, and attempts beyond the first. */
  events: number;
  retries: number;
}

export interface Sharing {
  with: Side;
  without: Side;
  /** Processor time beside the same writes without the bot. */
  ratio: number;
  eventsPerFiche: number;
  rewritesPerFiche: number;
  millisecondsPerEvent: number;
  /** Share of one processor that a region's month keeps busy with it, in its working hours. */
  regionShare: number;
}

/** What `--sizes` asks for: the cost of an event behind stores of growing size (`sharing-size.ts`). */
export interface Sizes {
  readonly sizes: readonly SizeRow[];
}

/** @param args of the command: with `--sizes 1k,10k` the stores are compared, and nothing else is. */
export async function benchSharing(
  cases = 60,
  args: readonly string[] = process.argv,
): Promise<Sharing | Sizes> {
  const at = args.indexOf('--sizes');
  if (at >= 0) {
    const { sizesOf } = await import('./oncorif/main.ts');
    return { sizes: await benchSizes(sizesOf(args[at + 1] ?? '')) };
  }
  return figures(await play(cases, true), await play(cases, false));
}

export function figures(shared: Side, plain: Side): Sharing {
  const extra = shared.cpu - plain.cpu;
  return {
    with: shared,
    without: plain,
    ratio: shared.cpu / plain.cpu,
    eventsPerFiche: shared.events / shared.fiches,
    rewritesPerFiche: shared.rewritten / shared.fiches,
    millisecondsPerEvent: (extra * 1000) / shared.events,
    regionShare: ((extra / shared.fiches) * REGION.fiches) / REGION.seconds,
  };
}

export function printSharing(found: Sharing | Sizes): void {
  if ('sizes' in found) {
    for (const line of linesOfSizes(found.sizes)) console.log(line);
    return;
  }
  const { byType } = found.with;
  const types = Object.entries(byType).map(([type, n]) => `${type} ${n}`);
  for (const line of [
    `fiches ${found.with.fiches}, events ${found.with.events} (${found.with.retries} tried again)`,
    `processor time beside the same writes without it: ratio ${found.ratio.toFixed(2)}`,
    `per fiche: ${found.eventsPerFiche.toFixed(1)} events, ${found.rewritesPerFiche.toFixed(1)} rewritten versions`,
    `per event: ${found.millisecondsPerEvent.toFixed(0)} ms of processor`,
    `a region (${REGION.fiches} fiches a month): ${(found.regionShare * 100).toFixed(2)} % of one processor`,
    `rewritten: ${types.join(', ')}`,
  ])
    console.log(line);
}

async function play(cases: number, isShared: boolean): Promise<Side> {
  const server = await startServerProcess({ keep: true, env: { DCC_LOG_LEVEL: 'error' } });
  try {
    const secrets: Secrets = { factors: {}, software: {} };
    const access = { url: server.url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    const actors = await signIn(access, secrets);
    await deploy(actors.service);
    const bot = await onlySharing(actors.service, isShared);
    const ledger = new Ledger();
    const quiet = lines(() => undefined);
    // This month: invitations are open, as they are when people write.
    const month = new Date().toISOString().slice(0, 7) as Month;
    const told = story({ seed: 'dcc', month, cases });
    await playDirectory(actors, ledger, quiet);
    const translate = ledger.translate.bind(ledger);
    await provision(actors.service, secrets, translate, () => undefined, { online: actors.people });
    if (isShared) {
      await transmitPatients(actors, told, ledger, quiet);
      await knownWhereAsked(actors.service, told, ledger);
    } else {
      await playPatients(actors, told, ledger, quiet);
    }
    const before = cpuOf(server.process.pid!);
    const settled = (): Promise<void> => waitForJobs(actors.service, quiet, 100);
    await playSessions(actors, told, ledger, quiet, settled);
    await settled();
    const cpu = cpuOf(server.process.pid!) - before;
    const fiches = told.cases.filter(({ caseState }) => caseState === 'treated').length;
    await server.stop();
    return { fiches, cpu, ...countWrites(join(server.dir, 'store.sqlite'), bot) };
  } finally {
    await server.stop();
    rmSync(server.dir, { recursive: true, force: true });
  }
}

/** A patient for whom two establishments ask is known to both: nothing but asking makes her known to more. */
async function knownWhereAsked(service: MedplumClient, told: Story, ledger: Ledger): Promise<void> {
  for (const [member, own] of Map.groupBy(told.cases, ({ state }) => state.member)) {
    const places = [...new Set(own.map(requesterPlace))];
    if (places.length === 1) continue;
    const patient = await service.readResource(
      'Patient',
      ledger.serverId(refer('Patient', member.plan.key).reference!)!,
    );
    const accounts = places.map((one) => ledger.translate(refer('Organization', `organization-${one}`)));
    await service.updateResource({ ...patient, meta: { ...patient.meta, accounts } });
  }
}

/** Turns off what is not compared: documents, vetoes. @returns reference of the bot. */
async function onlySharing(service: MedplumClient, isShared: boolean): Promise<string> {
  const bot = (await service.searchOne('Bot', 'name=dcc-share-record')) as (Bot & { id: string }) | undefined;
  if (!bot) throw new Error('Le bot share-record n’est pas déployé.');
  const endpoint = `Bot/${bot.id}`;
  const all: Subscription[] = await service.searchResources('Subscription', 'status=active&_count=100');
  for (const one of all.filter(({ channel }) => !isShared || channel?.endpoint !== endpoint)) {
    await service.updateResource({ ...one, status: 'off' } as Subscription & { id: string });
  }
  return endpoint;
}

/** What a store at rest holds of the bot's work: its versions, those of others of the same types, its notifications. */
export function countWrites(file: string, bot: string): Omit<Side, 'fiches' | 'cpu'> {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      `SELECT content ->> '$.resourceType' AS type, content ->> '$.meta.author.reference' = ? AS isBot, count(*) AS n
       FROM (SELECT content FROM resource UNION ALL SELECT content FROM history) WHERE content IS NOT NULL
       GROUP BY 1, 2`,
    )
    .all(bot) as { type: string; isBot: number | null; n: number }[];
  const jobs = db
    .prepare(`SELECT count(*) AS events, sum(attempts) AS tries FROM job WHERE status = 'done'`)
    .get();
  db.close();
  const { events, tries } = jobs as { events: number; tries: number | null };
  const byType = Object.fromEntries(rows.filter(({ isBot }) => isBot).map(({ type, n }) => [type, n]));
  const sum = (all: typeof rows): number => all.reduce((total, { n }) => total + n, 0);
  return {
    byType,
    rewritten: sum(rows.filter(({ isBot }) => isBot)),
    written: sum(rows.filter(({ type, isBot }) => !isBot && (byType[type] ?? 0) > 0)),
    events,
    retries: (tries ?? 0) - events,
  };
}
