import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInsValid, nirKey } from './key.ts';

describe('nirKey', () => {
  test.each([
    // The patient of every national example (spec/cda.md 7.3).
    ['2790351215189', '89'],
    // 97 - 2 540 112 345 678 mod 97, computed by hand: 97 x 26186725213 = 2540112345661, remainder 17.
    ['2540112345678', '80'],
  ])('%s has the key %s', (number, key) => {
    expect(nirKey(number)).toBe(key);
  });

  test('Corsica: 2A counts as 19 and 2B as 18', () => {
    expect(nirKey('154012A123456')).toBe(nirKey('1540119123456'));
    expect(nirKey('154012B123456')).toBe(nirKey('1540118123456'));
    expect(nirKey('154012A123456')).not.toBe(nirKey('154012B123456'));
  });

  test('is always two digits, from 01 to 97', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1000000000000n, max: 8999999999999n }), (number) => {
        const key = nirKey(String(number))!;
        expect(key).toMatch(/^\d{2}$/);
        expect((number + BigInt(key)) % 97n).toBe(0n);
        expect(Number(key)).toBeGreaterThan(0);
      }),
    );
  });

  test.each(['', '279035121518', '27903512151899', '2790A51215189', '2A90351215189', '279032C121518'])(
    'has none for « %s »',
    (text) => {
      expect(nirKey(text)).toBeUndefined();
    },
  );
});

const number = fc
  .tuple(
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 0, max: 9999 }),
    fc.oneof(
      fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(2, '0')),
      fc.constantFrom('2A', '2B'),
    ),
    fc.integer({ min: 0, max: 999999 }),
  )
  .map(([sex, birth, department, rest]) => {
    return `${sex}${String(birth).padStart(4, '0')}${department}${String(rest).padStart(6, '0')}`;
  });

describe('isInsValid', () => {
  test('accepts every number with its own key', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(isInsValid(text + nirKey(text))).toBe(true);
      }),
    );
  });

  test('refuses one wrong digit, anywhere', () => {
    fc.assert(
      fc.property(number, fc.nat(14), fc.integer({ min: 1, max: 9 }), (text, at, shift) => {
        const right = text + nirKey(text);
        fc.pre(/\d/.test(right[at]!));
        const wrong = right.slice(0, at) + ((Number(right[at]) + shift) % 10) + right.slice(at + 1);
        expect(isInsValid(wrong)).toBe(false);
      }),
    );
  });

  test('refuses two neighbouring digits exchanged', () => {
    fc.assert(
      fc.property(number, fc.nat(11), (text, at) => {
        const right = text + nirKey(text);
        fc.pre(/^\d\d$/.test(right.slice(at, at + 2)) && right[at] !== right[at + 1]);
        const wrong = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
        expect(isInsValid(wrong)).toBe(false);
      }),
    );
  });

  test.each([undefined, '', '279035121518900', '2 79 03 51 215 189 89', '979035121518989', '27903512151898'])(
    'refuses « %s »',
    (text) => {
      expect(isInsValid(text)).toBe(false);
    },
  );

  test('refuses lower-case Corsica: the matricule is a key, not a text', () => {
    expect(isInsValid(`154012a123456${nirKey('154012A123456')}`)).toBe(false);
  });
});
