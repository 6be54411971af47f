// `npm run test:matrix`: every role x type x interaction against the hand-written table; closes on a line that says
// how many cells were tried and how many held.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

ensure();
const counts = join(root, 'out', 'matrix');
rmSync(counts, { recursive: true, force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(node, [vitest, 'run', '--reporter=dot', 'test/src/matrix'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
});
let [tried, held] = [0, 0];
try {
  for (const file of readdirSync(counts)) {
    const part = JSON.parse(readFileSync(join(counts, file), 'utf8'));
    tried += part.tried;
    held += part.held;
  }
} catch {
  console.error('Le décompte de la matrice est illisible.');
}
console.log(`Matrice des accès : ${tried} cellules essayées, ${held} tenues, ${tried - held} en défaut.`);
process.exit(status ?? 1);
