import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { account, currentCode } from '../accounts/index.ts';
import type { Summary } from '../play/summary.ts';
import { codeText, writeAccounts } from './accounts.ts';
import { readState, writeState } from './state.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const NOW = 1_234_567_890_000;
const folder = mkdtempSync(join(tmpdir(), 'dcc-main-accounts-'));
const { email } = account('uro-1');
const state = { ...readState(folder), secrets: { factors: { [email]: SECRET }, software: {} } };
writeState(folder, state);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('--code', () => {
  it('shows the code of an account of the data directory, and the next one', () => {
    const { code, next } = currentCode(SECRET, NOW);
    expect(codeText(folder, email, NOW)).toBe(`${code} (encore 30 s ; le suivant, accepté aussi : ${next})`);
    expect(codeText(folder, email.toUpperCase(), NOW)).toContain(code);
  });

  it('takes a secret as it is printed, or by groups of four', () => {
    const { code } = currentCode(SECRET, NOW);
    expect(codeText(folder, SECRET, NOW)).toContain(code);
    expect(codeText(folder, SECRET.toLowerCase().replace(/(.{4})/g, '$1 '), NOW)).toContain(code);
  });

  it('says in French what it cannot show', () => {
    expect(() => codeText(folder, account('junior').email)).toThrow(/pas de second facteur/);
    expect(() => codeText(folder, 'bonjour !')).toThrow(/adresse électronique ou un secret/);
  });
});

describe('writeAccounts', () => {
  it('writes a table for people, readable by its owner only, and rows for programs', () => {
    const out = join(folder, 'out');
    writeAccounts(out, { month: '2026-10', cases: 3 } as Summary, state);
    expect(readFileSync(join(out, 'comptes.txt'), 'utf8')).toContain(`code : ${SECRET}`);
    expect(statSync(join(out, 'comptes.txt')).mode & 0o077).toBe(0);
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ month: '2026-10', cases: 3 });
    const row = summary.accounts.find((one: { email: string }) => one.email === email);
    expect(row).toMatchObject({ role: 'Responsable de RCP', secret: SECRET });
  });
});
