import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-lock-'));
  lock = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('holds the lock while the action runs, and gives it back', () => {
  expect(withLock(lock, () => existsSync(lock))).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

it('gives the lock back when the action fails', () => {
  expect(() =>
    withLock(lock, () => {
      throw new Error('raté');
    }),
  ).toThrow('raté');
  expect(existsSync(lock)).toBe(false);
});

it('does not enter while another living process holds it', () => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(process.pid));
  expect(() => withLock(lock, () => 'entré', 250)).toThrow('trop longtemps');
  expect(existsSync(lock)).toBe(true);
});

it('takes the lock of a process that died', () => {
  mkdirSync(lock);
  // No process has this id: Linux stops at 4194304.
  writeFileSync(join(lock, 'pid'), '99999999');
  expect(withLock(lock, () => 'entré', 2000)).toBe('entré');
});

it('says what is wrong with a place where nothing can be written', () => {
  expect(() => withLock(join(folder, 'absent', 'lock'), () => 1, 0)).toThrow('ENOENT');
});
