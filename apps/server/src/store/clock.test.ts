import { expect, test } from 'vitest';
import { Clock } from './clock.ts';

test('times follow the clock on the wall, and never repeat', () => {
  const clock = new Clock(0);
  const before = Date.now();
  const times = Array.from({ length: 1000 }, () => clock.next());
  expect(times[0]).toBeGreaterThanOrEqual(before);
  expect(new Set(times).size).toBe(1000);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});

test('a database written by a clock that was ahead is followed, not overtaken', () => {
  const ahead = Date.now() + 3_600_000;
  expect(new Clock(ahead).next()).toBe(ahead + 1);
});
