import { describe, expect, it } from 'vitest';
import { duel, median, perOperation } from './rounds.ts';

describe('median', () => {
  it('is the middle of an odd count, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even count', () => {
    expect(median([1, 9, 3, 5])).toBe(4);
  });

  it('leaves its input as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('perOperation', () => {
  it('divides the time of the work by the number of operations', async () => {
    const wait = () => new Promise((done) => setTimeout(done, 20));
    const each = await perOperation(10, wait);
    expect(each).toBeGreaterThan(1_500);
    expect(each).toBeLessThan(20_000);
  });
});

describe('duel', () => {
  it('takes turns, warms both sides up once, and gives the ratio of the medians', async () => {
    const turns: string[] = [];
    const spin = (ms: number, name: string) => () => {
      turns.push(name);
      const end = performance.now() + ms;
      while (performance.now() < end);
    };
    const row = await duel('spin', 'peer', 1, spin(6, 'ours'), spin(2, 'peer'), 3);
    expect(turns).toEqual(Array.from({ length: 4 }, () => ['ours', 'peer']).flat());
    expect(row.ratio).toBeCloseTo(row.ours / row.peer, 10);
    expect(row.ratio).toBeGreaterThan(1);
  });
});
