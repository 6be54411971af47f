import { describe, expect, test } from 'vitest';
import { UsageError } from './errors.ts';
import { type OptionSpec, optionsHelp, readOptions } from './options.ts';

const SPECS: OptionSpec[] = [
  { name: 'period', value: 'AAAA-MM', help: 'mois', required: true },
  { name: 'out', value: 'DOSSIER', help: 'dossier', default: 'out' },
  { name: 'secret', value: 'SECRET', help: 'mot gardé', env: 'DCC_SECRET' },
  { name: 'dry-run', help: 'sans écrire' },
];
const read = (args: string[], env = {}) => readOptions(args, SPECS, env);

describe('readOptions', () => {
  test('reads values, switches, defaults and what is no option', () => {
    expect(read(['oncorif', '--period', '2026-10', '--dry-run'])).toEqual({
      values: { period: '2026-10', out: 'out', secret: undefined, 'dry-run': 'true' },
      rest: ['oncorif'],
    });
  });

  test('accepts --name=value', () => {
    expect(read(['--period=2026-10', '--out=a=b']).values).toMatchObject({ period: '2026-10', out: 'a=b' });
  });

  test('the command line wins over the environment, the environment over the default', () => {
    expect(read(['--period', 'x'], { DCC_SECRET: 'env' }).values.secret).toBe('env');
    expect(read(['--period', 'x', '--secret', 'arg'], { DCC_SECRET: 'env' }).values.secret).toBe('arg');
  });

  test.each([
    ['nothing', [], '--period est obligatoire'],
    ['an unknown option', ['--period', 'x', '--perod', 'y'], 'option inconnue : --perod'],
    ['an option without its value', ['--period'], '--period attend une valeur (AAAA-MM)'],
    ['a switch with a value', ['--period', 'x', '--dry-run=yes'], '--dry-run n’attend pas de valeur'],
  ])('refuses %s', (_, args, message) => {
    expect(() => read(args)).toThrow(UsageError);
    expect(() => read(args)).toThrow(message);
  });

  test('names every mistake at once', () => {
    expect(() => read(['--what', '--out'])).toThrow(
      /option inconnue : --what\n--out attend .*\n--period est obligatoire/,
    );
  });

  test('a missing secret says which variable may give it', () => {
    const specs = [{ ...SPECS[2]!, required: true }];
    expect(() => readOptions([], specs, {})).toThrow('--secret est obligatoire (ou la variable DCC_SECRET)');
  });

  test('an option named as a property of every object is still unknown', () => {
    expect(() => read(['--period', 'x', '--constructor', 'y'])).toThrow('option inconnue : --constructor');
  });
});

test('optionsHelp aligns, and says defaults and variables but no secret', () => {
  const lines = optionsHelp(SPECS).split('\n');
  expect(lines).toHaveLength(4);
  const columns = lines.map((line, index) => line.indexOf(SPECS[index]!.help));
  expect(new Set(columns).size).toBe(1);
  expect(lines[1]).toContain('(par défaut out)');
  expect(lines[2]).toContain('(variable DCC_SECRET)');
});
