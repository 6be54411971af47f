import { hunks } from './hunks.ts';
import { type Json, same } from './json.ts';
import { type Keyed, keyed } from './keys.ts';

/** Merges one element that both sides still have; `base` undefined when both created it. */
export type MergeElement = (rank: number, base: Json | undefined, mine: Json, theirs: Json) => Json;

/**
 * Three-way merge of an array, element by element (`keyed`): edited ones are merged, new ones of both sides
 * are kept, one that was deleted here and edited there stays. The order is the one of who reordered; of
 * theirs when both did.
 *
 * @param merge gets the element's rank in the result.
 */
export function mergeList(
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
  merge: MergeElement,
): Json[] {
  const [was, own, other] = keyed(base, mine, theirs) as [Keyed, Keyed, Keyed];
  return order(was, own, other)
    .filter((key) => stays(was.get(key), own.get(key), other.get(key)))
    .map((key, rank) => {
      const [here, there] = [own.get(key), other.get(key)];
      return here === undefined || there === undefined
        ? (here ?? there ?? null)
        : merge(rank, was.get(key), here, there);
    });
}

function stays(before: Json | undefined, here: Json | undefined, there: Json | undefined): boolean {
  if (before === undefined || (here !== undefined && there !== undefined)) {
    return true;
  }
  const left = here ?? there;
  return left !== undefined && !same(left, before);
}

/** Every key of both sides, in one order. */
function order(was: Keyed, own: Keyed, other: Keyed): string[] {
  const mineLeads = moved(was, own) && !moved(was, other);
  const [lead, rest] = mineLeads ? [own, other] : [other, own];
  const keys = [...lead.keys()];
  const others = [...rest.keys()];
  for (const { start, end } of hunks(keys, others, Object.is)) {
    for (let rank = start; rank < end; rank++) {
      if (!lead.has(others[rank]!)) {
        // What only the other side has comes after the element it follows there.
        const after = rank === 0 ? -1 : keys.indexOf(others[rank - 1]!);
        keys.splice(after + 1, 0, others[rank]!);
      }
    }
  }
  return keys;
}

function moved(was: Keyed, side: Keyed): boolean {
  const before = [...was.keys()].filter((key) => side.has(key));
  const now = [...side.keys()].filter((key) => was.has(key));
  return now.some((key, rank) => key !== before[rank]);
}
