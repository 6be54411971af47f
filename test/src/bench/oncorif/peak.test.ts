import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ownPeakMb, peakMb } from './peak.ts';

const FILE = JSON.stringify(new URL('./peak.ts', import.meta.url).href);

/** MB of a process of its own that holds as many, from this one, which is larger. */
function holding(mb: number): number {
  const code = `
    const { ownPeakMb } = await import(${FILE});
    globalThis.kept = Buffer.alloc(${mb} * 2 ** 20, 1);
    console.log(ownPeakMb());`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

describe.skipIf(process.platform !== 'linux')('the largest size of a process', () => {
  it('is what it holds, not what the process that started it holds', () => {
    const own = Buffer.alloc(400 * 2 ** 20, 1);
    const [empty, full] = [holding(1), holding(200)];
    expect(own.length).toBeLessThan(ownPeakMb() * 2 ** 20);
    expect(empty).toBeLessThan(200);
    expect(full - empty).toBeGreaterThan(150);
  });

  it('is not known of a process that is gone', () => {
    expect(peakMb(process.pid)).toBeGreaterThan(1);
    expect(peakMb(2 ** 22 + 1)).toBeUndefined();
  });
});
