// `npm test`: install, build, lint, types, then every test; closes on a line `N passed, N failed, N skipped`.
// `npm run test:oracle` also passes every issued document through the official validator (minutes, not seconds).
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

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
if (whole) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // Browser code has the DOM and no Node: a program of its own, so that neither sees the other's globals.
  const projects = ['tsconfig.json', 'apps/clinic', 'test/src/browser'];
  await together([
    [bin('biome'), ['check', '--error-on-warnings', '.']],
    ...projects.map((project) => [node, [tsc, '-p', project]]),
  ]);
}
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
const { status } = spawnSync(
  node,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...what],
  { cwd: root, stdio: 'inherit', env: { ...brief, ...env } },
);
let line = '0 passed, 1 failed';
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that does not load has no failed test of its own: it still counts as one failure.
  const failed = numFailedTests || (status ? Math.max(1, numFailedTestSuites) : 0);
  line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`;
} catch {
  console.error('Le rapport des tests est illisible.');
}
console.log(line);
process.exit(status ?? 1);

/** Runs commands beside each other, says all that they say, and stops here if one of them fails. */
async function together(commands) {
  const ends = commands.map(
    ([command, rest]) =>
      new Promise((done) => {
        const child = spawn(command, rest, { cwd: root, stdio: 'inherit', env });
        child.once('error', () => done(false));
        child.once('exit', (code) => done(code === 0));
      }),
  );
  if ((await Promise.all(ends)).includes(false)) process.exit(1);
}
