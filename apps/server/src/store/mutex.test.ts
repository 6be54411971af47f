import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Mutex } from './mutex.ts';

test('tasks never overlap, and run in the order asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), async (delays) => {
      const mutex = new Mutex();
      const log: string[] = [];
      await Promise.all(
        delays.map((delay, i) =>
          mutex.run(async () => {
            log.push(`start ${i}`);
            await sleep(delay);
            log.push(`end ${i}`);
          }),
        ),
      );
      expect(log).toEqual(delays.flatMap((_, i) => [`start ${i}`, `end ${i}`]));
    }),
    { numRuns: 20 },
  );
});

test('a failing task gives its error to its caller and its turn to the next', async () => {
  const mutex = new Mutex();
  const failed = mutex.run(() => Promise.reject(new Error('no')));
  const next = mutex.run(() => 'yes');
  expect(mutex.pending).toBe(2);
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
  expect(mutex.pending).toBe(0);
});
