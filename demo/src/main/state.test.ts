import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readState, writeState } from './state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the state of a data directory', () => {
  it('begins with a client of its own, never the same', () => {
    const [one, other] = [readState(folder), readState(folder)];
    expect(one.service.clientId).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.service.clientSecret.length).toBeGreaterThanOrEqual(32);
    expect(other.service.clientSecret).not.toBe(one.service.clientSecret);
    expect(one.played).toBeUndefined();
  });

  it('is read again as it was written', () => {
    const secrets = { factors: { 'a@b.fr': 'ABC' }, software: { chu: { clientId: 'h', clientSecret: 's' } } };
    const state = { ...readState(folder), secrets };
    writeState(folder, state);
    expect(readState(folder)).toEqual(state);
  });

  it('takes one written before there were accounts', () => {
    const { service } = readState(folder);
    writeFileSync(join(folder, 'demonstration.json'), JSON.stringify({ service }));
    expect(readState(folder)).toEqual({ service, secrets: { factors: {}, software: {} } });
  });

  it('is readable by its owner only, and leaves nothing half written', () => {
    writeState(join(folder, 'neuf'), readState(folder));
    const [name, ...more] = readdirSync(join(folder, 'neuf'));
    expect([name, more]).toEqual(['demonstration.json', []]);
    expect(statSync(join(folder, 'neuf', name!)).mode & 0o077).toBe(0);
  });
});
