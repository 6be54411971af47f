// `npm run dcc -- <command>`: installs and builds what is missing, then runs the CLI on the project's Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

ensure();
const cli = join(root, 'apps', 'cli', 'src', 'main.ts');
const { status } = spawnSync(node, ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
