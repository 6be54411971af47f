/** `npm run bench -- cda|server|oncorif [--json]`: ratios against a peer measured in the same run. */
import { printTable } from './rounds.ts';

const [name] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const json = process.argv.includes('--json');

const benches: Record<string, () => Promise<void>> = {
  async cda() {
    const { benchCda } = await import('../../../transforms/bench/cda.ts');
    await benchCda({ json });
  },
  async server() {
    const { benchServer } = await import('./server.ts');
    const rows = await benchServer();
    if (json) console.log(JSON.stringify({ rows }));
    else printTable(rows);
  },
  async oncorif() {
    const { benchIndicatorsBesideOracle } = await import('../oracle/bench.ts');
    console.log(JSON.stringify(benchIndicatorsBesideOracle(), null, json ? 0 : 2));
  },
};

const bench = benches[name ?? ''];
if (!bench) {
  console.error(`Usage : npm run bench -- ${Object.keys(benches).join('|')} [--json]`);
  process.exit(2);
}
await bench();
