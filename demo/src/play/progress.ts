import { createRequire } from 'node:module';

/** What a long piece of work says while it runs. */
export interface Progress {
  /** Begins a phase of `total` steps, named in French. */
  begin(phase: string, total: number): void;
  /** So many steps more are done. */
  step(count?: number): void;
  end(): void;
}

interface Bar {
  start(total: number, value: number, payload: object): void;
  increment(count: number): void;
  stop(): void;
}
type BarClass = new (options: object) => Bar;

/** A bar on a terminal, one line per phase elsewhere (a log file, a test runner). */
export function progress(out: NodeJS.WriteStream = process.stdout): Progress {
  return out.isTTY ? bars(out) : lines((text) => out.write(`${text}\n`));
}

/** One line when a phase ends: its name, its count, its duration. */
export function lines(write: (text: string) => void, now: () => number = () => performance.now()): Progress {
  let current: { phase: string; done: number; start: number } | undefined;
  return {
    begin: (phase) => {
      current = { phase, done: 0, start: now() };
    },
    step: (count = 1) => {
      if (current) current.done += count;
    },
    end: () => {
      if (!current) return;
      const seconds = ((now() - current.start) / 1000).toFixed(1).replace('.', ',');
      write(`  ${current.phase} : ${current.done} en ${seconds} s`);
      current = undefined;
    },
  };
}

function bars(stream: NodeJS.WriteStream): Progress {
  // CommonJS without types: the three methods above are all that is used.
  const { SingleBar } = createRequire(import.meta.url)('cli-progress') as { SingleBar: BarClass };
  let bar: Bar | undefined;
  return {
    begin: (phase, total) => {
      const format = '  {phase} [{bar}] {value}/{total}  {duration} s';
      bar = new SingleBar({ format, stream, hideCursor: true, barsize: 28 });
      bar.start(total, 0, { phase: phase.padEnd(28) });
    },
    step: (count = 1) => bar?.increment(count),
    end: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
