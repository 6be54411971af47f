import type { Command, Io } from './command.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { deployCommand } from './commands/deploy.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { startCommand } from './commands/start.ts';
import { EXIT, explain, UsageError } from './errors.ts';
import { optionsHelp, readOptions } from './options.ts';

export const COMMANDS: readonly Command[] = [
  startCommand,
  deployCommand,
  exportCommand,
  importCommand,
  backupCommand,
  restoreCommand,
];

/**
 * Runs one command line, without the program's name.
 * @returns the exit code: 0 done, 1 failed, 2 badly asked.
 */
export async function run(args: readonly string[], io: Io, commands = COMMANDS): Promise<number> {
  const [name, ...others] = args;
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    io.out(generalHelp(commands));
    return EXIT.ok;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    io.err(`Commande inconnue : ${name}\n`);
    io.err(generalHelp(commands));
    return EXIT.usage;
  }
  if (others.includes('--help') || others.includes('-h')) {
    io.out(commandHelp(command));
    return EXIT.ok;
  }
  try {
    const { values, rest } = readOptions(others, command.options, io.env);
    return await command.run(values, rest, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`${error.message}\n\n${commandHelp(command)}`);
      return EXIT.usage;
    }
    io.err(explain(error));
    return EXIT.failed;
  }
}

function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return [
    'Dossier communicant de cancérologie',
    '',
    'Usage : npm run dcc -- <commande> [options]',
    '',
    ...lines,
    '',
    'Aide d’une commande : npm run dcc -- <commande> --help',
  ].join('\n');
}

function commandHelp({ usage, summary, options }: Command): string {
  return [
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    `Usage : npm run dcc -- ${usage}`,
    '',
    optionsHelp(options),
  ].join('\n');
}
