import { diffArrays } from 'diff';

/** `base[from, to)` became `changed[start, end)`: an insertion when `from === to`. */
export interface Hunk {
  from: number;
  to: number;
  start: number;
  end: number;
}

/**
 * Beyond this many changed elements an alignment is worth nothing to a reader and costs seconds: the whole
 * changed middle is then one hunk, which loses no more than a finer one.
 */
const MAX_EDITS = 2_000;

/** What changed from `base` to `changed`, in order; two hunks never touch each other. */
export function hunks<T>(base: readonly T[], changed: readonly T[], same: (a: T, b: T) => boolean): Hunk[] {
  const room = Math.min(base.length, changed.length);
  let head = 0;
  while (head < room && same(base[head]!, changed[head]!)) {
    head++;
  }
  let tail = 0;
  while (tail < room - head && same(base.at(-1 - tail)!, changed.at(-1 - tail)!)) {
    tail++;
  }
  const before = base.slice(head, base.length - tail);
  const after = changed.slice(head, changed.length - tail);
  if (before.length === 0 && after.length === 0) {
    return [];
  }
  const all = { from: head, to: base.length - tail, start: head, end: changed.length - tail };
  const parts =
    before.length > 0 && after.length > 0
      ? diffArrays(before, after, { comparator: same, maxEditLength: MAX_EDITS })
      : undefined;
  return parts ? collected(parts, head) : [all];
}

type Part = { added: boolean; removed: boolean; count: number };

function collected(parts: readonly Part[], head: number): Hunk[] {
  const found: Hunk[] = [];
  let at = head;
  let start = head;
  let open: Hunk | undefined;
  for (const { added, removed, count } of parts) {
    if (!added && !removed) {
      at += count;
      start += count;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { from: at, to: at, start, end: start };
      found.push(open);
    }
    at += removed ? count : 0;
    start += added ? count : 0;
    open.to = at;
    open.end = start;
  }
  return found;
}
