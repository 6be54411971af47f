import type { Io } from '../command.ts';

/** What a command said, for a test. */
export function recordingIo(env: Io['env'] = {}): Io & { output: string[]; errors: string[] } {
  const output: string[] = [];
  const errors: string[] = [];
  return {
    output,
    errors,
    env,
    isTty: false,
    out: (text) => output.push(text),
    err: (text) => errors.push(text),
  };
}
