/** What a month costs out of the projection, whatever the history behind it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../rounds.ts';
import type { CountCost } from './count.ts';
import { monthsEnding, writeRegion } from './region.ts';

export interface ProjectionRow {
  readonly what: string;
  readonly history: number;
  readonly month: number;
  readonly engine: CountCost;
  readonly loop?: CountCost;
  /** Processor time of the engine over that of the loops, both with the reading of the same lines. */
  readonly ratio?: number;
}

const LAST = '2026-10';
/** Heap that the engine is given. */
const HEAP_MB = 128;

/**
 * One month of `perMonth` fiches at the end of `months` months: read alone, then with the eleven before it
 * (what rolling windows need where nothing is kept), then by plain loops.
 */
export function benchMonth(perMonth: number, months: number, rounds = 3): ProjectionRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'oncorif-bench-'));
  const file = join(folder, 'region.ndjson');
  try {
    const names = monthsEnding(LAST, months);
    writeRegion(file, names, perMonth);
    const engine = middle(rounds, () => count(file, 'engine'));
    const loop = middle(rounds, () => count(file, 'loop'));
    if (engine.validated !== loop.validated) throw new Error(`${engine.validated} ≠ ${loop.validated}`);
    const size = { history: perMonth * months, month: perMonth };
    const rows: ProjectionRow[] = [{ what: 'mois', ...size, engine, loop, ratio: engine.cpuMs / loop.cpuMs }];
    if (months >= 12) {
      const before = names.slice(-12, -1);
      rows.push({ what: 'mois et 11 précédents', ...size, engine: count(file, 'engine', before) });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function middle(rounds: number, run: () => CountCost): CountCost {
  const costs = Array.from({ length: rounds }, run);
  const cpuMs = median(costs.map((cost) => cost.cpuMs));
  return {
    ...costs[0]!,
    cpuMs,
    wallMs: median(costs.map((cost) => cost.wallMs)),
    peakMb: Math.max(...costs.map((cost) => cost.peakMb)),
  };
}

function count(file: string, how: 'engine' | 'loop', before: readonly string[] = []): CountCost {
  const script = join(import.meta.dirname, 'count.ts');
  // A small young generation: what V8 takes because the machine has it is not what the count needs.
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];
  // On a busy machine the marking of garbage falls behind, and the peak tells how much. Within a bound the engine
  // either fits or dies, and pays for what it collects; the loops, which hold the month whole, have none.
  if (how === 'engine') flags.push(`--max-old-space-size=${HEAP_MB}`);
  const args = [...flags, script, file, LAST, how, ...before];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as CountCost;
}
