import { describe, expect, test } from 'vitest';
import { Soon } from './soon.ts';

/** A resource as a list of words, and its change. */
function words() {
  const all: string[] = [];
  const change = (edit: (draft: string) => string) => void all.push(edit(''));
  return { all, change };
}
const say = (word: string) => (draft: string) => draft + word;

describe('Soon', () => {
  test('what is asked of a resource that is there is done at once', () => {
    const { all, change } = words();
    new Soon<string>().ask('a', say('now'), change);
    expect(all).toEqual(['now']);
  });

  test('what is asked before waits, and is done once, in its order', () => {
    const { all, change } = words();
    const soon = new Soon<string>();
    soon.ask('a', say('first'), undefined);
    soon.ask('a', say('second'), undefined);
    expect(all).toEqual([]);
    soon.came('a', change);
    soon.came('a', change);
    expect(all).toEqual(['first', 'second']);
  });

  test('what was asked of one resource is never done to another', () => {
    const { all, change } = words();
    const soon = new Soon<string>();
    soon.ask('a', say('for a'), undefined);
    soon.came('b', change);
    soon.came('a', change);
    expect(all).toEqual([]);
  });

  test('an act that asks for another while it is done loses neither', () => {
    const { all, change } = words();
    const soon = new Soon<string>();
    soon.ask('a', say('outer'), undefined);
    soon.came('a', (edit) => {
      change(edit);
      if (all.length === 1) soon.ask('a', say('inner'), change);
    });
    expect(all).toEqual(['outer', 'inner']);
  });
});
