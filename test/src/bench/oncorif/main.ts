/** `npm run bench -- oncorif [--json] [--sizes 1k,10k,100k,1500k] [--month 1k] [--part server,projection,cql,ratio]`. */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { benchIndicatorsBesideOracle } from '../../oracle/bench.ts';
import type { CqlComparison, CqlCost } from './cql.ts';
import { benchMonth, type ProjectionRow } from './projection.ts';
import { benchExport, type ServerRow } from './server.ts';

/** Fiches of a month of the region: 150,000 a year. */
const REGION_MONTH = 13_000;
const PARTS = ['ratio', 'projection', 'server', 'cql'] as const;

export interface OncorifBench {
  readonly load: readonly number[];
  readonly ratio?: ReturnType<typeof benchIndicatorsBesideOracle>;
  readonly projection?: readonly ProjectionRow[];
  readonly server?: readonly ServerRow[];
  readonly cql?: CqlComparison;
}

/** `10k` is 10,000. @throws Error in French. */
export function sizesOf(text: string, name = '--sizes'): number[] {
  return text.split(',').map((one) => {
    const found = /^(\d+)(k?)$/.exec(one.trim());
    const size = found ? Number(found[1]) * (found[2] ? 1000 : 1) : 0;
    if (size < 1) throw new Error(`${name} : « ${one} » n’est pas une taille (1k, 10k, 100k, 1500k)`);
    return size;
  });
}

/**
 * Sizes are fiches of the whole history: up to 100,000 they are on a server, beyond in the projection. A month
 * has 1,000 fiches on the server, or as many as `--month` says (12,500 are a month of the region). In the projection three months of growing size show that the cost is that
 * of the month, and a month of the region behind each history that it is not that of the history.
 */
export async function benchOncorif(args: readonly string[]): Promise<OncorifBench> {
  const sizes = sizesOf(option(args, '--sizes') ?? '1k,10k');
  const parts = (option(args, '--part') ?? PARTS.join(',')).split(',');
  const unknown = parts.find((part) => !PARTS.includes(part as never));
  if (unknown) throw new Error(`--part : « ${unknown} » inconnu (${PARTS.join(', ')})`);
  const has = (part: (typeof PARTS)[number]): boolean => parts.includes(part);
  const [perMonth = 1000] = sizesOf(option(args, '--month') ?? '1k', '--month');
  const server: ServerRow[] = [];
  for (const size of has('server') ? sizes.filter((one) => one <= 100_000) : []) {
    const month = Math.min(size, perMonth);
    server.push(await benchExport(month, Math.round(size / month)));
  }
  return {
    load: loadavg(),
    ...(has('ratio') && { ratio: benchIndicatorsBesideOracle() }),
    ...(has('projection') && { projection: projections(sizes) }),
    ...(has('server') && { server }),
    ...(has('cql') && { cql: benchCql(2000) }),
  };
}

/** The comparison in a process where neither engine has run: its first round is cold. */
export function benchCql(fiches: number, rounds = 3): CqlComparison {
  const script = join(import.meta.dirname, 'cql.ts');
  const args = ['--disable-warning=ExperimentalWarning', script, String(fiches), String(rounds)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as CqlComparison;
}

function projections(sizes: readonly number[]): ProjectionRow[] {
  const months = [Math.ceil(REGION_MONTH / 4), Math.ceil(REGION_MONTH / 2), REGION_MONTH];
  return [
    ...months.flatMap((month) => benchMonth(month, 1)),
    ...sizes
      .filter((size) => size > REGION_MONTH)
      .flatMap((size) => benchMonth(REGION_MONTH, Math.round(size / REGION_MONTH), 1)),
  ];
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

/** The figures as lines for people. */
export function linesOf({ load, ratio, projection, server, cql }: OncorifBench): string[] {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const lines = [`charge de la machine : ${load.map((one) => one.toFixed(1)).join(' ')}`];
  if (ratio)
    lines.push(`18 indicateurs, ${ratio.fiches} fiches : ${ratio.ratio.toFixed(2)} fois une boucle simple`);
  for (const { what, history, month, engine, ratio: times } of projection ?? []) {
    const beside = times === undefined ? '' : `, ${times.toFixed(2)} fois la boucle`;
    const cost = `${ms(engine.cpuMs)} de processeur, ${ms(engine.wallMs)}, ${Math.round(engine.peakMb)} Mo`;
    lines.push(`projection, ${what} de ${month} fiches derrière ${history} : ${cost}${beside}`);
  }
  for (const one of server ?? []) {
    const cost = `${ms(one.wallMs)} (puis ${ms(one.againMs)}, une fiche changée ${ms(one.changedMs)}, ${one.read} mois relus), bot ${ms(one.botCpuMs)}, ${Math.round(one.botPeakMb)} Mo ; chargé en ${Math.round(one.loadS)} s`;
    lines.push(`serveur, mois de ${one.month} fiches parmi ${one.history} : ${cost}`);
  }
  if (cql) {
    const counts = Object.entries(cql.counts).map(([name, [own, theirs]]) => `${name} ${own} = ${theirs}`);
    const times = ({ oursMs, theirsMs, ratio }: CqlCost): string =>
      `${ratio.toFixed(0)} fois plus lent (${ms(theirsMs)} contre ${ms(oursMs)})`;
    lines.push(
      `CQL, ${cql.fiches} fiches : à froid, premier tour, ${times(cql.cold)} ; à chaud, médiane des suivants, ${times(cql.warm)} ; ${counts.join(', ')}`,
    );
  }
  return lines;
}
