/** `npm run bench -- cda|server [--json]`. */
import { printTable, type Row } from './rounds.ts';

const [name] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const json = process.argv.includes('--json');

const benches: Record<string, () => Promise<{ rows: Row[] } & Record<string, unknown>>> = {
  server: async () => ({ rows: await (await import('./server.ts')).benchServer() }),
};

const bench = benches[name ?? ''];
if (!bench) {
  console.error(`Usage : npm run bench -- ${Object.keys(benches).join('|')} [--json]`);
  process.exit(2);
}
const result = await bench();
if (json) console.log(JSON.stringify(result));
else printTable(result.rows);
