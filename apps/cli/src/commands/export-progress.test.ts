import type { MedplumClient } from '@medplum/core';
import type { Task } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { followed } from './export-progress.ts';

const ID = '7f0c7f0e-6c39-4a1b-9a50-1d2f9ad3a001';

const task = (done: number, total: number): Task => ({
  resourceType: 'Task',
  id: 'task',
  status: 'in-progress',
  intent: 'order',
  output: [
    { type: { text: 'séances lues' }, valueInteger: done },
    { type: { text: 'séances à lire' }, valueInteger: total },
  ],
});

/** A server whose Task is each of these in turn, then the last; and a count that ends when they were all seen. */
function world(answers: (Task | Error | undefined)[]) {
  const queries: string[] = [];
  const deleted: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const medplum = {
    searchOne: async (_type: string, query: string) => {
      const answer = answers[Math.min(queries.length, answers.length - 1)];
      queries.push(query);
      if (queries.length === answers.length) setTimeout(() => resolve('compté'), 20);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    deleteResource: async (type: string, id: string) => {
      deleted.push(`${type}/${id}`);
    },
  } as unknown as MedplumClient;
  return { medplum, count: promise, reject, queries, deleted };
}

describe('waiting for a count', () => {
  test('tells each advance once, and gives what was counted', async () => {
    const { medplum, count, queries, deleted } = world([undefined, task(8, 40), task(8, 40), task(24, 40)]);
    const told: unknown[] = [];
    expect(await followed(medplum, ID, count, (one) => told.push(one), 1)).toBe('compté');
    expect(told).toEqual([
      { done: 8, total: 40 },
      { done: 24, total: 40 },
    ]);
    expect(decodeURIComponent(queries[0]!)).toMatch(new RegExp(`oncorif-progress\\|${ID}$`));
    expect(deleted).toEqual(['Task/task']);
  });

  test('goes on when the server cannot be looked at', async () => {
    const { medplum, count } = world([new Error('coupure'), task(8, 40)]);
    const told: unknown[] = [];
    expect(await followed(medplum, ID, count, (one) => told.push(one), 1)).toBe('compté');
    expect(told).toEqual([{ done: 8, total: 40 }]);
  });

  test('a count that fails leaves nothing behind, and says why it failed', async () => {
    const { medplum, count, reject, deleted } = world([task(8, 40), task(8, 40), task(8, 40)]);
    const waiting = followed(medplum, ID, count, () => reject(new Error('indicateur illisible')), 1);
    await expect(waiting).rejects.toThrow('indicateur illisible');
    expect(deleted).toEqual(['Task/task']);
  });

  test('looks no more once the count has ended', async () => {
    const { medplum, queries } = world([undefined]);
    await followed(medplum, ID, Promise.resolve('vite'), () => undefined, 1);
    const before = queries.length;
    await new Promise((done) => setTimeout(done, 20));
    expect(queries).toHaveLength(before);
  });
});
