import type { OptionSpec, Values } from './options.ts';

/** What a command may touch of the outside: given, so that a test gives its own. */
export interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  env: Readonly<Record<string, string | undefined>>;
  /** Is a person watching? Then bars move; otherwise lines are written. */
  isTty: boolean;
}

export interface Command {
  name: string;
  /** One line of the general help, in French. */
  summary: string;
  /** How to call it, after `npm run dcc --`. */
  usage: string;
  options: readonly OptionSpec[];
  /** @returns the exit code. */
  run: (values: Values, rest: readonly string[], io: Io) => Promise<number>;
}
