import { describe, expect, test } from 'vitest';
import { checkGraphql } from './graphql.ts';

const nested = (depth: number): string => `${'{a'.repeat(depth)}${'}'.repeat(depth)}`;

describe('what a GraphQL text may cost', () => {
  test('sixteen levels pass, one more does not', () => {
    expect(() => checkGraphql({ query: nested(16) })).not.toThrow();
    expect(() => checkGraphql({ query: nested(17) })).toThrow('trop profonde');
  });

  test('many fields side by side are not deep', () => {
    expect(() => checkGraphql({ query: `{${'a{b} '.repeat(500)}}` })).not.toThrow();
  });

  test('braces inside texts and comments do not count', () => {
    const text = '{'.repeat(40);
    const query = `{ a(x: "${text} \\" ${text}") # ${text}\n b(y: """${text} " ${text}""") }`;
    expect(() => checkGraphql({ query })).not.toThrow();
  });

  test('an unfinished text hides no depth', () => {
    expect(() => checkGraphql({ query: `{ a(x: "\n${nested(20)}` })).toThrow('trop profonde');
  });

  test('very long, or no text, is refused', () => {
    expect(() => checkGraphql({ query: ' '.repeat(70_000) })).toThrow('trop longue');
    expect(() => checkGraphql({ query: { a: 1 } })).toThrow('illisible');
  });

  test('no query at all is for the router to refuse', () => {
    expect(() => checkGraphql({})).not.toThrow();
    expect(() => checkGraphql(undefined)).not.toThrow();
  });

  test('a hostile text is read in linear time', () => {
    const start = performance.now();
    expect(() => checkGraphql({ query: '"\\'.repeat(30_000) })).not.toThrow();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
