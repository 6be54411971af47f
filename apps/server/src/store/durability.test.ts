import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { openStore, type Store } from './index.ts';
import { context, find, temporaryDir } from './testing.ts';

const dir = temporaryDir();
let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Writes transactions of three patients for ever, and says each one once it is acknowledged. */
const WRITER = `
  import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
  const store = await openStore({ dir: ${JSON.stringify(dir)} });
  const repo = store.repo(${JSON.stringify(context())});
  const write = async (lane) => {
    for (let i = 0; ; i++) {
      const code = lane + '-' + process.pid + '-' + i;
      await repo.withTransaction(async (tx) => {
        for (let k = 0; k < 3; k++) {
          await tx.createResource({ resourceType: 'Patient', meta: { tag: [{ code }] } });
        }
        if (i % 4 === 3) { throw new Error('undone on purpose'); }
      }, { resourceTypes: ['Patient'] }).then(() => console.log(code), () => {});
    }
  };
  await Promise.all(['a', 'b'].map(write));
`;

async function writeUntilKilled(acknowledged: number): Promise<string[]> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', WRITER],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const codes: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    codes.push(line);
    if (codes.length >= acknowledged) {
      child.kill('SIGKILL');
    }
  });
  await once(child, 'close');
  return codes;
}

test('a server killed in mid-write loses nothing it acknowledged, and keeps nothing it did not finish', async () => {
  const acknowledged = [...(await writeUntilKilled(40)), ...(await writeUntilKilled(25))];
  expect(acknowledged.length).toBeGreaterThanOrEqual(65);
  store = await openStore({ dir });
  const repo = store.repo(context());
  for (const code of acknowledged) {
    expect(await find(repo, `Patient?_tag=${code}`)).toHaveLength(3);
  }
  const groups = store.driver.read((db) =>
    db.all<{ n: number; text: string }>(
      `SELECT s.text, count(*) AS n FROM ix_token t JOIN symbol s ON s.sid = t.value
       WHERE t.pid = (SELECT sid FROM symbol WHERE text = 'Patient._tag') GROUP BY t.value`,
    ),
  );
  expect(groups.filter((group) => group.n !== 3)).toEqual([]);
  expect(store.driver.read((db) => db.get('PRAGMA integrity_check'))).toEqual({ integrity_check: 'ok' });
  await repo.createResource({ resourceType: 'Patient' });
});
