import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clockProblem, defaultMonth } from './clock.ts';
import { folderOf, OptionError, readOptions, USAGE } from './options.ts';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const read = (...args: string[]) => readOptions(args, NOW);

describe('readOptions', () => {
  it('leaves the server on 8103 by default, with the whole month', () => {
    expect(read()).toEqual({
      seed: 'dcc',
      month: '2026-10',
      documents: true,
      once: false,
      port: 8103,
      help: false,
    });
  });

  it('takes a free port when it is to end', () => {
    expect(read('--once').port).toBe(0);
    expect(read('--once', '--port', '9000').port).toBe(9000);
  });

  it('writes what it made in out, unless it is to end or told where', () => {
    expect(folderOf(read())).toBe(resolve('out'));
    expect(folderOf(read('--once'))).toBeUndefined();
    expect(folderOf(read('--out', 'ici'))).toBe(resolve('ici'));
    expect(folderOf(read('--once', '--out', 'ici'))).toBe(resolve('ici'));
  });

  it('reads everything', () => {
    const options = read(
      '--cases',
      '500',
      '--no-documents',
      '--seed',
      'x',
      '--out',
      'out',
      '--month',
      '2026-09',
    );
    expect(options).toMatchObject({
      cases: 500,
      documents: false,
      seed: 'x',
      month: '2026-09',
      out: resolve('out'),
    });
  });

  it.each([
    [['--cases', '0'], /--cases : un nombre entier de 1 à 10000/],
    [['--cases', 'dix'], /« dix »/],
    [['--cases', '10001'], /--cases/],
    [['--port', '70000'], /--port/],
    [['--month', 'octobre'], /--month : Mois « octobre » illisible/],
    [['--month', '2027-01'], /le mois 2027-01 n’est pas fini/],
    [['--inconnu'], /--inconnu : option inconnue/],
    [['reste'], /reste/],
  ])('refuses %j in French', (args, message) => {
    expect(() => read(...args)).toThrow(message);
    expect(() => read(...args)).toThrow(OptionError);
  });

  it('explains each option', () => {
    for (const name of [
      '--cases',
      '--no-documents',
      '--seed',
      '--month',
      '--out',
      '--port',
      '--once',
      '--data',
      '--code',
    ]) {
      expect(USAGE).toContain(name);
    }
    expect(read('--help').help).toBe(true);
  });
});

describe('the clock', () => {
  it('lets a month be played once its last fiches can be signed', () => {
    expect(clockProblem('2026-10', Date.parse('2026-11-07T00:00:00Z'))).toBeUndefined();
    expect(clockProblem('2026-10', Date.parse('2026-11-02T00:00:00Z'))).toMatch(/2026-11-02.*--month/);
  });

  it('falls back on the last month that is over', () => {
    expect(defaultMonth(NOW)).toBe('2026-10');
    expect(defaultMonth(Date.parse('2026-06-15T00:00:00Z'))).toBe('2026-05');
    expect(defaultMonth(Date.parse('2026-06-02T00:00:00Z'))).toBe('2026-04');
    expect(defaultMonth(Date.parse('2026-01-03T00:00:00Z'))).toBe('2025-11');
  });
});
