import { describe, expect, it } from 'vitest';
import { compareText, keyText, toKey, UNKNOWN } from './keys.ts';

describe('toKey', () => {
  it('reads text, numbers, codings and identifiers', () => {
    expect(toKey('x', '')).toEqual({ code: 'x' });
    expect(toKey(3, '')).toEqual({ code: '3' });
    expect(toKey(true, '')).toEqual({ code: 'true' });
    expect(toKey({ system: 's', code: 'c', display: 'C' }, '')).toEqual({
      system: 's',
      code: 'c',
      display: 'C',
    });
    expect(toKey({ system: 's', value: 'v', type: { text: 'FINEG' } }, '')).toEqual({
      system: 's',
      code: 'v',
    });
  });

  it('refuses what cannot tell two things apart, naming the expression', () => {
    expect(() => toKey({ resourceType: 'Patient' }, '%patient')).toThrow('« %patient »');
    expect(() => toKey(undefined, '%nothing')).toThrow('%nothing');
    expect(() => toKey({ text: 'sein' }, '%concept')).toThrow('%concept');
  });
});

describe('keyText', () => {
  it('ignores displays, not systems', () => {
    expect(keyText({ system: 's', code: 'c', display: 'A' })).toBe(
      keyText({ system: 's', code: 'c', display: 'B' }),
    );
    expect(keyText({ system: 's', code: 'c' })).not.toBe(keyText({ system: 't', code: 'c' }));
    expect(keyText({ code: 'c' })).not.toBe(keyText({ system: 's', code: 'c' }));
    expect(keyText({ code: 'UNK' })).not.toBe(keyText(UNKNOWN));
  });
});

describe('compareText', () => {
  it('puts Q2 before Q10 and is a total order', () => {
    expect(['Q10', 'A1', 'Q2', 'A10', 'A2'].sort(compareText)).toEqual(['A1', 'A2', 'A10', 'Q2', 'Q10']);
    expect(compareText('a', 'a')).toBe(0);
    expect(compareText('01', '1')).not.toBe(0);
    expect(Math.sign(compareText('01', '1'))).toBe(-Math.sign(compareText('1', '01')));
  });
});
