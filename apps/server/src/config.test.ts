import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, checkOptions, readEnvironment, type ServerOptions } from './config.ts';

describe('defaults', () => {
  test('an empty environment gives the documented defaults', () => {
    const config = readEnvironment({});
    expect(config).toMatchObject({ port: 8103, host: '127.0.0.1', botTimeoutMs: 60_000 });
    expect(config.maxJsonBytes).toBe(10 * 1024 * 1024);
    expect(config.clientSecret).toBeUndefined();
  });

  test('the data directory is made absolute, whatever the working directory becomes later', () => {
    expect(isAbsolute(checkOptions({ dataDir: 'x' }).dataDir)).toBe(true);
  });

  test('an empty variable counts as absent', () => {
    expect(readEnvironment({ DCC_PORT: '', DCC_HOST: '' })).toMatchObject({ port: 8103, host: '127.0.0.1' });
  });
});

describe('reading', () => {
  test('numbers come from text and the base URL always ends with a slash', () => {
    const config = readEnvironment({ DCC_PORT: '9000', DCC_BASE_URL: 'https://rcp.example.org/fhir-server' });
    expect(config.port).toBe(9000);
    expect(config.baseUrl).toBe('https://rcp.example.org/fhir-server/');
  });

  test('origins are a comma-separated list', () => {
    const config = readEnvironment({ DCC_ALLOWED_ORIGINS: 'https://a.example, http://b.example:5173' });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:5173']);
  });

  test('variables of other programs are not looked at', () => {
    expect(readEnvironment({ PORT: '1', HOME: '/root' }).port).toBe(8103);
  });
});

describe('errors name the key, in French', () => {
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (err) {
      expect(err).toBeInstanceOf(ConfigError);
      return (err as Error).message;
    }
    throw new Error('accepted');
  };

  test.each([
    ['DCC_PORT', 'huit', 'un nombre entier est attendu'],
    ['DCC_PORT', '70000', 'au plus 65535'],
    ['DCC_PORT', '80.5', 'un nombre entier est attendu'],
    ['DCC_BASE_URL', 'ftp://x.example', 'http:// ou https://'],
    ['DCC_BASE_URL', 'pas une adresse', 'http:// ou https://'],
    ['DCC_CLIENT_ID', 'admin', 'un UUID en minuscules est attendu'],
    ['DCC_CLIENT_SECRET', 'court', 'au moins 16 caractères'],
    ['DCC_BOT_TIMEOUT_MS', '1', 'au moins 100'],
    ['DCC_LOG_LEVEL', 'verbose', 'silent, error, warn, info ou debug'],
    ['DCC_ALLOWED_ORIGINS', '*', 'http:// ou https://'],
  ])('%s=%s', (variable, value, expected) => {
    const text = message(() => readEnvironment({ [variable]: value }));
    expect(text).toContain(variable);
    expect(text).toContain(expected);
  });

  test('a wrong secret is refused without being repeated', () => {
    expect(message(() => readEnvironment({ DCC_CLIENT_SECRET: 'hunter2' }))).not.toContain('hunter2');
  });

  test('all wrong keys are told at once', () => {
    const text = message(() => readEnvironment({ DCC_PORT: 'x', DCC_LOG_LEVEL: 'y' }));
    expect(text).toMatch(/DCC_PORT.*DCC_LOG_LEVEL/);
  });

  test('an unknown option in code is refused, so that a typing error is not silently ignored', () => {
    expect(message(() => checkOptions({ prot: 1 } as ServerOptions))).toContain('prot : option inconnue');
  });
});
