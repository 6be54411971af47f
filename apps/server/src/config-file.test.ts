import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError, readEnvironment } from './config.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'dcc-config-'));
  path = join(dir, 'dcc.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

function file(content: unknown): { DCC_CONFIG: string } {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { DCC_CONFIG: path };
}

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('accepted');
}

test('a file gives options, the rest keep their defaults', () => {
  const config = readEnvironment(file({ port: 9000, allowedOrigins: ['https://rcp.example.org'] }));
  expect(config).toMatchObject({
    port: 9000,
    host: '127.0.0.1',
    allowedOrigins: ['https://rcp.example.org'],
  });
});

test('the environment goes before the file, empty variables do not', () => {
  const env = { ...file({ port: 9000, host: '0.0.0.0' }), DCC_PORT: '9001', DCC_HOST: '' };
  expect(readEnvironment(env)).toMatchObject({ port: 9001, host: '0.0.0.0' });
});

test('a wrong value is told by the name it has in the file', () => {
  const text = refusal(file({ port: 'x', botTimeoutMs: 1 }));
  expect(text).toContain(`port (${path}) : un nombre entier est attendu`);
  expect(text).toContain(`botTimeoutMs (${path}) : au moins 100`);
  expect(text).not.toContain('DCC_PORT');
});

test('a wrong variable is told by its own name, also beside a file', () => {
  expect(refusal({ ...file({ port: 9000 }), DCC_PORT: 'x' })).toContain('DCC_PORT : un nombre entier');
});

test('a key that does not exist is refused: a typing error must not be silent', () => {
  expect(refusal(file({ prot: 9000 }))).toContain('prot : option inconnue');
});

test.each([
  ['', 'n’est pas du JSON'],
  ['{"port":', 'n’est pas du JSON'],
  ['[]', 'doit être un objet JSON'],
  ['null', 'doit être un objet JSON'],
  ['"clientSecret"', 'doit être un objet JSON'],
])('a file that is no object is refused: %s', (content, reason) => {
  expect(refusal(file(content))).toContain(reason);
});

test('a file that is not there is named', () => {
  expect(refusal({ DCC_CONFIG: join(dir, 'absent.json') })).toContain('absent.json');
});

test('a secret in a damaged file is not repeated', () => {
  expect(refusal(file('{"clientSecret": "hunter2",'))).not.toContain('hunter2');
  expect(refusal(file({ clientSecret: 'hunter2' }))).not.toContain('hunter2');
});
