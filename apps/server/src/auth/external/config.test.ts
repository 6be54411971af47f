import { expect, test } from 'vitest';
import { ConfigError, checkOptions, readEnvironment } from '../../config.ts';
import { isSafe } from './config.ts';

const GOOD = { name: 'psc', issuer: 'https://idp.example/realms/x', clientId: 'dcc', clientSecret: 's' };

test('a provider needs little, the rest is as it should be', () => {
  const [provider] = checkOptions({ identityProviders: [GOOD] }).identityProviders;
  expect(provider).toMatchObject({
    useSubject: true,
    scope: 'openid profile email',
    acrValues: [],
    domains: [],
  });
});

test('from the environment, as JSON', () => {
  const config = readEnvironment({
    DCC_IDENTITY_PROVIDERS: JSON.stringify([{ ...GOOD, domains: ['CHU.fr'] }]),
  });
  expect(config.identityProviders[0]?.domains).toEqual(['chu.fr']);
  expect(readEnvironment({}).identityProviders).toEqual([]);
});

test.each([
  ['{', 'liste JSON'],
  ['{}', 'liste JSON'],
  [JSON.stringify([{ ...GOOD, issuer: 'http://idp.example' }]), 'https:// est exigé'],
  [JSON.stringify([{ ...GOOD, issuer: 'x' }]), 'issuer'],
  [JSON.stringify([{ ...GOOD, name: 'Pro Santé' }]), 'name'],
  [JSON.stringify([{ ...GOOD, clientSecret: '' }]), 'clientSecret'],
  [JSON.stringify([{ ...GOOD, skipVerification: true }]), 'skipVerification'],
])('%s is refused', (text, reason) => {
  const read = () => readEnvironment({ DCC_IDENTITY_PROVIDERS: text });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(reason);
});

test('in clear on this machine only', () => {
  expect(['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:9', 'https://a.b'].every(isSafe)).toBe(
    true,
  );
  expect(['http://a.b', 'http://localhost.a.b', 'http://127.0.0.1.a.b'].some(isSafe)).toBe(false);
});
