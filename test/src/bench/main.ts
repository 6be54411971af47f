/** `npm run bench -- cda|document|server|sharing|ui|dashboards|oncorif [--json]`: ratios against a peer measured in the same run. */
import { printTable } from './rounds.ts';

const name = process.argv[2];
const json = process.argv.includes('--json');

const benches: Record<string, () => Promise<void>> = {
  async cda() {
    const { benchCda } = await import('../../../transforms/bench/cda.ts');
    await benchCda({ json });
  },
  async document() {
    const { benchDocument } = await import('./document.ts');
    const cost = await benchDocument();
    if (json) console.log(JSON.stringify(cost));
    else for (const [what, ms] of Object.entries(cost)) console.log(`${what.padEnd(8)} ${ms.toFixed(1)} ms`);
  },
  async server() {
    const { benchServer } = await import('./server.ts');
    const rows = await benchServer();
    if (json) console.log(JSON.stringify({ rows }));
    else printTable(rows);
  },
  async sharing() {
    const { benchSharing, printSharing } = await import('./sharing.ts');
    const found = await benchSharing();
    if (json) console.log(JSON.stringify(found));
    else printSharing(found);
  },
  async ui() {
    const { benchUi } = await import('./ui.ts');
    const figures = await benchUi();
    if (json) console.log(JSON.stringify(figures));
    else
      for (const { what, value, unit, budget } of figures) {
        const asked = budget ? `  (budget ${budget})` : '';
        console.log(`${what.padEnd(62)} ${value.toFixed(0).padStart(6)} ${unit}${asked}`);
      }
  },
  async dashboards() {
    const { benchDashboards, linesOf } = await import('./dashboards/main.ts');
    const result = await benchDashboards(process.argv.slice(3));
    console.log(json ? JSON.stringify(result) : linesOf(result).join('\n'));
  },
  async oncorif() {
    const { benchOncorif, linesOf } = await import('./oncorif/main.ts');
    const result = await benchOncorif(process.argv.slice(3));
    console.log(json ? JSON.stringify(result) : linesOf(result).join('\n'));
  },
};

const bench = benches[name ?? ''];
if (!bench) {
  console.error(`Usage : npm run bench -- ${Object.keys(benches).join('|')} [--json]`);
  process.exit(2);
}
await bench();
