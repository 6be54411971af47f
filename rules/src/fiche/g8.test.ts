import { describe, expect, it } from 'vitest';
import { frenchNumber, G8_MAX, g8IsAltered, isG8Total } from './g8.ts';

describe('G8', () => {
  it('is altered at 14 and below, normal at 14.5: the decimal decides', () => {
    expect([0, 13.5, 14].map(g8IsAltered)).toEqual([true, true, true]);
    expect([14.5, 15, G8_MAX].map(g8IsAltered)).toEqual([false, false, false]);
  });

  it('goes from 0 to 17 by half points', () => {
    expect([0, 0.5, 16.5, 17].map(isG8Total)).toEqual([true, true, true, true]);
    expect([-0.5, 17.5, 13.3, Number.NaN].map(isG8Total)).toEqual([false, false, false, false]);
  });

  it('is written with a comma', () => {
    expect([frenchNumber(13.5), frenchNumber(14)]).toEqual(['13,5', '14']);
  });
});
