// `npm run bench -- cda|server [--json]`: figures are ratios against a peer measured in the same run.
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
