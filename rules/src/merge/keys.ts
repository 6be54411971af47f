import { hunks } from './hunks.ts';
import { isObject, type Json, same } from './json.ts';

/** The elements of an array by key; the same key in two versions is the same element. */
export type Keyed = Map<string, Json>;

/**
 * Gives each element of three versions of an array a key. FHIR names most of them: `id`, `linkId`, `url`, a
 * coding, a reference. Where any has no name, or two share one, elements are aligned on the base by their
 * content: one that was edited in place keeps its key.
 */
export function keyed(base: readonly Json[], mine: readonly Json[], theirs: readonly Json[]): Keyed[] {
  const lists = [base, mine, theirs];
  const named = lists.map((list) => list.map(nameOf));
  if (named.every((names) => !names.includes(undefined) && new Set(names).size === names.length)) {
    return lists.map((list, n) => new Map(list.map((one, rank) => [named[n]![rank]!, one])));
  }
  return lists.map((list) => aligned(base, list));
}

function nameOf(one: Json): string | undefined {
  if (!isObject(one)) {
    return one === null ? undefined : JSON.stringify(one);
  }
  const { id, linkId, url, system, code, reference } = one;
  const name = [id, linkId, url, reference].find((value) => typeof value === 'string');
  const coding = typeof system === 'string' && typeof code === 'string' ? `${system}|${code}` : undefined;
  return (name as string | undefined) ?? coding;
}

function aligned(base: readonly Json[], list: readonly Json[]): Keyed {
  const found: Keyed = new Map();
  let shift = 0;
  let at = 0;
  const keep = (from: number, to: number) => {
    for (let rank = from; rank < to; rank++) {
      found.set(`=${rank}`, list[rank + shift]!);
    }
  };
  for (const { from, to, start, end } of hunks(base, list, same)) {
    keep(at, from);
    let edited = from;
    for (let rank = start; rank < end; rank++) {
      const one = list[rank]!;
      const match = edited < to && alike(base[edited]!, one) ? edited++ : undefined;
      found.set(match === undefined ? added(found, one, from) : `=${match}`, one);
    }
    at = to;
    shift = end - to;
  }
  keep(at, base.length);
  return found;
}

/** Is it the same element, edited? Something of it must have stayed. */
function alike(was: Json, is: Json): boolean {
  if (!isObject(was) || !isObject(is)) {
    return false;
  }
  return (annotation(was) && annotation(is)) || Object.keys(was).some((key) => same(was[key], is[key]));
}

/** Two words of the same kind at the same place are one text of two writers; other things stay two. */
function added(found: Keyed, one: Json, place: number): string {
  const name = annotation(one) ? `+${place}` : `+${place}${JSON.stringify(one)}`;
  let rank = 0;
  while (found.has(`${name}#${rank}`)) {
    rank++;
  }
  return `${name}#${rank}`;
}

function annotation(one: Json): boolean {
  return isObject(one) && Object.keys(one).every((key) => key === 'text');
}
