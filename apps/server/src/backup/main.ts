import { parseArgs } from 'node:util';
import { silenceSqliteWarning } from '../quiet.ts';

silenceSqliteWarning();

const { backupFolder } = await import('./backup.ts');
const { restoreFolder } = await import('./restore.ts');

/**
 * `main.ts backup --data-dir DIR --out FILE`, `main.ts restore --from FILE --data-dir DIR`: prints its result
 * as one JSON line; errors in French on stderr. The passphrase comes by the environment, where other users of
 * the machine do not see it as they see arguments.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-dir': { type: 'string' }, out: { type: 'string' }, from: { type: 'string' } },
});
const passphrase = process.env.DCC_BACKUP_PASSPHRASE || undefined;
const { 'data-dir': dataDir, out, from } = values;

try {
  if (positionals[0] === 'backup' && dataDir && out) {
    say(await backupFolder({ dataDir, out, passphrase }));
  } else if (positionals[0] === 'restore' && dataDir && from) {
    say(await restoreFolder({ dataDir, from, passphrase }));
  } else {
    throw new Error(
      'Usage : backup --data-dir DOSSIER --out FICHIER | restore --from FICHIER --data-dir DOSSIER',
    );
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

function say(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
