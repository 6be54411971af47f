// `npm run demo`: installs and builds what is missing, then plays the demonstration on the project's Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensure, node, root } from './ensure.mjs';

await ensure();
const main = join(root, 'demo', 'src', 'main.ts');
const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; whoever stops this process alone must stop the other too.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(`La démonstration n’a pas pu être lancée : ${error.message}`);
  process.exit(1);
});
child.on('exit', (status) => process.exit(status ?? 1));
