import { badRequest, OperationOutcomeError, tooManyRequests } from '@medplum/core';
import { describe, expect, it } from 'vitest';
import { chunks, inParallel, isRefusal, untilDone } from './retry.ts';

const QUICK = [1, 1];

/** Work that fails so many times before it succeeds. */
function flaky(failures: number, error: Error = new Error('connexion perdue')) {
  let calls = 0;
  return {
    work: async () => {
      calls += 1;
      if (calls <= failures) throw error;
    },
    calls: () => calls,
  };
}

describe('untilDone', () => {
  it('tries again what the network broke', async () => {
    const { work, calls } = flaky(2);
    await untilDone(work, () => false, QUICK);
    expect(calls()).toBe(3);
  });

  it('gives up after the last attempt, with the error', async () => {
    const { work, calls } = flaky(9);
    await expect(untilDone(work, () => false, QUICK)).rejects.toThrow('connexion perdue');
    expect(calls()).toBe(3);
  });

  it('stops when an earlier attempt succeeded without saying it', async () => {
    const { work, calls } = flaky(9);
    await untilDone(work, () => calls() === 2, QUICK);
    expect(calls()).toBe(2);
  });

  it('does not insist on what the server refuses', async () => {
    const { work, calls } = flaky(9, new OperationOutcomeError(badRequest('non')));
    await expect(untilDone(work, () => false, QUICK)).rejects.toThrow('non');
    expect(calls()).toBe(1);
  });
});

describe('isRefusal', () => {
  it('is true of a wrong request, false of a busy server or a lost connection', () => {
    expect(isRefusal(new OperationOutcomeError(badRequest('x')))).toBe(true);
    expect(isRefusal(new OperationOutcomeError(tooManyRequests))).toBe(false);
    expect(isRefusal(new TypeError('fetch failed'))).toBe(false);
    expect(isRefusal(Object.assign(new Error('x'), { name: 'TransactionError' }))).toBe(true);
  });
});

describe('inParallel', () => {
  const later = () => new Promise((resolve) => setTimeout(resolve, 2));

  it('does everything, never more at once than the limit', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await later();
      running -= 1;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('stops at the first error', async () => {
    const begun: number[] = [];
    const work = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await later();
      if (item === 2) throw new Error('deux');
    });
    await expect(work).rejects.toThrow('deux');
    await later();
    await later();
    expect(begun.length).toBeLessThan(6);
  });

  it('has nothing to do with nothing', async () => {
    await inParallel([], 3, async () => {
      throw new Error('jamais');
    });
  });
});

describe('chunks', () => {
  it('cuts by size, the rest last', () => {
    expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunks([], 2)).toEqual([]);
  });
});
