import { createRequire } from 'node:module';
import type { Io } from './command.ts';

/** The part of cli-progress 3.12 that we use; it has no types of its own. */
interface CliProgress {
  SingleBar: new (
    options: { format: string; hideCursor: boolean; barsize: number },
    preset: object,
  ) => {
    start(total: number, value: number, payload: object): void;
    update(value: number, payload: object): void;
    stop(): void;
  };
  Presets: { shades_classic: object };
}

/** How far a long command is; `total` may grow on the way. */
export interface Step {
  done: number;
  total: number;
  /** What is being done, in French. */
  label: string;
}

export type OnProgress = (step: Step) => void;

/**
 * Shows the progress of a command: a bar for a person, a line per new label for a log.
 * @returns what to call at each step, and at the end whatever happened.
 */
export function showProgress(io: Io): { step: OnProgress; end: () => void } {
  return io.isTty ? bar() : lines(io);
}

function bar(): ReturnType<typeof showProgress> {
  const { SingleBar, Presets } = createRequire(import.meta.url)('cli-progress') as CliProgress;
  const format = '{bar} {percentage} % | {value}/{total} | {label}';
  const single = new SingleBar({ format, hideCursor: true, barsize: 30 }, Presets.shades_classic);
  let started = 0;
  return {
    step: ({ done, total, label }) => {
      if (started === total) {
        single.update(done, { label });
      } else {
        single.start(total, done, { label });
        started = total;
      }
    },
    end: () => single.stop(),
  };
}

function lines({ out }: Io): ReturnType<typeof showProgress> {
  let last = '';
  return {
    step: ({ label, total }) => {
      if (label !== last) {
        out(`${label} (${total})`);
        last = label;
      }
    },
    end: () => undefined,
  };
}
