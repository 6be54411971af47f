import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { COMMANDS, run } from './cli.ts';
import type { Command } from './command.ts';
import { UsageError } from './errors.ts';
import { recordingIo } from './testing/io.ts';

function command(change: Partial<Command> = {}): Command {
  return {
    name: 'essai',
    summary: 'fait un essai',
    usage: 'essai [--fort]',
    options: [{ name: 'fort', help: 'plus fort' }],
    run: async (values, rest, io) => {
      io.out(JSON.stringify({ values, rest }));
      return 0;
    },
    ...change,
  };
}

describe('run', () => {
  test.each([[], ['help'], ['--help'], ['-h']])('%j shows every command', async (...args) => {
    const io = recordingIo();
    expect(await run(args, io)).toBe(0);
    const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of COMMANDS) {
      expect(io.output.join('\n')).toContain(`  ${name.padEnd(width)}${summary}`);
    }
  });

  test('gives the command its options and the rest', async () => {
    const io = recordingIo();
    expect(await run(['essai', '--fort', 'a'], io, [command()])).toBe(0);
    expect(JSON.parse(io.output[0]!)).toEqual({ values: { fort: 'true' }, rest: ['a'] });
  });

  test('an unknown command is code 2, with the help on the error output', async () => {
    const io = recordingIo();
    expect(await run(['deplyo'], io)).toBe(2);
    expect(io.errors.join('\n')).toMatch(/Commande inconnue : deplyo[\s\S]*deploy/);
    expect(io.output).toEqual([]);
  });

  test('a wrong option is code 2, with how to use the command', async () => {
    const io = recordingIo();
    expect(await run(['essai', '--faible'], io, [command()])).toBe(2);
    expect(io.errors[0]).toMatch(/option inconnue : --faible[\s\S]*Usage : npm run dcc -- essai \[--fort\]/);
  });

  test('--help of a command runs nothing', async () => {
    const io = recordingIo();
    const failing = command({ run: () => Promise.reject(new Error('lancé')) });
    expect(await run(['essai', '--help'], io, [failing])).toBe(0);
    expect(io.output[0]).toContain('Fait un essai.');
  });

  test.each([
    [new UsageError('mauvais mois'), 2, 'mauvais mois'],
    [new Error('Le serveur dort.'), 1, 'Le serveur dort.'],
  ])('%o ends with code %i', async (error, code, text) => {
    const io = recordingIo();
    expect(await run(['essai'], io, [command({ run: () => Promise.reject(error) })])).toBe(code);
    expect(io.errors[0]).toContain(text);
  });

  test('every command has a French help that names its options', async () => {
    for (const { name, options } of COMMANDS) {
      const io = recordingIo();
      await run([name, '--help'], io);
      for (const option of options) {
        expect(io.output[0]).toContain(`--${option.name}`);
      }
    }
  });
});

/** A port that was free a moment ago: nobody listens there. */
async function closedPort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

describe('commands badly asked', () => {
  const server = ['--client-id', 'x', '--client-secret', 'y'];

  test.each([
    [['deploy'], /--client-id est obligatoire \(ou la variable DCC_CLIENT_ID\)/],
    [['deploy', ...server, '--base-url', 'localhost'], /--base-url : « localhost » n’est pas une adresse/],
    [['export', '--period', '2026-10', ...server], /un export est attendu : oncorif/],
    [['export', 'pmsi', '--period', '2026-10', ...server], /un export est attendu : oncorif/],
    [['export', 'oncorif', '--period', '2026-13', ...server], /« 2026-13 » n’est pas un mois/],
    [['export', 'oncorif', ...server], /--period est obligatoire/],
  ])('%j is code 2', async (args, message) => {
    const io = recordingIo();
    expect(await run(args, io)).toBe(2);
    expect(io.errors.join('\n')).toMatch(message);
  });

  test('a server that is away is code 1, and says how to start one', async () => {
    const io = recordingIo();
    const args = ['deploy', ...server, '--base-url', `http://127.0.0.1:${await closedPort()}/`];
    expect(await run(args, io)).toBe(1);
    expect(io.errors.join('\n')).toContain('Aucun serveur ne répond');
  }, 30_000);
});
