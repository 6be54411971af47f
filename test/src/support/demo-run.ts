/**
 * Plays `npm run demo -- --once --out <dir>` as a user does, once per test file that asks for it, and gives what it
 * wrote. The data directory is kept until `dispose`, so that a test can start a server on it and read the raw record.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, freePort } from './server-process.ts';
import { repository } from './shared.ts';

export interface Summary {
  sessions: number;
  cases: number;
  signed: number;
  cdaIssued: number;
  cdaRefused: number;
  csvRows: number;
  seconds: number;
}

export interface DemoRun {
  status: number;
  output: string;
  out: string;
  data: string;
  /** The service client of that data directory. */
  access: Access;
  summary: Summary;
  /** Paths of the issued documents, sorted. */
  documents: string[];
  csv(name: string): string;
  dispose(): void;
}

/** What makes a password dear to guess has its own tests: here fifty people sign in again and again. */
export const LIGHT_PASSWORDS = { DCC_PASSWORD_COST: '12' };

/** @param env settings of its server beside those of this process. */
export async function playDemo(args: string[] = [], env: Record<string, string> = {}): Promise<DemoRun> {
  const dir = mkdtempSync(join(tmpdir(), 'dcc-demo-'));
  const [out, data] = [join(dir, 'out'), join(dir, 'data')];
  const script = join(repository, 'scripts', 'demo.mjs');
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    [script, '--once', '--out', out, '--data', data, '--port', port, ...args],
    {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const status = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
  if (status !== 0) throw new Error(`La démonstration a échoué (${status}) :\n${output.slice(-6000)}`);
  const documents = readdirSync(join(out, 'cda'))
    .filter((name) => name.endsWith('.xml'))
    .sort();
  return {
    status,
    output,
    out,
    data,
    access: JSON.parse(readFileSync(join(data, 'demonstration.json'), 'utf8')).service as Access,
    summary: JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary,
    documents: documents.map((name) => join(out, 'cda', name)),
    csv: (name) => readFileSync(join(out, 'oncorif', name), 'utf8'),
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}
