import { existsSync, readFileSync } from 'node:fs';

/** Ticks of /proc/<pid>/stat in a second: 100 wherever Linux runs (USER_HZ, proc(5)). */
const TICKS_PER_S = 100;

/**
 * How long a process has worked, in ms: the processor time of all its threads (proc(5)). Handling one request
 * on a quiet machine takes at most that long, since the server waits for nothing but its disk; unlike the
 * clock, it hardly grows when other suites share the machine. Where /proc is missing, the clock.
 */
export function effortMs(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) {
    return performance.now();
  }
  const stat = readFileSync(path, 'utf8');
  // The name of the program, in brackets, may hold anything: fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [utime, stime] = [Number(fields[11]), Number(fields[12])];
  return ((utime + stime) * 1000) / TICKS_PER_S;
}
