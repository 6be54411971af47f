import { benchIndicators } from '../../../rules/bench/indicators.ts';
import { oracleCounts } from './counts.ts';

/** The engine beside the oracle's plain loops; `node test/src/oracle/bench.ts [fiches]` prints it. */
export function benchIndicatorsBesideOracle(fiches?: number) {
  return benchIndicators({ fiches, plainLoop: oracleCounts });
}

if (import.meta.main) {
  const fiches = process.argv[2] ? Number(process.argv[2]) : undefined;
  console.log(JSON.stringify(benchIndicatorsBesideOracle(fiches), null, 2));
}
