import { describe, expect, it } from 'vitest';
import { random } from './random.ts';

const draw = (seed: string, count = 50): number[] => {
  const source = random(seed);
  return Array.from({ length: count }, () => source.next());
};

describe('random', () => {
  it('repeats itself for a seed and differs for another', () => {
    expect(draw('octobre')).toEqual(draw('octobre'));
    expect(draw('octobre')).not.toEqual(draw('novembre'));
  });

  it('stays in [0, 1[ and spreads over it', () => {
    const numbers = draw('étendue', 2000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    expect(mean).toBeGreaterThan(0.47);
    expect(mean).toBeLessThan(0.53);
  });

  it('reaches both bounds of an integer range and nothing outside', () => {
    const source = random('dé');
    const faces = new Set(Array.from({ length: 300 }, () => source.int(1, 6)));
    expect([...faces].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('samples without repeating, and all items when asked for too many', () => {
    const source = random('tirage');
    const items = ['a', 'b', 'c', 'd'];
    expect(new Set(source.sample(items, 3)).size).toBe(3);
    expect(source.sample(items, 9).sort()).toEqual(items);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forks into sources that do not depend on what was drawn before', () => {
    const first = random('graine');
    const later = random('graine');
    later.next();
    later.next();
    expect(later.fork('patient 1').next()).toBe(first.fork('patient 1').next());
    expect(first.fork('patient 1').next()).not.toBe(first.fork('patient 2').next());
  });

  it('says so when there is nothing to pick', () => {
    expect(() => random('vide').pick([])).toThrow(RangeError);
  });

  it('is true as often as asked', () => {
    const source = random('pile');
    const heads = Array.from({ length: 1000 }, () => source.chance(0.3)).filter(Boolean).length;
    expect(heads).toBeGreaterThan(240);
    expect(heads).toBeLessThan(360);
    expect(random('jamais').chance(0)).toBe(false);
  });
});
