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

  test('an unfinished text is malformed', () => {
    expect(() => checkGraphql({ query: `{ a(x: "\n${nested(20)}` })).toThrow('mal formée');
  });

  test('depth counts through fragments', () => {
    const chain = Array.from({ length: 20 }, (_, i) => `fragment f${i} on A { a { ...f${i + 1} } }`);
    const query = `{ ...f0 } ${chain.join(' ')} fragment f20 on A { a }`;
    expect(() => checkGraphql({ query })).toThrow('trop profonde');
  });

  test('fragments that double each other are counted, not written out', () => {
    const doubling = Array.from(
      { length: 15 },
      (_, i) => `fragment f${i} on A { ...f${i + 1} ...f${i + 1} }`,
    );
    const query = `{ ...f0 } ${doubling.join(' ')} fragment f15 on A { a }`;
    const start = performance.now();
    expect(() => checkGraphql({ query })).toThrow('trop large');
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('a fragment that contains itself, or that nobody defined, is malformed', () => {
    expect(() => checkGraphql({ query: '{ ...f } fragment f on A { a { ...f } }' })).toThrow('mal formée');
    expect(() => checkGraphql({ query: '{ ...nobody }' })).toThrow('mal formée');
  });

  test('one hundred searches under aliases pass, one more does not, whatever their kind', () => {
    const searches = (count: number, field: string) =>
      `{ ${Array.from({ length: count }, (_, i) => `p${i}: ${field} { id }`).join(' ')} }`;
    for (const field of ['PatientList', 'PatientConnection']) {
      expect(() => checkGraphql({ query: searches(100, field) })).not.toThrow();
      expect(() => checkGraphql({ query: searches(101, field) })).toThrow('recherches');
    }
  });

  test('what was spent before counts', () => {
    const query = `{ ${Array.from({ length: 60 }, (_, i) => `p${i}: PatientList { id }`).join(' ')} }`;
    const once = checkGraphql({ query });
    expect(once).toMatchObject({ searches: 60, fields: 120 });
    expect(() => checkGraphql({ query }, once)).toThrow('recherches');
    expect(checkGraphql({}, once)).toBe(once);
  });

  test('breadth and writes have a limit', () => {
    expect(() => checkGraphql({ query: `{ ${'a '.repeat(5001)} }` })).toThrow('trop large');
    const writes = Array.from({ length: 51 }, (_, i) => `d${i}: PatientDelete(id: "x") { id }`).join(' ');
    expect(() => checkGraphql({ query: `mutation { ${writes} }` })).toThrow('écritures');
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
    expect(() => checkGraphql({ query: '"\\'.repeat(30_000) })).toThrow('mal formée');
    expect(() => checkGraphql({ query: '{a'.repeat(30_000) })).toThrow('Requête GraphQL');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
