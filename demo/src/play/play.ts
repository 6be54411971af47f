import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StoryOptions, story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { playDirectory } from './directory.ts';
import { waitForJobs } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { mergePatients } from './merge.ts';
import {
  type Export,
  exportMonth,
  issuedDocuments,
  readIndicators,
  refusedDocuments,
  writeDocuments,
} from './outputs.ts';
import { playPatients } from './patients.ts';
import { playPlans } from './plans.ts';
import type { Progress } from './progress.ts';
import { playSessions } from './sessions.ts';
import { playSignatures } from './signing.ts';
import { type Summary, summary } from './summary.ts';

export interface PlayOptions extends StoryOptions {
  /** Folder where documents, CSV files and summary go; none when absent. */
  out?: string;
  /** False: nothing is issued nor exported, for big loads. */
  documents: boolean;
}

/**
 * Plays the month on a server where `dcc deploy` ran. Playing again writes nothing new: each step asks the ledger
 * what is already there, and an interrupted play goes on where it stopped.
 */
export async function play(actors: Actors, options: PlayOptions, progress: Progress): Promise<Summary> {
  const start = performance.now();
  const told = story(options);
  const ledger = new Ledger();
  await ledger.load(actors.service);
  if (!options.documents) await silence(actors);
  await playDirectory(actors, ledger, progress);
  await playPatients(actors, told, ledger, progress);
  await playSessions(actors, told, ledger, progress);
  await playSignatures(actors, told, ledger, progress);
  await playPlans(actors, told, ledger, progress);
  let exported: Export = { rows: 0, files: [], failures: [] };
  if (options.documents) {
    await waitForJobs(actors.service, progress);
    await mergePatients(actors, told, ledger);
    exported = await exportMonth(actors.service, options.month, options.out);
    if (exported.failures.length > 0)
      throw new Error(`Export ONCORIF incomplet : ${exported.failures.join(' ; ')}`);
    await readIndicators(actors);
  } else {
    await mergePatients(actors, told, ledger);
  }
  const documents = options.documents ? await issuedDocuments(actors.service, told) : [];
  const refusals = options.documents ? await refusedDocuments(actors.service, told) : [];
  if (options.out) await writeDocuments(actors.service, documents, options.out, progress);
  const figures = summary(told, {
    seed: options.seed,
    cdaIssued: documents.length,
    refusals,
    export: exported,
    seconds: (performance.now() - start) / 1000,
  });
  if (options.out) {
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, 'summary.json'), `${JSON.stringify(figures, null, 2)}\n`);
  }
  return figures;
}

/** Turns the subscriptions off: signing then issues nothing. `dcc deploy` turns them on again. */
async function silence({ service }: Actors): Promise<void> {
  for (const one of await service.searchResources('Subscription', 'status=active&_count=100', {
    cache: 'reload',
  })) {
    await service.updateResource({ ...one, status: 'off' });
  }
}
