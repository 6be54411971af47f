import { describe, expect, test } from 'vitest';
import { fromBase32, generateTotpSecret, matchTotp, stepOf, toBase32, totpAt, totpUri } from './totp.ts';

/** RFC 6238 appendix B: seeds of 20, 32 and 64 ASCII bytes, 8 digits. */
const SEEDS = {
  sha1: Buffer.from('12345678901234567890'),
  sha256: Buffer.from('12345678901234567890123456789012'),
  sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
};

describe('test vectors of the RFC', () => {
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('at %d s', (seconds, sha1, sha256, sha512) => {
    const step = stepOf(seconds * 1000);
    expect(totpAt(SEEDS.sha1, step, 'sha1', 8)).toBe(sha1);
    expect(totpAt(SEEDS.sha256, step, 'sha256', 8)).toBe(sha256);
    expect(totpAt(SEEDS.sha512, step, 'sha512', 8)).toBe(sha512);
    expect(totpAt(SEEDS.sha1, step)).toBe(sha1.slice(2));
  });
});

describe('matching', () => {
  const secret = toBase32(SEEDS.sha1);
  const now = 1_700_000_000_000;
  const step = stepOf(now);
  const code = (drift: number) => totpAt(SEEDS.sha1, step + drift);

  test.each([-1, 0, 1])('a clock %d step away is accepted', (drift) => {
    expect(matchTotp(secret, code(drift), now, 0)).toBe(step + drift);
  });

  test.each([-20, -3, -2, 2, 3, 20])('a clock %d steps away is not', (drift) => {
    expect(matchTotp(secret, code(drift), now, 0)).toBeUndefined();
  });

  test('a code opens once, and those before it never again', () => {
    expect(matchTotp(secret, code(0), now, step)).toBeUndefined();
    expect(matchTotp(secret, code(-1), now, step)).toBeUndefined();
    expect(matchTotp(secret, code(1), now, step)).toBe(step + 1);
  });

  test('spaces, as applications show them, do not count', () => {
    expect(matchTotp(secret, ` ${code(0).slice(0, 3)} ${code(0).slice(3)}`, now, 0)).toBe(step);
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5000', '\u0000'.repeat(6)])(
    'noise is refused: %j',
    (noise) => {
      expect(matchTotp(secret, noise, now, 0)).toBeUndefined();
    },
  );
});

describe('base32', () => {
  /** RFC 4648 §10. */
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is %j', (text, base32) => {
    expect(toBase32(Buffer.from(text))).toBe(base32);
    expect(fromBase32(base32).toString()).toBe(text);
  });

  test('a new secret has 160 bits, and is new', () => {
    const secret = generateTotpSecret();
    expect(fromBase32(secret)).toHaveLength(20);
    expect(generateTotpSecret()).not.toBe(secret);
  });
});

test('the address for the application', () => {
  const uri = new URL(totpUri('ABC', 'DCC région', 'a+b@hôpital.fr'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toBe('/DCC région:a+b@hôpital.fr');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret: 'ABC',
    issuer: 'DCC région',
    period: '30',
  });
  expect(uri.search).not.toContain('+');
});
