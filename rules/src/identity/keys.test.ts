import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFinessValid, isLuhnValid, isRppsValid, luhnKey } from './keys.ts';

const tenDigits = fc.integer({ min: 0, max: 9_999_999_999 }).map((n) => String(n).padStart(10, '0'));

describe('Luhn', () => {
  test("the standard's own example", () => {
    expect(isLuhnValid('79927398713')).toBe(true);
    expect(isLuhnValid('79927398710')).toBe(false);
  });

  test('every number has exactly one key', () => {
    fc.assert(
      fc.property(tenDigits, (number) => {
        const keys = [...'0123456789'].filter((key) => isLuhnValid(number + key));
        expect(keys).toEqual([luhnKey(number)]);
      }),
    );
  });

  test('one wrong digit is always seen', () => {
    fc.assert(
      fc.property(tenDigits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, shift) => {
        const wrong = number.slice(0, at) + ((Number(number[at]) + shift) % 10) + number.slice(at + 1);
        expect(isLuhnValid(wrong + luhnKey(number))).toBe(false);
      }),
    );
  });

  test('letters and nothing are refused', () => {
    expect(isLuhnValid('')).toBe(false);
    expect(isLuhnValid('7992739871x')).toBe(false);
  });
});

describe('RPPS', () => {
  test('a number of the test range with its key', () => {
    expect(isRppsValid(`9970000001${luhnKey('9970000001')}`)).toBe(true);
  });

  test.each([undefined, '', '9970000001', '99700000011111', '9970000001a'])('refuses « %s »', (rpps) => {
    expect(isRppsValid(rpps)).toBe(false);
  });
});

describe('FINESS', () => {
  test('numbers of the public national file', () => {
    for (const finess of ['750100125', '750100166', '940000664']) {
      expect(isFinessValid(finess)).toBe(true);
    }
  });

  test('a wrong key, a wrong length', () => {
    expect(isFinessValid('750100126')).toBe(false);
    expect(isFinessValid('75010012')).toBe(false);
    expect(isFinessValid(undefined)).toBe(false);
  });

  test('Corsica keeps its letter', () => {
    const rest = '000001';
    expect(isFinessValid(`2A${rest}${luhnKey(`20${rest}`)}`)).toBe(true);
    expect(isFinessValid(`2C${rest}${luhnKey(`20${rest}`)}`)).toBe(false);
  });
});
