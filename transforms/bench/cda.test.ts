import { describe, expect, it } from 'vitest';
import { benchCda } from './cda.ts';

describe('benchCda', () => {
  it('measures a document, its stages, and the peer when there is one', async () => {
    const { cpuMs, ratio, rows, size } = await benchCda({ json: true, runs: 10 });
    expect(cpuMs.total).toBeGreaterThan(cpuMs.source);
    expect(cpuMs.transform).toBeCloseTo(cpuMs.total - cpuMs.source, 6);
    expect(size.cda).toBeGreaterThan(80_000);
    expect(ratio === undefined).toBe(cpuMs.saxonHe === undefined);
    expect(rows.length).toBe(cpuMs.saxonHe === undefined ? 0 : 1);
  }, 120_000);
});
