import type { MedplumClient } from '@medplum/core';
import { describe, expect, it } from 'vitest';
import { waitForJobs } from './jobs.ts';
import type { Progress } from './progress.ts';

interface Counts {
  pending?: number;
  running?: number;
  failed?: number;
}

/** A server whose queue takes these states, one per question; the last one stays. */
function server(states: Counts[]) {
  let asked = 0;
  const medplum = {
    get: async (path: string) => {
      const counts = states[Math.min(asked++, states.length - 1)]!;
      const jobs = path.includes('failed')
        ? [{ resourceType: 'Composition', resourceId: 'c1', error: 'délai dépassé' }]
        : [];
      return { counts, jobs };
    },
  } as unknown as MedplumClient;
  return { medplum, asked: () => asked };
}

function watch() {
  const said: (string | number)[] = [];
  const bar: Progress = {
    begin: (phase, total) => said.push(phase, total),
    step: (count = 1) => said.push(count),
    end: () => said.push('fin'),
  };
  return { bar, said };
}

describe('waitForJobs', () => {
  it('waits until nothing is left, and says how it goes', async () => {
    const { medplum, asked } = server([{ pending: 3, running: 1 }, { pending: 2 }, { running: 1 }, {}]);
    const { bar, said } = watch();
    await waitForJobs(medplum, bar, 1);
    expect(asked()).toBe(4);
    expect(said).toEqual(['Documents (CDA et PDF)', 4, 2, 1, 1, 'fin']);
  });

  it('returns at once when nothing waits', async () => {
    const { medplum, asked } = server([{}]);
    await waitForJobs(medplum, watch().bar, 1);
    expect(asked()).toBe(1);
  });

  it('tells in French which notification failed', async () => {
    const { medplum } = server([{ failed: 2 }]);
    await expect(waitForJobs(medplum, watch().bar, 1)).rejects.toThrow(
      '2 notification(s) en échec, dont Composition/c1 : délai dépassé',
    );
  });
});
