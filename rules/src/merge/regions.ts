import type { Hunk } from './hunks.ts';

/** A stretch of the base that at least one side changed, with what each side made of it. */
export interface Region {
  from: number;
  to: number;
  mine: Hunk[];
  theirs: Hunk[];
}

/**
 * Groups the hunks of both sides where they overlap. An insertion at the edge of the other side's change
 * touches it without overlapping: both are clean. Two insertions at one point are one region.
 */
export function regions(mine: readonly Hunk[], theirs: readonly Hunk[]): Region[] {
  const all = [
    ...mine.map((hunk) => ({ hunk, side: 'mine' as const })),
    ...theirs.map((hunk) => ({ hunk, side: 'theirs' as const })),
  ].sort((a, b) => a.hunk.from - b.hunk.from || a.hunk.to - b.hunk.to);
  const found: Region[] = [];
  for (const { hunk, side } of all) {
    let region = found.at(-1);
    if (!region || !overlaps(region, hunk)) {
      region = { from: hunk.from, to: hunk.to, mine: [], theirs: [] };
      found.push(region);
    }
    region.to = Math.max(region.to, hunk.to);
    region[side].push(hunk);
  }
  return found;
}

function overlaps(region: Region, hunk: Hunk): boolean {
  const point = region.from === region.to && hunk.from === hunk.to && hunk.from === region.from;
  return point || hunk.from < region.to;
}

/** Where a region begins and ends in a side's own list; `shift` = that side's growth before the region. */
export function reach(region: Region, own: readonly Hunk[], shift: number): [number, number] {
  const growth = own.reduce((sum, { from, to, start, end }) => sum + (end - start) - (to - from), 0);
  return [region.from + shift, region.to + shift + growth];
}
