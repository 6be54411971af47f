// `npm test`: install, build, lint, then every test, with the types beside them; closes on a line
// `N passed, N failed, N skipped`. A program whose types are refused is one failure more.
// `npm run test:oracle` also passes every issued document through the official validator (minutes, not seconds).
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

/** Browser code has the DOM and no Node: programs of its own, so that neither sees the other's globals. */
const PROGRAMS = ['tsconfig.json', 'apps/clinic', 'test/src/browser'];
const args = process.argv.slice(2);
const oracle = args.includes('--oracle');
const filters = args.filter((a) => a !== '--oracle');
ensure();
const bin = (name) => join(root, 'node_modules', '.bin', name);
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
  ...(oracle ? { DCC_ORACLE: '1' } : {}),
};
const whole = filters.length === 0 && !oracle;
if (whole && (await ended(begin(bin('biome'), ['check', '--error-on-warnings', '.']))) !== 0) process.exit(1);
// Everything at once on two cores: no page is drawn for nobody; `npm run test:browser` keeps the pictures.
const brief = whole ? { DCC_SHOTS: '0' } : {};
const report = join(root, 'out', 'test-report.json');
mkdirSync(join(root, 'out'), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const official = [
  'test/src/acceptance/demo.test.ts',
  'transforms/src/cda',
  'transforms/src/check/oracle.test.ts',
];
const what = oracle && filters.length === 0 ? official : filters;
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const [status, wrong] = await Promise.all([
  ended(begin(node, [vitest, 'run', ...reporters, ...what], brief)),
  whole ? typesRefused() : [],
]);
let line = '0 passed, 1 failed';
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that does not load has no failed test of its own: it still counts as one failure.
  const failed = numFailedTests || (status ? Math.max(1, numFailedTestSuites) : 0);
  line = `${numPassedTests} passed, ${failed + wrong.length} failed, ${numPendingTests} skipped`;
} catch {
  console.error('Le rapport des tests est illisible.');
}
if (wrong.length > 0) console.error(`Types refusés (voir plus haut) : ${wrong.join(', ')}.`);
console.log(line);
process.exit(status || (wrong.length > 0 ? 1 : 0));

function begin(command, rest, more = {}) {
  return spawn(command, rest, { cwd: root, stdio: 'inherit', env: { ...more, ...env } });
}

/** The status of a process, once it ended; 1 when it could not be started or was killed. */
function ended(child) {
  return new Promise((done) => {
    child.once('error', () => done(1));
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** Reads the types of each program, with what the tests leave of two cores. @returns those whose types are refused. */
async function typesRefused() {
  const refused = [];
  for (const program of PROGRAMS) {
    const child = begin(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', program]);
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    if ((await ended(child)) !== 0) refused.push(program);
  }
  return refused;
}
