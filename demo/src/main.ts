import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { accountsText } from './accounts/index.ts';
import { codeText, openAccounts, writeAccounts } from './main/accounts.ts';
import { type DemoOptions, folderOf, OptionError, readOptions, USAGE } from './main/options.ts';
import { type DemoServer, startDemoServer } from './main/server.ts';
import { type DemoState, readState, writeState } from './main/state.ts';
import { type Actors, signIn } from './play/actors.ts';
import { playDirectory } from './play/directory.ts';
import { waitForJobs } from './play/jobs.ts';
import { Ledger } from './play/ledger.ts';
import { play } from './play/play.ts';
import { progress } from './play/progress.ts';
import { summaryText } from './play/summary.ts';
import { playUpcoming } from './upcoming/play.ts';

const DATA = join(import.meta.dirname, '..', '..', '.data', 'demo');

/** What makes two demonstrations the same. */
function optionsKey({ seed, month, cases, documents }: DemoOptions): string {
  return JSON.stringify({ seed, month, cases: cases ?? null, documents });
}

/** What every play stands on, made when it lacks: profiles, rules, bots, directory, accounts. */
async function prepare(
  server: DemoServer,
  folder: string,
  state: DemoState,
): Promise<{ actors: Actors; ledger: Ledger }> {
  const bar = progress();
  const actors = await signIn({ url: server.url, ...state.service }, state.secrets);
  let done = 0;
  bar.begin('Profils, règles et bots', 0);
  await deploy(actors.service, {
    onProgress: (step) => {
      bar.step(step.done - done);
      done = step.done;
    },
  });
  bar.end();
  const ledger = new Ledger();
  await ledger.load(actors.service);
  await playDirectory(actors, ledger, bar);
  await openAccounts(actors, ledger, folder, state, bar);
  return { actors, ledger };
}

/** The screens need work to do today: sessions to come, whatever the day the demonstration is opened. */
async function lookAhead({ service }: Actors, ledger: Ledger, { seed, month }: DemoOptions): Promise<void> {
  await ledger.load(service);
  const bar = progress();
  await playUpcoming(service, ledger, { seed, month, now: Date.now() }, bar);
  // Who is convened from another establishment sees the cases once the bots have shared them.
  await waitForJobs(service, bar);
}

async function run(
  server: DemoServer,
  folder: string,
  state: DemoState,
  options: DemoOptions,
): Promise<void> {
  const { actors, ledger } = await prepare(server, folder, state);
  if (state.played?.options === optionsKey(options) && !options.out) {
    console.log('La démonstration est déjà jouée dans ce dossier de données :');
    console.log(summaryText(state.played.summary));
    await lookAhead(actors, ledger, options);
    return;
  }
  const { seed, month, documents, cases } = options;
  const out = folderOf(options);
  const figures = await play(
    actors,
    { seed, month, documents, ...(cases ? { cases } : {}), ...(out ? { out } : {}) },
    progress(),
  );
  // A load for measures has no reader.
  if (documents) await lookAhead(actors, ledger, options);
  state.played = { options: optionsKey(options), summary: figures };
  writeState(folder, state);
  if (out) writeAccounts(out, figures, state);
  console.log(`\nLe mois ${month} est joué :\n${summaryText(figures)}`);
  if (out) console.log(`  Fichiers écrits dans ${out}`);
}

function printAccess(url: string, state: DemoState): void {
  console.log(`
Serveur ouvert : ${url.replace(/\/$/, '').replace('127.0.0.1', 'localhost')}
  Administrateur du serveur (client)  identifiant ${state.service.clientId}
                                      secret      ${state.service.clientSecret}

${accountsText(state.secrets)}

Ctrl-C pour l’arrêter.`);
}

/** Settles at the first Ctrl-C or SIGTERM, from now on. */
function stopSignal(): Promise<'stopped'> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve('stopped'));
  });
}

async function main(options: DemoOptions): Promise<void> {
  const signal = stopSignal();
  const folder = options.data ?? (options.once ? mkdtempSync(join(tmpdir(), 'dcc-demo-')) : DATA);
  const state = readState(folder);
  writeState(folder, state);
  let server: DemoServer | undefined;
  try {
    console.log('Démarrage du serveur…');
    server = await startDemoServer(folder, state.service, options.port);
    const died = server.ended.then(() => Promise.reject(new Error('le serveur s’est arrêté.')));
    const played = run(server, folder, state, options);
    if ((await Promise.race([played, died, signal])) === 'stopped') {
      console.log('\nArrêt demandé : la prochaine fois, la démonstration reprendra où elle en était.');
      // What is under way meets a server that stops.
      played.catch(() => {});
      return;
    }
    if (options.once) return;
    printAccess(server.url, state);
    await Promise.race([signal, died]);
  } finally {
    await server?.stop();
    if (options.once && !options.data) rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else if (options.code) console.log(codeText(options.data ?? DATA, options.code));
  else await main(options);
  // Keep-alive sockets of the clients would hold the process for a while.
  process.exit(0);
} catch (error) {
  console.error(
    error instanceof OptionError
      ? `${error.message}\n\n${USAGE}`
      : `\nLa démonstration a échoué : ${(error as Error).message}`,
  );
  process.exit(error instanceof OptionError ? 2 : 1);
}
