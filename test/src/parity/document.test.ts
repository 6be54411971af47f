import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/shared.ts';
import { DIFFERENCES } from './differences.ts';
import { differencesTable, withTable } from './document.ts';

const path = join(repository, 'docs', 'medplum.md');
const read = () => readFileSync(path, 'utf8');

describe('docs/medplum.md', () => {
  test('shows the differences as they are (DCC_WRITE=1 writes them)', () => {
    if (process.env.DCC_WRITE) {
      writeFileSync(path, withTable(read()));
    }
    expect(read()).toBe(withTable(read()));
  });

  test('names files and commands that exist', () => {
    const files = [...read().matchAll(/`((?:apps|test|docs|deploy|scripts)\/[\w./-]+)`/g)].map(
      ([, file]) => file!,
    );
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    const commands = [...read().matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the differences', () => {
  test('each says everything, in one line', () => {
    for (const difference of DIFFERENCES) {
      expect(Object.values(difference).every((text) => text.trim() !== '' && !text.includes('\n'))).toBe(
        true,
      );
    }
    expect(differencesTable().split('\n')).toHaveLength(DIFFERENCES.length + 2);
  });

  test('a document without its marks is not written over', () => {
    expect(() => withTable('# rien')).toThrow('repères');
  });
});
