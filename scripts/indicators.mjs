// `npm run test:indicators`: the fifteen lines of annex 2 by the engine, by the bot on a server, and by plain loops;
// closes on a line that says what was tried and what held.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

ensure();
const counts = join(root, 'out', 'indicators');
rmSync(counts, { recursive: true, force: true });
mkdirSync(counts, { recursive: true });
const report = join(counts, 'tests.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const folders = [
  'rules/src/indicators',
  'test/src/oracle',
  'bots/src/oncorif',
  'demo/src/story/indicators.test.ts',
  'fhir-profiles/src/indicator-codes.test.ts',
];
const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(node, [vitest, 'run', ...reporters, ...folders], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
});
const total = { histories: 0, rows: 0, different: 0 };
let tests = { numTotalTests: 0, numPassedTests: 0, numFailedTests: 0 };
try {
  tests = JSON.parse(readFileSync(report, 'utf8'));
  for (const file of readdirSync(counts).filter((name) => name !== 'tests.json')) {
    const part = JSON.parse(readFileSync(join(counts, file), 'utf8'));
    for (const name of Object.keys(total)) total[name] += part[name];
  }
} catch {
  console.error('Le décompte des essais est illisible.');
}
const measures = readdirSync(join(root, 'fhir-profiles', 'measures')).filter((name) =>
  /^[APQC]\d\.json$/.test(name),
);
console.log(
  `Indicateurs : ${measures.length} lignes de l’annexe 2 ; ${tests.numTotalTests} essais, ` +
    `${tests.numPassedTests} tenus, ${tests.numFailedTests} en défaut ; ${total.histories} histoires au hasard, ` +
    `${total.rows} lignes comparées au comptage indépendant, ${total.different} différentes.`,
);
process.exit(status ?? 1);
