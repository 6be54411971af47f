import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildStylesheets, sefPath, sourceHash } from './build.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('buildStylesheets', () => {
  it('does nothing the second time', async () => {
    await buildStylesheets();
    const before = statSync(sefPath('frcp')).mtimeMs;
    expect(await buildStylesheets()).toBe(false);
    expect(statSync(sefPath('frcp')).mtimeMs).toBe(before);
  });

  it('makes a SEF for SaxonJS', () => {
    const sef = JSON.parse(readFileSync(sefPath('frcp'), 'utf8'));
    expect(sef).toMatchObject({ N: 'package', target: 'JS' });
  });

  it('leaves no temporary file', () => {
    expect(existsSync(`${sefPath('frcp')}.${process.pid}`)).toBe(false);
  });
});

describe('sourceHash', () => {
  it('changes with a stylesheet, with the tables, and with nothing else', () => {
    const xslt = join(folder, 'xslt');
    cpSync(join(import.meta.dirname, '../xslt'), xslt, { recursive: true });
    const hash = sourceHash('tables', xslt);
    expect(sourceHash('tables', xslt)).toBe(hash);
    expect(sourceHash('other tables', xslt)).not.toBe(hash);
    writeFileSync(join(xslt, 'sections/notes.txt'), 'not a stylesheet');
    expect(sourceHash('tables', xslt)).toBe(hash);
    writeFileSync(join(xslt, 'sections/text-only.xsl'), '<x/>');
    expect(sourceHash('tables', xslt)).not.toBe(hash);
  });
});
