import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS, accountRows, accountsText, currentCode, provision } from '../accounts/index.ts';
import type { Actors } from '../play/actors.ts';
import type { Ledger } from '../play/ledger.ts';
import type { Progress } from '../play/progress.ts';
import type { Summary } from '../play/summary.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { type DemoState, readState, writeState } from './state.ts';

/** Gives the people of the region their logins; the directory is on the server already. */
export async function openAccounts(
  { service, people }: Actors,
  ledger: Ledger,
  folder: string,
  state: DemoState,
  progress: Progress,
): Promise<void> {
  progress.begin('Comptes', ACCOUNTS.length + ESTABLISHMENTS.length);
  await provision(
    service,
    state.secrets,
    (reference) => ledger.translate(reference),
    () => writeState(folder, state),
    { step: () => progress.step(), online: people },
  );
  progress.end();
}

/** Writes the accounts beside the documents: `comptes.txt` for people, `summary.json` for programs. */
export function writeAccounts(out: string, figures: Summary, { secrets }: DemoState): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'comptes.txt'), `${accountsText(secrets)}\n`, { mode: 0o600 });
  const accounts = accountRows(secrets);
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...figures, accounts }, null, 2)}\n`);
}

/**
 * What `--code` shows.
 * @param who an e-mail address, whose secret is read in the data directory, or a secret.
 * @throws Error in French when the account has no second factor here.
 */
export function codeText(folder: string, who: string, now: number = Date.now()): string {
  const isAddress = who.includes('@');
  const secret = isAddress ? readState(folder).secrets.factors[who.toLowerCase()] : who.replaceAll(' ', '');
  if (!secret) throw new Error(`${who} : pas de second facteur dans ${folder} (voir --data).`);
  if (!/^[A-Z2-7]{16,}$/i.test(secret)) {
    throw new Error('--code : une adresse électronique ou un secret (base32) est attendu.');
  }
  const { code, next, seconds } = currentCode(secret.toUpperCase(), now);
  return `${code} (encore ${seconds} s ; le suivant, accepté aussi : ${next})`;
}
