import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { EXIT } from '../errors.ts';
import { DATA_DIR } from './data-dir.ts';

const SERVER = join(import.meta.dirname, '../../../server/src/main.ts');
/** The clinicians' application, once built. To the server it is a folder like any other. */
const UI_DIR = join(import.meta.dirname, '../../../clinic/dist');

export const startCommand: Command = {
  name: 'start',
  summary: 'démarre le serveur FHIR embarqué, jusqu’à Ctrl-C',
  usage: 'start [--port PORT] [--data DOSSIER] [--ui DOSSIER] [--config FICHIER]',
  // No default here: an option that is not given must not hide what the configuration file says.
  options: [
    { name: 'port', value: 'PORT', help: 'port d’écoute, 8103 sinon', env: 'DCC_PORT' },
    { name: 'host', value: 'ADRESSE', help: 'adresse d’écoute, 127.0.0.1 sinon', env: 'DCC_HOST' },
    { name: 'data', value: 'DOSSIER', help: `dossier des données, ${DATA_DIR} sinon`, env: 'DCC_DATA_DIR' },
    {
      name: 'ui',
      value: 'DOSSIER',
      help: 'application web à servir, apps/clinic/dist sinon, si elle est construite',
      env: 'DCC_STATIC',
    },
    {
      name: 'config',
      value: 'FICHIER',
      help: 'configuration en JSON (docs/exploitation.md)',
      env: 'DCC_CONFIG',
    },
  ],
  run(values, _rest, io) {
    const env = {
      ...io.env,
      DCC_CONFIG: values.config,
      DCC_PORT: values.port,
      DCC_HOST: values.host,
      DCC_DATA_DIR: values.data ?? (values.config ? undefined : DATA_DIR),
      DCC_STATIC: values.ui ?? (values.config ? undefined : builtUi()),
    };
    // A process of its own: the server may be stopped, replaced or run elsewhere without the CLI.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVER], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.stdout.setEncoding('utf8');
    let text = '';
    child.stdout.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) {
        announce(text.slice(0, end), io.out);
        text = text.slice(end + 1);
      }
    });
    return new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        process.off('SIGINT', forward).off('SIGTERM', forward);
        resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? EXIT.ok : EXIT.failed));
      });
      child.on('error', (error) => {
        io.err(`Le serveur n’a pas pu démarrer : ${error.message}`);
        resolve(EXIT.failed);
      });
    });
  },
};

function builtUi(): string | undefined {
  return existsSync(join(UI_DIR, 'index.html')) ? UI_DIR : undefined;
}

/** The server says once, in JSON, that it is ready; a person reads it in French. */
function announce(line: string, out: (text: string) => void): void {
  const { url, clientId, clientSecret } = JSON.parse(line) as Record<string, string | undefined>;
  out(`Serveur prêt : ${url}`);
  out(`Client administrateur : ${clientId}`);
  if (clientSecret) {
    out(`Secret (affiché cette seule fois, à conserver) : ${clientSecret}`);
  }
}
