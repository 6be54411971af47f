import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command, Io } from '../command.ts';
import { EXIT } from '../errors.ts';
import type { OptionSpec } from '../options.ts';
import { DATA_DIR } from './data-dir.ts';

const PROGRAM = join(import.meta.dirname, '../../../server/src/backup/main.ts');
const PASSPHRASE = 'DCC_BACKUP_PASSPHRASE';

const dataDir: OptionSpec = {
  name: 'data-dir',
  value: 'DOSSIER',
  help: 'dossier de données du serveur',
  env: 'DCC_DATA_DIR',
};

export const backupCommand: Command = {
  name: 'backup',
  summary: 'sauvegarde le serveur embarqué dans un fichier, sans l’arrêter',
  usage: 'backup --out FICHIER [--data-dir DOSSIER]',
  options: [
    { name: 'out', value: 'FICHIER', help: 'fichier à écrire ; ne doit pas exister', required: true },
    { ...dataDir, default: DATA_DIR },
  ],
  async run({ out, 'data-dir': folder }, _rest, io) {
    const result = await runProgram(['backup', '--data-dir', folder!, '--out', out!], io);
    if (!result) {
      return EXIT.failed;
    }
    const megabytes = (result.bytes! / 1e6).toLocaleString('fr', { maximumFractionDigits: 1 });
    io.out(`Sauvegarde écrite : ${out} (${megabytes} Mo, ${result.documents} document(s)).`);
    if (!io.env[PASSPHRASE]) {
      io.out(`Elle contient les clés du serveur et n’est pas chiffrée : voir ${PASSPHRASE}.`);
    }
    return sayMissing(result, io);
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'refait le dossier du serveur embarqué à partir d’une sauvegarde',
  usage: 'restore --from FICHIER --data-dir DOSSIER',
  options: [
    { name: 'from', value: 'FICHIER', help: 'sauvegarde à lire', required: true },
    { ...dataDir, help: 'dossier à créer, absent ou vide', required: true },
  ],
  async run({ from, 'data-dir': folder }, _rest, io) {
    const result = await runProgram(['restore', '--from', from!, '--data-dir', folder!], io);
    if (!result) {
      return EXIT.failed;
    }
    const moment = new Date(result.createdAt).toLocaleString('fr', { timeZone: 'Europe/Paris' });
    io.out(
      `Serveur restauré dans ${folder}, tel qu’il était le ${moment} (${result.documents} document(s)).`,
    );
    return sayMissing(result, io);
  },
};

interface Result {
  createdAt: string;
  documents: number;
  missing: string[];
  bytes?: number;
}

/** A process of the server's own code, as `start` is: the CLI reads no data folder itself. */
async function runProgram(args: string[], io: Io): Promise<Result | undefined> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, ...args], {
    env: { ...io.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== EXIT.ok) {
    io.err(errors.trim() || 'L’opération a été interrompue.');
    return undefined;
  }
  return JSON.parse(output) as Result;
}

/** The backup is made without them, but nobody may believe that all is well. */
function sayMissing({ missing }: Result, io: Io): number {
  if (missing.length === 0) {
    return EXIT.ok;
  }
  io.err(`Attention : ${missing.length} document(s) manquaient sur le disque, par exemple ${missing[0]}.`);
  return EXIT.failed;
}
