import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seriesPurpose } from './series.ts';

const reference = (id: number) => `Composition/${id}/_history/1`;

describe('seriesPurpose', () => {
  test('is the SHA-256 of the references, one per line', () => {
    const series = [reference(1), reference(2)];
    const expected = createHash('sha256').update(series.join('\n')).digest('hex');
    expect(seriesPurpose(series)).toBe(`series:${expected}`);
  });

  test('is short whatever the length: a server takes 500 characters', () => {
    expect(seriesPurpose(Array.from({ length: 200 }, (_, i) => reference(i)))).toMatch(
      /^series:[0-9a-f]{64}$/,
    );
  });

  test('tells one list from another, by content, order and limits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0 })), fc.array(fc.integer({ min: 0 })), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(seriesPurpose(a.map(reference)) === seriesPurpose(b.map(reference))).toBe(same);
      }),
    );
    expect(seriesPurpose(['ab', 'c'])).not.toBe(seriesPurpose(['a', 'bc']));
  });
});
