import type { MedplumClient } from '@medplum/core';
import { describe, expect, test } from 'vitest';
import { BotLoadError, loadBot } from './sandbox.ts';

const call = (code: string, event: Record<string, unknown> = {}): unknown =>
  loadBot(code, 'bot.cjs', console)({} as MedplumClient, event);

describe('the contract of the real VM context', () => {
  test('exports.handler gets the client and the event', () => {
    expect(call('exports.handler = (medplum, event) => [typeof medplum, event.input]', { input: 4 })).toEqual(
      ['object', 4],
    );
  });

  test('what is given there is given here', () => {
    const names = [
      'ContentType',
      'Hl7Message',
      'MedplumClient',
      'fetch',
      'URL',
      'TextDecoder',
      'console',
      'require',
    ];
    const code = `exports.handler = () => [${names.map((name) => `typeof ${name}`)}]`;
    expect(call(code)).not.toContain('undefined');
  });

  test('what is absent there is absent here, so that a bot tested here runs there', () => {
    const names = ['process', 'Buffer', 'setTimeout', 'setImmediate', 'global', 'structuredClone', 'atob'];
    const code = `exports.handler = () => [${names.map((name) => `typeof ${name}`)}]`;
    expect(new Set(call(code) as string[])).toEqual(new Set(['undefined']));
  });

  test('the banner of our bundles brings the missing names back', () => {
    const banner =
      "const global=globalThis;const process=require('node:process');const {Buffer}=require('node:buffer');" +
      "const {setTimeout}=require('node:timers');";
    const code = `${banner} exports.handler = () => Buffer.from(typeof process + typeof setTimeout).toString();`;
    expect(call(code)).toBe('objectfunction');
  });

  test('require finds the packages of the repository, saxon-js first', () => {
    expect(call("const s = require('saxon-js'); exports.handler = () => typeof s.transform")).toBe(
      'function',
    );
  });

  test('two bots do not see each other’s globals', () => {
    call('globalThis.leak = 1; exports.handler = () => 0');
    expect(call('exports.handler = () => typeof leak')).toBe('undefined');
  });

  test('state at module level lives from call to call, as in a warm Lambda', () => {
    const handler = loadBot('let n = 0; exports.handler = () => ++n', 'bot.cjs', console);
    handler({} as MedplumClient, {});
    expect(handler({} as MedplumClient, {})).toBe(2);
  });
});

describe('a bot that cannot load is told why', () => {
  test.each([
    ['a syntax error', 'exports.handler = (', 'ne se charge pas'],
    ['a missing package', "require('no-such-package')", 'no-such-package'],
    ['a throw at load', "throw new Error('pas prêt')", 'pas prêt'],
    ['a throw of nothing', 'throw undefined', 'undefined'],
    ['no handler', 'exports.run = () => 1', 'handler'],
    ['a reassigned module.exports', 'module.exports = { handler() {} }', 'exports.handler'],
  ])('%s', (_name, code, text) => {
    expect(() => call(code)).toThrow(BotLoadError);
    expect(() => call(code)).toThrow(text);
  });
});
