import { describe, expect, test } from 'vitest';
import { conceptsOf, isA } from './concepts.ts';
import { conceptTest } from './filters.ts';
import { ORGANS } from './testing.ts';

const concepts = conceptsOf(ORGANS);

test('nested concepts are all there, in document order', () => {
  expect([...concepts.keys()]).toEqual(['organe', 'digestif', 'œso', 'foie', 'sein', 'rein']);
  expect(concepts.get('foie')).toMatchObject({
    display: 'Foie',
    definition: 'Glande',
    parents: ['digestif'],
  });
  expect(concepts.get('sein')!.properties.get('pair')).toEqual(['true']);
});

test('a concept is below its parents, by nesting or by property, and below itself', () => {
  expect(isA(concepts, 'foie', 'organe')).toBe(true);
  expect(isA(concepts, 'rein', 'organe')).toBe(true);
  expect(isA(concepts, 'foie', 'foie')).toBe(true);
  expect(isA(concepts, 'foie', 'sein')).toBe(false);
  expect(isA(concepts, 'inconnu', 'organe')).toBe(false);
});

test('a cycle ends', () => {
  const loop = conceptsOf({
    ...ORGANS,
    concept: [
      { code: 'a', property: [{ code: 'parent', valueCode: 'b' }] },
      { code: 'b', property: [{ code: 'parent', valueCode: 'a' }] },
    ],
  });
  expect(isA(loop, 'a', 'b')).toBe(true);
  expect(isA(loop, 'a', 'c')).toBe(false);
});

describe('filters', () => {
  const codes = (property: string, op: string, value: string): string[] | undefined => {
    const test = conceptTest({ property, op: op as 'is-a', value }, concepts);
    return test && [...concepts.values()].filter(test).map((concept) => concept.code);
  };

  test.each([
    ['concept', 'is-a', 'digestif', ['digestif', 'œso', 'foie']],
    ['code', 'is-a', 'digestif', ['digestif', 'œso', 'foie']],
    ['concept', 'descendent-of', 'digestif', ['œso', 'foie']],
    ['concept', 'is-not-a', 'digestif', ['organe', 'sein', 'rein']],
    ['pair', '=', 'true', ['sein']],
    ['pair', 'exists', 'true', ['œso', 'sein']],
    ['pair', 'exists', 'false', ['organe', 'digestif', 'foie', 'rein']],
    ['concept', 'in', 'sein, rein', ['sein', 'rein']],
    ['concept', 'not-in', 'sein,rein', ['organe', 'digestif', 'œso', 'foie']],
    ['display', '=', 'Foie', ['foie']],
  ])('%s %s %s', (property, op, value, expected) => {
    expect(codes(property, op, value)).toEqual(expected);
  });

  test.each([
    ['concept', 'regex', '.*'],
    ['pair', 'is-a', 'x'],
    ['concept', 'generalizes', 'foie'],
  ])('%s %s is of a kind this server does not evaluate', (property, op, value) => {
    expect(codes(property, op, value)).toBeUndefined();
  });
});
