import { mergeText, type Writers } from '@dcc/rules/src/merge/index.ts';
import { type FicheContent, PART_KEYS, type PartKey, same } from '../model/index.ts';

/** A value that both chose differently and only one of which can stand: theirs does, mine is told. */
export interface Clash {
  part: PartKey;
  /** Names of the fields down to the value, without the keys of items. */
  path: readonly string[];
  mine: unknown;
  theirs: unknown;
  /** The objects that hold the value on each side: a code's label stands beside it. */
  mineIn?: Record<string, unknown>;
  theirsIn?: Record<string, unknown>;
}

export interface MergedContent {
  content: FicheContent;
  clashes: Clash[];
}

type Json = unknown;

/** Fields that are written in words: both texts are kept. Any other is a code, a date or a number. */
const WORDS = new Set([
  ...['text', 'note', 'words', 'comment', 'summary', 'question', 'description', 'result', 'tool', 'why'],
  ...['trialNote', 'referentiel', 'value', 'name', 'specimen'],
]);

/**
 * Three-way merge of what the form holds: parts that one side changed are taken, texts that both changed keep
 * both (marked with initials), lists are merged by the key of their items. Of two codes, theirs stays: it is
 * saved.
 */
export function mergeContent(
  base: FicheContent,
  mine: FicheContent,
  theirs: FicheContent,
  writers: Writers,
): MergedContent {
  const clashes: Clash[] = [];
  const merged = PART_KEYS.map((part) => {
    const found: Clash[] = [];
    const value = mergeValue(base[part], mine[part], theirs[part], {
      writers,
      words: typeof theirs[part] === 'string',
      path: [],
      clash: (clash) => found.push({ part, ...clash }),
    });
    clashes.push(...found);
    return [part, value];
  });
  return { content: Object.fromEntries(merged) as FicheContent, clashes };
}

/**
 * The base of a merge when something was sent and its answer lost: a part that the server holds as it was sent is
 * one's own, and nobody else's choice.
 */
export function withStored(
  base: FicheContent,
  sent: readonly FicheContent[],
  theirs: FicheContent,
): FicheContent {
  const own = PART_KEYS.filter((part) => sent.some((one) => same(one[part], theirs[part])));
  return { ...base, ...Object.fromEntries(own.map((part) => [part, theirs[part]])) };
}

interface Context {
  writers: Writers;
  words: boolean;
  path: readonly string[];
  mineIn?: Fields;
  theirsIn?: Fields;
  clash(clash: Omit<Clash, 'part'>): void;
}

type Fields = Record<string, Json>;

function mergeValue(base: Json, mine: Json, theirs: Json, context: Context): Json {
  if (same(mine, theirs) || same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (typeof mine === 'string' && typeof theirs === 'string' && context.words) {
    return mergeText(typeof base === 'string' ? base : '', mine, theirs, context.writers).text;
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return mergeList(Array.isArray(base) ? base : [], mine, theirs, context);
  }
  if (isObject(mine) && isObject(theirs))
    return mergeObject(isObject(base) ? base : {}, mine, theirs, context);
  const { path, mineIn, theirsIn } = context;
  context.clash({ path, mine, theirs, ...(mineIn ? { mineIn } : {}), ...(theirsIn ? { theirsIn } : {}) });
  return theirs;
}

function isObject(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mergeObject(base: Fields, mine: Fields, theirs: Fields, context: Context): Fields {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  // A label goes with its code: told once.
  const recoded =
    !same(mine.code, theirs.code) && !same(base.code, mine.code) && !same(base.code, theirs.code);
  const values = names.flatMap((name) => {
    if (name === 'display' && recoded) return theirs.display === undefined ? [] : [[name, theirs.display]];
    const value = mergeValue(base[name], mine[name], theirs[name], {
      ...context,
      words: WORDS.has(name),
      path: [...context.path, name],
      mineIn: mine,
      theirsIn: theirs,
    });
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

/** What names an item in its list. */
function keyOf(item: Json): string {
  if (!isObject(item)) return JSON.stringify(item);
  return String(item.key ?? item.linkId ?? item.code ?? JSON.stringify(item));
}

/**
 * Items by key, in their order: new ones of both sides are kept, one deleted here and changed there stays.
 */
function mergeList(base: Json[], mine: Json[], theirs: Json[], context: Context): Json[] {
  const was = new Map(base.map((one) => [keyOf(one), one]));
  const own = new Map(mine.map((one) => [keyOf(one), one]));
  const other = new Map(theirs.map((one) => [keyOf(one), one]));
  // Who reordered has the order; theirs when both did.
  const kept = (list: Json[]) => list.map(keyOf).filter((key) => was.has(key));
  const moved = same(
    kept(theirs),
    [...was.keys()].filter((key) => other.has(key)),
  );
  const [first, second] = moved ? [own, other] : [other, own];
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((key) => {
    const [before, left, right] = [was.get(key), own.get(key), other.get(key)];
    if (left === undefined || right === undefined) {
      const gone = before !== undefined && same(before, left ?? right);
      return gone ? [] : [left ?? right];
    }
    return [mergeValue(before, left, right, context)];
  });
}
