import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseMonth } from '../base/time.ts';
import { clockProblem, defaultMonth } from './clock.ts';

/** What `npm run demo` was asked for. */
export interface DemoOptions {
  seed: string;
  month: string;
  cases?: number;
  documents: boolean;
  /** Ends when everything is done, instead of leaving the server on. */
  once: boolean;
  /** Asked for: then the month is played anew even in a folder where it was. */
  out?: string;
  /** Data directory of the server; kept at the end even with `once`. */
  data?: string;
  /** 0 lets the system choose. */
  port: number;
  /** Shows the code of this second factor instead of playing: e-mail address or secret. */
  code?: string;
  help: boolean;
}

export const USAGE = `Démonstration : une Île-de-France fictive, un mois de RCP.

  npm run demo                      joue le mois puis laisse le serveur ouvert (Ctrl-C pour l’arrêter)
  npm run demo -- --once --out out/ joue le mois dans un dossier temporaire, écrit les documents, se termine

  --cases N        nombre de dossiers (par défaut : tout le mois, plus de 200)
  --no-documents   ne produit ni CDA ni export, pour charger vite un grand nombre de dossiers
  --seed TEXTE     graine des données (par défaut : dcc)
  --month AAAA-MM  mois joué, terminé (par défaut : 2026-10)
  --out DOSSIER    où écrire cda/, pdf/, oncorif/, comptes.txt et summary.json (par défaut : out, ou nulle part avec --once)
  --data DOSSIER   données du serveur, gardées à la fin (par défaut : .data/demo, ou un dossier temporaire avec --once)
  --port N         port du serveur (par défaut : 8103, ou un port libre avec --once)
  --once           se termine quand tout est fait
  --code COMPTE    affiche le code du second facteur d’un compte (adresse électronique, ou secret)`;

/** Where what a play makes is written: asked for or not, a demonstration that stays open shows it. */
export function folderOf({ out, once }: Pick<DemoOptions, 'out' | 'once'>): string | undefined {
  return out ?? (once ? undefined : resolve('out'));
}

/** A wrong option; the message is French and names it. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const MAX_CASES = 10_000;
const DEFAULT_PORT = 8103;

/**
 * Reads the command line.
 * @throws OptionError
 */
export function readOptions(args: readonly string[], now: number = Date.now()): DemoOptions {
  const values = parse(args);
  const month = values.month ?? defaultMonth(now);
  try {
    parseMonth(month);
  } catch (error) {
    throw new OptionError(`--month : ${(error as Error).message}`);
  }
  const early = clockProblem(month, now);
  if (early) throw new OptionError(early);
  const once = values.once ?? false;
  return {
    seed: values.seed ?? 'dcc',
    month,
    ...(values.cases === undefined ? {} : { cases: whole('--cases', values.cases, 1, MAX_CASES) }),
    documents: !values['no-documents'],
    once,
    ...(values.out === undefined ? {} : { out: resolve(values.out) }),
    ...(values.data === undefined ? {} : { data: resolve(values.data) }),
    ...(values.code === undefined ? {} : { code: values.code }),
    port: values.port === undefined ? (once ? 0 : DEFAULT_PORT) : whole('--port', values.port, 0, 65_535),
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string' },
        'no-documents': { type: 'boolean' },
        seed: { type: 'string' },
        month: { type: 'string' },
        once: { type: 'boolean' },
        out: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        code: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const name = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? args.join(' ');
    throw new OptionError(`${name} : option inconnue ou valeur manquante.`);
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new OptionError(`${name} : un nombre entier de ${min} à ${max} est attendu, pas « ${text} ».`);
  }
  return value;
}
