// `npm run bench -- cda|document|server|sharing|oncorif [--json]`: figures are ratios against a peer of the same run.
// For oncorif also `--sizes 1k,10k,100k,1500k` (fiches of the history), `--month 1k` (of a month, on the server) and
// `--part ratio,projection,server,cql`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

ensure();
const main = join(root, 'test', 'src', 'bench', 'main.ts');
const { status } = spawnSync(
  node,
  ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
