import { describe, expect, it } from 'vitest';
import { Authenticator, currentCode, secretOfUri } from './totp.ts';

/** RFC 6238 appendix B, SHA1 seed "12345678901234567890", last six digits of its eight. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const RFC: [number, string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
];

describe('currentCode', () => {
  it.each(RFC)('is that of the RFC at %d s', (seconds, code) => {
    expect(currentCode(SECRET, seconds * 1000).code).toBe(code);
  });

  it('says how long it is shown, and the code after it', () => {
    const one = currentCode(SECRET, 1_234_567_890_000);
    expect(one.seconds).toBe(30);
    expect(currentCode(SECRET, 1_234_567_895_500).seconds).toBe(25);
    expect(currentCode(SECRET, 1_234_567_920_000).code).toBe(one.next);
  });
});

describe('secretOfUri', () => {
  it('reads the address that is scanned', () => {
    const uri = `otpauth://totp/DCC:a%40b.fr?secret=${SECRET}&issuer=DCC&algorithm=SHA1&digits=6&period=30`;
    expect(secretOfUri(uri)).toBe(SECRET);
  });

  it('refuses what is no such address', () => {
    expect(() => secretOfUri('https://example.org')).toThrow();
  });
});

describe('an authenticator', () => {
  const clock = (start: number) => {
    const slept: number[] = [];
    let now = start;
    const sleep = async (ms: number) => {
      slept.push(ms);
      now += ms;
    };
    return { slept, now: () => now, sleep };
  };

  it('gives the three codes that a server takes at once, then waits for the next one', async () => {
    const { slept, now, sleep } = clock(1_234_567_890_000);
    const app = new Authenticator(SECRET, now, sleep);
    const codes = [await app.code(), await app.code(), await app.code()];
    expect(slept).toEqual([]);
    expect(codes).toEqual([-30_000, 0, 30_000].map((ms) => currentCode(SECRET, 1_234_567_890_000 + ms).code));
    const fourth = await app.code();
    expect(slept).toEqual([30_000]);
    expect(fourth).toBe(currentCode(SECRET, now()).next);
  });

  it('catches up after a long silence instead of giving old codes', async () => {
    let now = 1_234_567_890_000;
    const app = new Authenticator(SECRET, () => now);
    await app.code();
    now += 600_000;
    expect(await app.code()).toBe(currentCode(SECRET, now - 30_000).code);
  });
});
