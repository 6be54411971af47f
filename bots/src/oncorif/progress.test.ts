import type { MedplumClient } from '@medplum/core';
import type { Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { TestServer } from '../testing/server.ts';
import { PROGRESS_SYSTEM, Progress, progressOf } from './progress.ts';
import { OncorifStory } from './testing.ts';

const ID = '7f0c7f0e-6c39-4a1b-9a50-1d2f9ad3a001';
const tasksOf = (server: TestServer) => server.all<Task>('Task');

describe('progress', () => {
  it('is told at most once a second, and at the end', async () => {
    const server = new TestServer();
    let now = 0;
    const progress = new Progress(server.medplum, ID, 40, () => now);
    const told: { done: number; total: number }[] = [];
    for (let step = 1; step <= 40; step++) {
      now += 100;
      await progress.step();
      told.push(progressOf(tasksOf(server)[0]!));
    }
    expect(told[0]).toEqual({ done: 1, total: 40 });
    expect([...new Set(told.map(({ done }) => done))]).toEqual([1, 11, 21, 31]);
    expect(tasksOf(server)[0]!.status).toBe('in-progress');
    await progress.end();
    const [task, ...others] = tasksOf(server);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ status: 'completed', identifier: [{ system: PROGRESS_SYSTEM, value: ID }] });
    expect(progressOf(task!)).toEqual({ done: 40, total: 40 });
  });

  it('never shows more done than there is to do', async () => {
    const server = new TestServer();
    let now = 0;
    const progress = new Progress(server.medplum, ID, 1, () => now);
    for (let step = 0; step < 3; step++) {
      now += 1_000;
      await progress.step();
    }
    expect(progressOf(tasksOf(server)[0]!)).toEqual({ done: 3, total: 3 });
  });

  it('is written nowhere when nobody waits', async () => {
    const server = new TestServer();
    const progress = new Progress(server.medplum, undefined, 1);
    await progress.step();
    await progress.end();
    expect(tasksOf(server)).toEqual([]);
    expect(server.requests).toBe(0);
  });

  it('that cannot be written stops nothing', async () => {
    const medplum = {
      createResourceIfNoneExist: () => Promise.reject(new Error('connexion perdue')),
    } as unknown as MedplumClient;
    const progress = new Progress(medplum, ID, 1);
    await expect(progress.step()).resolves.toBeUndefined();
    await expect(progress.end()).resolves.toBeUndefined();
  });

  it('of a Task without figures is nothing done of nothing', () => {
    expect(progressOf({ resourceType: 'Task', status: 'requested', intent: 'order' })).toEqual({
      done: 0,
      total: 0,
    });
  });
});

describe('an export that somebody waits for', () => {
  const world = () => {
    const story = new World();
    for (const start of ['2026-10-06', '2026-10-13', '2026-10-20']) {
      const session = story.session({ start: `${start}T12:30:00+02:00` });
      story.fiche(story.passage({ session, patient: story.patient() }), ['final']);
    }
    return story.resources;
  };

  it('ends by telling that all its sessions were read', async () => {
    const story = await new OncorifStory().with(world());
    await story.run(['2026-10'], { progress: ID });
    const [task, ...others] = tasksOf(story.server);
    expect(others).toEqual([]);
    expect(task!.status).toBe('completed');
    expect(progressOf(task!)).toEqual({ done: 3, total: 3 });
  });

  it('tells nothing to who did not ask', async () => {
    const story = await new OncorifStory().with(world());
    await story.run(['2026-10']);
    expect(tasksOf(story.server)).toEqual([]);
  });

  it('refuses in French an id that is none', async () => {
    const story = await new OncorifStory().with([]);
    await expect(story.run(['2026-10'], { progress: 'a|b' })).rejects.toThrow('progress');
  });
});
