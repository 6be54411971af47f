import { expect, test } from 'vitest';
import { TREATMENTS } from '../terminology/small.ts';
import { foundTreatments, isOther } from './treatments.ts';

const names = (typed: string) => foundTreatments(typed).map(({ display }) => display.toLowerCase());

test('a few letters find the modality, accents left aside', () => {
  expect(names('radioth')[0]).toMatch(/^radioth/);
  expect(names('chimio')[0]).toMatch(/^chimio/);
  expect(names('therapie').every((one) => !one.startsWith('radio'))).toBe(true);
});

test('nothing typed gives all, and nonsense none', () => {
  expect(names('')).toHaveLength(TREATMENTS.length);
  expect(names('xyzzy')).toEqual([]);
});

test('every modality can be found by its own first word', () => {
  for (const one of TREATMENTS) {
    const [first] = one.display.split(/[^\p{L}\p{N}]+/u);
    expect(foundTreatments(first!)).toContainEqual(one);
  }
});

test('the two « autre » are known', () => {
  expect(TREATMENTS.filter(isOther).length).toBeGreaterThan(0);
});
