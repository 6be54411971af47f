// `npm run test:parity`: one suite of MedplumClient on the embedded server, or on the real one of DCC_BASE_URL (with
// DCC_CLIENT_ID and DCC_CLIENT_SECRET); closes on a line that says what was tried and what held.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

ensure();
const report = join(root, 'out', 'parity.json');
mkdirSync(join(root, 'out'), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  node,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, 'test/src/parity'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  },
);
let line = 'Le rapport de la parité est illisible.';
try {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (state, isDifference) =>
    tests.filter((t) => t.status === state && t.title.startsWith('difference ') === isDifference).length;
  const tried = tests.filter(({ status: state }) => state === 'passed' || state === 'failed').length;
  const where = process.env.DCC_BASE_URL ?? 'le serveur embarqué';
  line =
    `Parité sur ${where} : ${tried} vérifications essayées, ${count('passed', false)} tenues, ` +
    `${count('passed', true)} différences connues constatées, ${tried - count('passed', false) - count('passed', true)}` +
    ` en défaut, ${tests.length - tried} sans objet ici.`;
} catch {
  // The line says it.
}
console.log(line);
process.exit(status ?? 1);
