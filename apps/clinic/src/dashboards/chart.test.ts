import { describe, expect, test } from 'vitest';
import { barText, COLOURS, TEXT } from './chart.ts';

const figure = (value: number) => ({ state: 'ok' as const, value, unit: 'fiches' });

describe('a bar in words', () => {
  test('is its place and its figure', () => {
    expect(barText({ key: 'sein', label: 'Sein', figure: figure(12) })).toBe('Sein\u00a0: 12\u00a0fiches');
  });

  test('says what it is compared with, also when that is not known', () => {
    const bar = { key: 'sein', label: 'Sein', figure: figure(12) };
    expect(barText({ ...bar, before: figure(9) })).toBe(
      'Sein\u00a0: 12\u00a0fiches, comparé à 9\u00a0fiches',
    );
    const unknown = { state: 'nc' as const, unit: 'fiches', reason: 'aucun rapport' };
    expect(barText({ ...bar, before: unknown })).toBe('Sein\u00a0: 12\u00a0fiches, comparé à NC');
  });

  test('that is masked says so, and no number', () => {
    const secret = { state: 'secret' as const, unit: 'fiches' };
    expect(barText({ key: 'sein', label: 'Sein', figure: secret })).toBe('Sein\u00a0: Secret');
  });
});

/** Relative luminance and contrast of WCAG 2.1, on white. */
function contrast(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05);
}

test.each([COLOURS.ink, TEXT.fill])('text in %s can be read on white', (colour) => {
  expect(contrast(colour)).toBeGreaterThanOrEqual(4.5);
});

test.each([COLOURS.now, COLOURS.mark])('a bar in %s is seen on white', (colour) => {
  expect(contrast(colour)).toBeGreaterThanOrEqual(3);
});
