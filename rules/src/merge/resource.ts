import type { Resource } from '@medplum/fhirtypes';
import { isObject, type Json, type JsonObject, same } from './json.ts';
import { mergeList } from './list.ts';
import { type MergedText, mergeText, type Writers } from './text.ts';
import { mergeDiv } from './xhtml.ts';

/** A place where both chose another value and only one can stand: a code, a date, a number, a reference. */
export interface Choice {
  /** FHIRPath-like, e.g. `activity[2].detail.status`. */
  path: string;
  mine: Json | undefined;
  /** Theirs is what the merged resource holds: it is already saved. */
  theirs: Json | undefined;
}

export interface MergedResource<T extends Resource> {
  value: T;
  choices: Choice[];
  /** Every text that both changed or that moved under my caret, by path. */
  texts: Map<string, MergedText>;
}

/** Elements written in words, whatever resource they are in. The others are codes, dates and identities. */
const WORDS = new Set([
  'text',
  'description',
  'comment',
  'valueString',
  'valueMarkdown',
  'patientInstruction',
  'title',
  'note',
]);

/**
 * Three-way merge of a resource: field by field, arrays element by element (`mergeList`), texts word by word
 * (`mergeText`). Nothing that one side typed is lost; of two values where only one can stand, theirs stays
 * and mine is told in `choices`. `id` and the version are those of theirs, so the result can be saved with
 * If-Match on it.
 */
export function mergeResource<T extends Resource>(
  base: T,
  mine: T,
  theirs: T,
  writers: Writers,
): MergedResource<T> {
  const merge = new Merge(writers);
  const value = merge.value('', '', plain(base), plain(mine), plain(theirs)) as unknown as T;
  const { versionId, lastUpdated, author } = theirs.meta ?? {};
  const meta = { ...value.meta, ...theirs.meta, versionId, lastUpdated, author };
  return {
    value: JSON.parse(JSON.stringify({ ...value, id: theirs.id, meta: { ...meta, ...listsOf(value) } })),
    choices: merge.choices.filter(({ path }) => !/^(id|meta)\b/u.test(path)),
    texts: merge.texts,
  };
}

function plain(resource: Resource): JsonObject {
  return resource as unknown as JsonObject;
}

function listsOf(resource: Resource) {
  const { tag, profile, security } = resource.meta ?? {};
  return { tag, profile, security };
}

class Merge {
  readonly choices: Choice[] = [];
  readonly texts = new Map<string, MergedText>();
  readonly #writers: Writers;

  constructor(writers: Writers) {
    this.#writers = writers;
  }

  value(
    path: string,
    name: string,
    base: Json | undefined,
    mine: Json | undefined,
    theirs: Json | undefined,
  ): Json | undefined {
    if (same(mine, theirs)) {
      return mine;
    }
    if (isObject(mine) && isObject(theirs)) {
      return this.#object(path, isObject(base) ? base : {}, mine, theirs);
    }
    if (Array.isArray(mine) && Array.isArray(theirs)) {
      return mergeList(
        Array.isArray(base) ? base : [],
        mine,
        theirs,
        (rank, was, own, other) => this.value(`${path}[${rank}]`, name, was, own, other) ?? null,
      );
    }
    if ((WORDS.has(name) || name === 'div') && isText(base) && isText(mine) && isText(theirs)) {
      return this.#text(path, name, base ?? '', mine ?? '', theirs ?? '');
    }
    return this.#one(path, base, mine, theirs);
  }

  #object(path: string, base: JsonObject, mine: JsonObject, theirs: JsonObject): JsonObject {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    const merged = keys.map((key) => {
      const inner = path ? `${path}.${key}` : key;
      return [key, this.value(inner, key, base[key], mine[key], theirs[key])] as const;
    });
    return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
  }

  #text(path: string, name: string, base: string, mine: string, theirs: string): Json | undefined {
    if (name === 'div') {
      return same(base, mine)
        ? theirs
        : same(base, theirs)
          ? mine
          : mergeDiv(base, mine, theirs, this.#writers);
    }
    const merged = mergeText(base, mine, theirs, this.#writers);
    this.texts.set(path, merged);
    // A FHIR string is never empty: a text that everyone erased is an absent one.
    return merged.text === '' ? undefined : merged.text;
  }

  #one(
    path: string,
    base: Json | undefined,
    mine: Json | undefined,
    theirs: Json | undefined,
  ): Json | undefined {
    if (same(base, mine)) {
      return theirs;
    }
    if (same(base, theirs)) {
      return mine;
    }
    // One removed what the other edited: what was typed stays.
    if (theirs === undefined && (isObject(mine) || Array.isArray(mine))) {
      return mine;
    }
    if (mine !== undefined || !(isObject(theirs) || Array.isArray(theirs))) {
      this.choices.push({ path, mine, theirs });
    }
    return theirs;
  }
}

function isText(value: Json | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
