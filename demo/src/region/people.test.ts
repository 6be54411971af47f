import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { firstName, type Origin, person } from './people.ts';

const born = { from: '1950-01-01', to: '1955-12-31' };
const many = (origin: Origin = 'france', range = born) =>
  Array.from({ length: 200 }, (_, index) => person(random(`personne ${index}`), index, 'F', range, origin));

describe('person', () => {
  it('is the same for the same chance', () => {
    expect(person(random('a'), 3, 'M', born, 'france')).toEqual(person(random('a'), 3, 'M', born, 'france'));
  });

  it('is born within the bounds', () => {
    const dates = many().map(({ date }) => date);
    expect(dates.every((date) => date >= born.from && date <= born.to)).toBe(true);
    expect(new Set(dates).size).toBeGreaterThan(150);
  });

  it('has traits in capitals without accent, as INSi writes them', () => {
    for (const { family, given, used } of many()) {
      expect([family, ...given, used ?? 'A'].join(' ')).toMatch(/^[A-Z -]+$/);
    }
  });

  it('has one to three different first names', () => {
    for (const { given } of many()) {
      expect(given.length).toBeGreaterThanOrEqual(1);
      expect(given.length).toBeLessThanOrEqual(3);
    }
  });

  it('never has her own birth name as used name', () => {
    const married = many().filter(({ used }) => used);
    expect(married.length).toBeGreaterThan(60);
    expect(married.filter(({ used, family }) => used === family)).toEqual([]);
  });

  it('keeps the used name to women', () => {
    const men = Array.from({ length: 50 }, (_, index) =>
      person(random(`m${index}`), index, 'M', born, 'france'),
    );
    expect(men.filter(({ used }) => used)).toEqual([]);
  });

  it('has no department of the suburbs before they existed', () => {
    const suburbs = /^9[1-5]/;
    expect(many().filter(({ commune }) => suburbs.test(commune))).toEqual([]);
    const young = many('france', { from: '1975-01-01', to: '1980-01-01' });
    expect(young.filter(({ commune }) => suburbs.test(commune)).length).toBeGreaterThan(10);
  });

  it('is born abroad or in Corsica when asked', () => {
    expect(many('abroad').every(({ commune }) => commune.startsWith('99'))).toBe(true);
    const young = { from: '1980-01-01', to: '1990-01-01' };
    expect(many('corsica', young).every(({ commune }) => commune === '2A004')).toBe(true);
    expect(() => many('corsica')).toThrow(/1976/);
  });

  it('draws first names of both sexes', () => {
    expect(firstName(random('x'), 'F')).not.toBe(firstName(random('x'), 'M'));
  });
});
