import { readFileSync } from 'node:fs';

/**
 * Largest that a process ever was, MB, as the kernel counts it; what getrusage says begins with the size of the process
 * that started it. Undefined where the system does not tell (elsewhere than Linux), or the process is gone.
 */
export function peakMb(pid: number | 'self' = 'self'): number | undefined {
  try {
    const [, kb] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
}

/** The same of this process, everywhere. */
export function ownPeakMb(): number {
  return peakMb() ?? process.resourceUsage().maxRSS / 1024;
}
