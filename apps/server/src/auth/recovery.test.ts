import { expect, test } from 'vitest';
import { generateRecoveryCodes, hashRecoveryCode } from './recovery.ts';

test('ten different codes, readable', () => {
  const codes = generateRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  }
});

test('a code is recognised however it is typed, and only itself', () => {
  const hash = hashRecoveryCode('ABCD-OIFG-2345-WXYZ');
  for (const typed of ['abcd-oifg-2345-wxyz', 'ABCDOIFG2345WXYZ', ' abcd 01fg 2345 wxyz ']) {
    expect(hashRecoveryCode(typed)).toBe(hash);
  }
  expect(hashRecoveryCode('ABCD-OIFG-2345-WXYA')).not.toBe(hash);
  expect(hash).not.toContain('ABCD');
});

test.each(['', '123456', 'ABCD', 'ABCD-OIFG-2345-WXY9', 'É'.repeat(16), 'A'.repeat(10_000)])(
  'what cannot be one is not hashed: %#',
  (noise) => {
    expect(hashRecoveryCode(noise)).toBeUndefined();
  },
);
