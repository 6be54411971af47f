import { describe, expect, test, vi } from 'vitest';
import { benchSharing, printSharing } from './sharing.ts';
import { benchSizes, cpuOf, linesOfSizes } from './sharing-size.ts';

describe('an event behind a store of some size', () => {
  test('shares as much and asks as much, whatever the store holds', async () => {
    const rows = await benchSizes([16, 48]);
    expect(rows.map(({ fiches }) => fiches)).toEqual([16, 48]);
    const [small, large] = rows;
    expect(small!.events).toBe(16);
    // What is added is the second month's: its 32 fiches.
    expect(large!.events).toBe(32);
    for (const { shared, requests } of rows) {
      // A patient, her inscription, her fiche and what is observed of it: more than the case.
      expect(shared).toBeGreaterThan(4);
      expect(requests).toBeLessThanOrEqual(6);
    }
    expect(large!.requests).toBeCloseTo(small!.requests, 0);
    const [line] = linesOfSizes(rows);
    expect(line).toMatch(/^store of 16 fiches, 16 events of \d+\.\d resources, \d\.\d requests: /);
  }, 120_000);

  test('is asked for by sizes, refused in French when they are none', async () => {
    await expect(benchSharing(1, ['--sizes', 'beaucoup'])).rejects.toThrow(
      '« beaucoup » n’est pas une taille',
    );
    await expect(benchSharing(1, ['--sizes'])).rejects.toThrow('--sizes');
  });

  test('is printed a line a size', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const row = { fiches: 1000, events: 120, shared: 9.5, writing: 20, reading: 8, requests: 3 };
    printSharing({ sizes: [row, { ...row, fiches: 10_000 }] });
    const lines = log.mock.calls.flat();
    log.mockRestore();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('store of 10000 fiches, 120 events of 9.5 resources, 3.0 requests: 20.0 ms');
  });

  test('counts the processor of a process, which only grows', () => {
    const before = cpuOf(process.pid);
    for (const end = process.cpuUsage().user + 50_000; process.cpuUsage().user < end; ) Math.sqrt(end);
    expect(cpuOf(process.pid)).toBeGreaterThan(before);
  });
});
