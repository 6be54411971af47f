/**
 * Honest figures on a shared machine: ours and the peer take turns in one run (A/B/A/B), the median of the rounds is
 * kept, and what is printed is a ratio. Nothing here runs in a timed test.
 */
export interface Row {
  what: string;
  /** Medians, microseconds of wall time per operation. */
  ours: number;
  peer: number;
  ratio: number;
  unit: string;
  peerName: string;
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Microseconds per operation of `work`, which does `times` operations. */
export async function perOperation(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1000 / times;
}

/** Runs both sides in turns; the first round warms up and does not count. */
export async function duel(
  what: string,
  peerName: string,
  times: number,
  ours: () => Promise<unknown> | unknown,
  peer: () => Promise<unknown> | unknown,
  rounds = 5,
): Promise<Row> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const a = await perOperation(times, ours);
    const b = await perOperation(times, peer);
    if (round > 0) {
      mine.push(a);
      theirs.push(b);
    }
  }
  const [x, y] = [median(mine), median(theirs)];
  return { what, ours: x, peer: y, ratio: x / y, unit: 'µs/op', peerName };
}

export function printTable(rows: Row[]): void {
  for (const r of rows) {
    const figures = `${r.ours.toFixed(0).padStart(8)} ${r.unit}, ${r.peerName} ${r.peer.toFixed(0).padStart(7)}`;
    console.log(`${r.what.padEnd(34)} ${figures}, ratio ${r.ratio.toFixed(2)}`);
  }
}
